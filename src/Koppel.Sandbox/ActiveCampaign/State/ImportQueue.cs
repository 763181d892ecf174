using System.Security.Cryptography;
using System.Text;
using Koppel.Sandbox.Hosting;

namespace Koppel.Sandbox.ActiveCampaign.State;

/// <summary>
/// The importer's batches. A batch takes effect some seconds after it was queued; nothing runs meanwhile. Whoever looks at the state
/// first settles what has become due, so that a clock that a test moves by hand moves the imports too. Callers hold the sandbox's lock.
/// </summary>
sealed class ImportQueue(Store store, Clock clock, SandboxOptions options)
{
    static readonly TimeSpan Known = TimeSpan.FromSeconds(1);
    static readonly TimeSpan Begun = TimeSpan.FromSeconds(2);
    static readonly TimeSpan Done = TimeSpan.FromSeconds(6);

    readonly Dictionary<Guid, ImportBatch> batches = [];
    readonly Queue<ImportBatch> waiting = new();
    readonly ImportWork work = new(store, options);
    readonly long birth = clock.Now.Ticks;

    public IReadOnlyCollection<ImportBatch> Batches => batches.Values;

    public ImportBatch? Find(Guid id) => batches.GetValueOrDefault(id);

    public ImportBatch Add(IReadOnlyList<ImportRow> rows, FaultKind? fault)
    {
        // The same for every run with the same clock, yet another one for every sandbox: a ledger must not take one run's batch for
        // another's.
        var digest = SHA256.HashData(Encoding.ASCII.GetBytes($"{birth}/{options.FaultSeed}/{batches.Count}"));
        var batch = new ImportBatch(new Guid(digest.AsSpan(0, 16)), clock.Now, rows, fault) { Cause = store.Journal.Cause };
        Restore(batch);
        return batch;
    }

    public void Restore(ImportBatch batch)
    {
        batches.Add(batch.Id, batch);
        if (!batch.IsDone) waiting.Enqueue(batch);
    }

    /// <summary>The status that the API tells; null stands for its <c>false</c>, of a batch that it does not know yet.</summary>
    public string? StatusOf(ImportBatch batch)
    {
        if (batch.IsDone) return batch.Outcome;
        var age = clock.Now - batch.Queued;
        return age < clock.Scaled(Known) ? null : age < clock.Scaled(Begun) ? "waiting" : "active";
    }

    /// <summary>Carries out the batches whose time has come.</summary>
    public void Settle()
    {
        while (waiting.TryPeek(out var batch) && batch.Queued + clock.Scaled(Done) <= clock.Now)
        {
            waiting.Dequeue();
            Apply(batch, SandboxState.WholeSeconds(batch.Queued + clock.Scaled(Done)));
        }
    }

    void Apply(ImportBatch batch, DateTime now)
    {
        var rows = batch.Fault == FaultKind.ImportInterrupted ? batch.Rows.Take(batch.Rows.Count / 2) : batch.Rows;
        store.Journal.Cause = batch.Cause is { } cause ? cause with { Time = now } : null;
        var draws = new Random(unchecked((options.FaultSeed * 397) + batches.Count));
        var unlucky = batch.Fault == FaultKind.ImportPartial ? draws.Next(batch.Rows.Count) : -1;
        foreach (var (index, row) in rows.Index())
        {
            store.Automations.AreQuiet = row.ExcludeAutomations;
            // At least one contact fails, and about one in four of the others.
            var fails = unlucky >= 0 && (index == unlucky || draws.Next(4) == 0);
            if (fails || work.Fails(row)) batch.Failed.Add(row.Email);
            else Apply(batch, row, now);
        }

        store.Automations.AreQuiet = false;
        store.Journal.Cause = null;
        batch.Finish();
    }

    void Apply(ImportBatch batch, ImportRow row, DateTime now)
    {
        var (contact, isNew) = work.Apply(row, now);
        if (!batch.Created.Contains(contact.Id) && !batch.Updated.Contains(contact.Id))
            (isNew ? batch.Created : batch.Updated).Add(contact.Id);
    }
}
