using Koppel.Sandbox.ActiveCampaign.Resources;
using Koppel.Sandbox.ActiveCampaign.State;
using Koppel.Sandbox.Hosting;

namespace Koppel.Sandbox.ActiveCampaign;

/// <summary>All that the sandbox holds, behind its one lock.</summary>
sealed class SandboxState(Clock clock, SandboxOptions options, Traffic traffic)
{
    readonly Lock gate = new();
    int seed = options.Seed;

    public Store Store { get; private set; } = new();

    /// <summary>Another one after each reset, seed and snapshot.</summary>
    public int Generation { get; private set; }

    public ImportQueue Imports { get; private set; } = new(new Store(), clock, options.FaultSeed);

    /// <summary>Imports of several contacts a minute.</summary>
    public FixedWindow ManyLimit { get; private set; } = new(100, clock.Scaled(TimeSpan.FromMinutes(1)));

    /// <summary>Imports of one contact a minute.</summary>
    public FixedWindow SingleLimit { get; private set; } = new(20, clock.Scaled(TimeSpan.FromMinutes(1)));

    public TimeSpan Elapsed => clock.Elapsed;

    public DateTime Now => WholeSeconds(clock.Now);

    public static DateTime WholeSeconds(DateTime moment) => new(moment.Ticks - (moment.Ticks % TimeSpan.TicksPerSecond), DateTimeKind.Utc);

    /// <summary>Does something with the state as it is now: imports that have become due are done first.</summary>
    public T Use<T>(Func<T> work)
    {
        lock (gate)
        {
            Imports.Settle();
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

    /// <summary>Begins anew with invented contacts: as many as the last time, or as told.</summary>
    public void Seed(int? contacts = null)
    {
        var store = Seeding.Fill(contacts ?? seed);
        lock (gate)
        {
            seed = contacts ?? seed;
            Replace(store, new ImportQueue(store, clock, options.FaultSeed));
        }
    }

    /// <summary>Counts a call that a limit of the importer refused.</summary>
    public void Throttle() => traffic.CountThrottled();

    public SandboxStats Stats() => Use(() =>
    {
        var (calls, byRoute, throttled) = traffic.Counts();
        var rows = Declarations.All.ToDictionary(resource => resource.Name, resource => resource.Rows(Store).Count, StringComparer.Ordinal);
        return new SandboxStats(calls, byRoute, throttled, Store.Contacts.Count, Store.Tags.Count, Store.ContactTags.Count, Store.Accounts.Rows.Count, rows);
    });

    public Snapshot Snapshot() => Use(() => State.Snapshot.Of(Store, Imports));

    /// <summary>Puts a snapshot in place of the state.</summary>
    /// <exception cref="InvalidDataException">The snapshot does not hold together.</exception>
    public void Restore(Snapshot snapshot)
    {
        var (store, imports) = snapshot.Build(clock, options.FaultSeed);
        lock (gate) Replace(store, imports);
    }

    public async Task LoadAsync(CancellationToken cancellationToken)
    {
        if (options.SnapshotFile is { } file && File.Exists(file)) Restore(await SnapshotFile.ReadAsync(file, cancellationToken));
        else Seed();
    }

    public async Task SaveAsync()
    {
        if (options.SnapshotFile is { } file) await SnapshotFile.WriteAsync(file, Snapshot());
    }

    void Replace(Store store, ImportQueue imports)
    {
        (Store, Imports) = (store, imports);
        Generation++;
        ManyLimit = new(100, clock.Scaled(TimeSpan.FromMinutes(1)));
        SingleLimit = new(20, clock.Scaled(TimeSpan.FromMinutes(1)));
    }
}
