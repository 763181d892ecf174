using Koppel.Sandbox.ActiveCampaign.Automations;
using Koppel.Sandbox.ActiveCampaign.Campaigns;
using Koppel.Sandbox.ActiveCampaign.Resources;
using Koppel.Sandbox.ActiveCampaign.Segments;
using Koppel.Sandbox.ActiveCampaign.State;
using Koppel.Sandbox.ActiveCampaign.Webhooks;
using Koppel.Sandbox.Hosting;

namespace Koppel.Sandbox.ActiveCampaign;

/// <summary>All that the sandbox holds, behind its one lock.</summary>
sealed class SandboxState(Clock clock, SandboxOptions options, Traffic traffic)
{
    readonly Lock gate = new();
    int seed = options.Seed;
    WebhookPublisher? bell;

    public Store Store { get; private set; } = new();

    /// <summary>Another one after each reset, seed and snapshot.</summary>
    public int Generation { get; private set; }

    public ImportQueue Imports { get; private set; } = new(new Store(), clock, options);

    /// <summary>Tells webhooks what calls do.</summary>
    public WebhookPublisher WebhookPublisher => bell ??= new(this);

    public SegmentSet Segments { get; private set; } = new(clock);

    /// <summary>Who was in segments when contacts were last listed by them.</summary>
    public SegmentReads SegmentReads { get; private set; } = new(new Store(), new(clock), clock, options.FirstSegmentReadIsEmpty);

    /// <summary>The latest runs that looked for the contacts of segments.</summary>
    public MatchRuns Runs { get; private set; } = new(new Store(), clock);

    /// <summary>Where mails go that the real system would send.</summary>
    public Outbox Outbox { get; private set; } = new(options.OutboxFolder);

    /// <summary>Sends campaigns.</summary>
    public Sending? Sending { get; private set; }

    /// <summary>The sandbox's own address, for links in mails; known once it serves.</summary>
    public Uri Root { get; set; } = new("http://127.0.0.1/");

    /// <summary>Imports of several contacts a minute.</summary>
    public FixedWindow ManyLimit { get; private set; } = new(100, clock.Scaled(TimeSpan.FromMinutes(1)));

    /// <summary>Imports of one contact a minute.</summary>
    public FixedWindow SingleLimit { get; private set; } = new(20, clock.Scaled(TimeSpan.FromMinutes(1)));

    public TimeSpan Elapsed => clock.Elapsed;

    public DateTime Now => WholeSeconds(clock.Now);

    /// <summary>Now, with the fractions of a second that most of the API does without.</summary>
    public DateTime Moment => clock.Now;

    /// <summary>How long a real delay takes here.</summary>
    public TimeSpan Scaled(TimeSpan real) => clock.Scaled(real);

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
        var store = Seeding.Fill(contacts ?? seed, options.Plain);
        var segments = SegmentSeed.Fill(store, clock);
        AutomationSeed.Fill(store);
        CampaignSeed.Fill(store, segments);
        lock (gate)
        {
            seed = contacts ?? seed;
            Replace(store, new ImportQueue(store, clock, options), segments, new Outbox(options.OutboxFolder));
        }
    }

    /// <summary>Counts a call that a limit of the importer refused.</summary>
    public void Throttle() => traffic.CountThrottled();

    public SandboxStats Stats() => Use(() =>
    {
        var (calls, byRoute, throttled) = traffic.Counts();
        var rows = Declarations.All.ToDictionary(resource => resource.Name, resource => resource.Rows(Store).Count, StringComparer.Ordinal);
        return new SandboxStats(
            calls, byRoute, throttled, Store.Contacts.Count, Store.Tags.Count, Store.ContactTags.Count, Store.Accounts.Rows.Count, rows);
    });

    public Snapshot Snapshot() =>
        Use(() => State.Snapshot.Of(Store, Imports) with { Segments = SegmentSetState.Of(Segments),
            Automations = AutomationState.Of(Store.Automations), Outbox = Outbox.ToState() });

    /// <summary>Puts a snapshot in place of the state.</summary>
    /// <exception cref="InvalidDataException">The snapshot does not hold together.</exception>
    public void Restore(Snapshot snapshot)
    {
        var (store, imports) = snapshot.Build(clock, options);
        var segments = snapshot.Segments?.Build(clock) ?? new SegmentSet(clock);
        snapshot.Automations?.AddTo(store);
        lock (gate) Replace(store, imports, segments, Outbox.Of(snapshot.Outbox, options.OutboxFolder));
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

    void Replace(Store store, ImportQueue imports, SegmentSet segments, Outbox outbox)
    {
        (Store, Imports) = (store, imports);
        store.Now = () => Now;
        (Segments, SegmentReads, Runs) = (segments, new(store, segments, clock, options.FirstSegmentReadIsEmpty), new(store, clock));
        Outbox = outbox;
        var mailer = new Mailer(store, outbox, () => Root.GetLeftPart(UriPartial.Authority));
        store.Automations.SendMessage = mailer.Send;
        Sending = new(this, mailer);
        Generation++;
        ManyLimit = new(100, clock.Scaled(TimeSpan.FromMinutes(1)));
        SingleLimit = new(20, clock.Scaled(TimeSpan.FromMinutes(1)));
    }
}
