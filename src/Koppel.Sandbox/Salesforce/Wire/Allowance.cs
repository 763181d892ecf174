using Koppel.Sandbox.Http;

namespace Koppel.Sandbox.Salesforce.Wire;

/// <summary>How many calls the org may make in 24 hours, and how many it has made. Thread-safe.</summary>
internal sealed class Allowance(Clock clock, int most)
{
    static readonly TimeSpan Day = TimeSpan.FromHours(24);

    readonly Lock _gate = new();
    long _day;
    int _used;
    int _most = most;

    /// <summary>Takes a call; false when none is left.</summary>
    public bool TryTake()
    {
        lock (_gate)
        {
            Turn();
            if (_used >= _most) return false;
            _used++;
            return true;
        }
    }

    public (int Used, int Most) Read()
    {
        lock (_gate)
        {
            Turn();
            return (_used, _most);
        }
    }

    /// <summary>Puts other figures in place of those that are there; null leaves one as it is.</summary>
    public void Set(int? used, int? most)
    {
        lock (_gate)
        {
            Turn();
            (_used, _most) = (used ?? _used, most ?? _most);
        }
    }

    void Turn()
    {
        var today = clock.Elapsed.Ticks / Day.Ticks;
        if (today != _day) (_day, _used) = (today, 0);
    }
}
