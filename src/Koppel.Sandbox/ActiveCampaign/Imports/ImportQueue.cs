using System.Security.Cryptography;
using System.Text;
using Koppel.Sandbox.ActiveCampaign.Automations;
using Koppel.Sandbox.ActiveCampaign.State;
using Koppel.Sandbox.Http;

namespace Koppel.Sandbox.ActiveCampaign.Imports;

/// <summary>
/// The importer's batches. A batch takes effect some seconds after it was queued; nothing runs meanwhile. Whoever looks at the state
/// first settles what has become due, so that a clock that a test moves by hand moves the imports too. Callers hold the sandbox's lock.
/// </summary>
internal sealed class ImportQueue
{
    static readonly TimeSpan Known = TimeSpan.FromSeconds(1);
    static readonly TimeSpan Begun = TimeSpan.FromSeconds(2);
    static readonly TimeSpan Done = TimeSpan.FromSeconds(6);

    readonly Dictionary<Guid, ImportBatch> _batches = [];
    readonly Queue<ImportBatch> _waiting = new();
    readonly Store _store;
    readonly ImportWork _work;

    public ImportQueue(Store store)
    {
        (_store, _work) = (store, new ImportWork(store));
        (ManyLimit, SingleLimit) = (Limit(100), Limit(20));
        store.Settle += Settle;
    }

    /// <summary>Imports of several contacts a minute.</summary>
    public FixedWindow ManyLimit { get; }

    /// <summary>Imports of one contact a minute.</summary>
    public FixedWindow SingleLimit { get; }

    public IReadOnlyCollection<ImportBatch> Batches => _batches.Values;

    public ImportBatch? Find(Guid id) => _batches.GetValueOrDefault(id);

    public ImportBatch Add(IReadOnlyList<ImportRow> rows, FaultKind? fault)
    {
        // The same for every run with the same clock, yet another one for every sandbox: a ledger must not take one run's batch for
        // another's.
        var digest = SHA256.HashData(Encoding.ASCII.GetBytes($"{_store.Birth.Ticks}/{_store.Options.FaultSeed}/{_batches.Count}"));
        var batch = new ImportBatch(new Guid(digest.AsSpan(0, 16)), _store.Clock.Now, rows, fault) { Cause = _store.Journal.Cause };
        Restore(batch);
        return batch;
    }

    public void Restore(ImportBatch batch)
    {
        _batches.Add(batch.Id, batch);
        if (!batch.IsDone) _waiting.Enqueue(batch);
    }

    /// <summary>The status that the API tells; null stands for its <c>false</c>, of a batch that it does not know yet.</summary>
    public string? StatusOf(ImportBatch batch)
    {
        if (batch.IsDone) return batch.Outcome;
        var age = _store.Clock.Now - batch.Queued;
        return age < _store.Clock.Scaled(Known) ? null : age < _store.Clock.Scaled(Begun) ? "waiting" : "active";
    }

    /// <summary>Carries out the batches whose time has come.</summary>
    void Settle()
    {
        while (_waiting.TryPeek(out var batch) && batch.Queued + _store.Clock.Scaled(Done) <= _store.Clock.Now)
        {
            _waiting.Dequeue();
            Apply(batch, Clock.WholeSeconds(batch.Queued + _store.Clock.Scaled(Done)));
        }
    }

    FixedWindow Limit(int most) => new(most, _store.Clock.Scaled(TimeSpan.FromMinutes(1)));

    void Apply(ImportBatch batch, DateTime now)
    {
        var rows = batch.Fault == FaultKind.ImportInterrupted ? batch.Rows.Take(batch.Rows.Count / 2) : batch.Rows;
        _store.Journal.Cause = batch.Cause is { } cause ? cause with { Time = now } : null;
        var draws = new Random(unchecked((_store.Options.FaultSeed * 397) + _batches.Count));
        var unlucky = batch.Fault == FaultKind.ImportPartial ? draws.Next(batch.Rows.Count) : -1;
        foreach (var (index, row) in rows.Index())
        {
            _store.Automations.AreQuiet = row.ExcludeAutomations;
            // At least one contact fails, and about one in four of the others.
            var fails = unlucky >= 0 && (index == unlucky || draws.Next(4) == 0);
            if (fails || _work.Fails(row)) batch.Failed.Add(row.Email);
            else Apply(batch, row, now);
        }

        _store.Automations.AreQuiet = false;
        _store.Journal.Cause = null;
        batch.Finish();
    }

    void Apply(ImportBatch batch, ImportRow row, DateTime now)
    {
        var (contact, isNew) = _work.Apply(row, now);
        if (!batch.Created.Contains(contact.Id) && !batch.Updated.Contains(contact.Id))
            (isNew ? batch.Created : batch.Updated).Add(contact.Id);
    }
}
