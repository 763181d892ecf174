using Koppel.Sandbox.Http;

namespace Koppel.Sandbox.ActiveCampaign.State;

/// <summary>What the sandbox holds now, behind its one lock.</summary>
internal sealed class SandboxState(Clock clock, SandboxOptions options, Traffic traffic)
{
    readonly Lock _gate = new();

    public Store Store { get; private set; } = new(clock, options);

    /// <summary>Another one after each reset, seed and snapshot.</summary>
    public int Generation { get; private set; }

    /// <summary>The sandbox's own address; known once it serves.</summary>
    public Uri Root { get => Store.Root; set => Store.Root = value; }

    public TimeSpan Elapsed => clock.Elapsed;

    public DateTime Now => Store.Now;

    /// <summary>Now, with the fractions of a second that most of the API does without.</summary>
    public DateTime Moment => clock.Now;

    /// <summary>How long a real delay takes here.</summary>
    public TimeSpan Scaled(TimeSpan real) => clock.Scaled(real);

    /// <summary>Does something with the state as it is now: what has become due is done first.</summary>
    public T Use<T>(Func<T> work)
    {
        lock (_gate)
        {
            Store.Settle?.Invoke();
            return work();
        }
    }

    /// <summary>Answers a call: what it changes is noted as its doing.</summary>
    public T Use<T>(Cause cause, Func<T> work) => Use(() =>
    {
        var journal = Store.Journal;
        journal.Cause = cause;
        try
        {
            return work();
        }
        finally
        {
            journal.Cause = null;
        }
    });

    /// <summary>Puts another store in place of the one that is there.</summary>
    public void Replace(Store store)
    {
        lock (_gate)
        {
            store.Root = Store.Root;
            Store = store;
            Generation++;
        }
    }

    /// <summary>Counts a call that a limit of the importer refused.</summary>
    public void Throttle() => traffic.CountThrottled();
}
