using System.Security.Cryptography;
using Koppel.Sandbox.Http;
using Koppel.Sandbox.Salesforce.Wire;

namespace Koppel.Sandbox.Salesforce.SignIn;

/// <summary>Who has signed in and may call: access tokens that end when nobody has used them for a while. Thread-safe.</summary>
/// <param name="clock">The time.</param>
/// <param name="first">The token of the session that is open from the start.</param>
/// <param name="life">How long one lasts without a call.</param>
internal sealed class Sessions(Clock clock, string first, TimeSpan life)
{
    readonly Lock _gate = new();
    readonly Dictionary<string, TimeSpan> _lastCalls = new(StringComparer.Ordinal) { [first] = TimeSpan.Zero };

    /// <summary>How many are open.</summary>
    public int Count
    {
        get
        {
            lock (_gate) return _lastCalls.Values.Count(last => clock.Elapsed - last < life);
        }
    }

    /// <summary>Opens a session; gives its token.</summary>
    public string Open()
    {
        var token = Identity.TokenBegin + "AQ." + RandomNumberGenerator.GetHexString(40);
        lock (_gate) _lastCalls[token] = clock.Elapsed;
        return token;
    }

    /// <summary>Whether a session is open; if so, it lasts longer for having been used.</summary>
    public bool Use(string token)
    {
        lock (_gate)
        {
            if (!_lastCalls.TryGetValue(token, out var last)) return false;
            var now = clock.Elapsed;
            if (now - last < life) _lastCalls[token] = now;
            else _lastCalls.Remove(token);
            return now - last < life;
        }
    }

    /// <summary>How long a session still lasts if nobody uses it; null when it is not open.</summary>
    public TimeSpan? Left(string token)
    {
        lock (_gate)
        {
            var left = life - (_lastCalls.TryGetValue(token, out var last) ? clock.Elapsed - last : life);
            return left > TimeSpan.Zero ? left : null;
        }
    }

    /// <summary>Ends a session; false when there is none.</summary>
    public bool End(string token)
    {
        lock (_gate) return _lastCalls.Remove(token);
    }

    /// <summary>Ends all sessions; gives how many there were.</summary>
    public int EndAll()
    {
        lock (_gate)
        {
            var count = _lastCalls.Count;
            _lastCalls.Clear();
            return count;
        }
    }

    /// <summary>Ends all but the one of the start, which is open again.</summary>
    public void Reset()
    {
        lock (_gate)
        {
            _lastCalls.Clear();
            _lastCalls[first] = clock.Elapsed;
        }
    }
}
