using System.Text.Json;
using Koppel.Sdk;

namespace Koppel.Connectors.ActiveCampaign.Loading;

/// <summary>Sends the changes that are not made by the importer.</summary>
internal interface ISingleCalls
{
    /// <summary>Makes one contact's changes and enters its rows in the books.</summary>
    /// <exception cref="ConnectorException">It cannot go on.</exception>
    Task SendAsync(Change change, CancellationToken cancellationToken);
}

/// <summary>How the changes of a load travel: which by the importer, which by single calls; what that costs; and the carrying out.</summary>
internal sealed class Delivery
{
    readonly Account _account;
    readonly ChangeList _changes;
    readonly LoadBooks _books;
    readonly bool _runAutomations;
    readonly List<Change> _single = [];
    ImportBody? _body;
    List<ImportBatch> _batches = [];

    public Delivery(Account account, ChangeList changes, LoadBooks books, bool runAutomations)
    {
        (_account, _changes, _books, _runAutomations) = (account, changes, books, runAutomations);
    }

    /// <summary>Writes what an import says of a contact.</summary>
    public required ContactWriter WriteContact { get; init; }

    /// <summary>How many single calls a change takes.</summary>
    public required Func<Change, int> CallsOf { get; init; }

    /// <summary>The load is so small that single calls are as good, where automations may run: only the importer can keep them still.</summary>
    public required bool IsSmall { get; init; }

    /// <summary>Sends the single calls.</summary>
    public required ISingleCalls Single { get; init; }

    /// <summary>The single calls, for plans.</summary>
    public required string SingleRoute { get; init; }

    /// <summary>What will be created.</summary>
    public IReadOnlyList<string> Creates { get; init; } = [];

    /// <summary>Chooses the ways and prices them.</summary>
    /// <param name="rows">Rows of the source.</param>
    public WritePlan Plan(long rows)
    {
        _body = new ImportBody(_runAutomations, (json, change) => WriteContact(json, change, _changes.RowsOf(change)));
        ChooseWays();
        var sizes = _changes.Changes.Select(_body.SizeOf).ToList();
        RejectTooLarge(sizes);
        _batches = ImportBatch.Cut(sizes, ImportBody.Envelope);
        var changed = _single.Sum(c => c.Count) + _changes.Changes.Sum(c => (long)c.Count);
        return new WritePlan
        {
            Read = rows,
            Changes = changed,
            Unchanged = _books.UnchangedCount,
            Rejects = _books.Rejects(),
            Calls = [.. PlannedCalls()],
            Creates = Creates,
            Duration = Duration(_batches.Count, _single.Sum(CallsOf)),
            Notes = changed == 0 ? [] : Notes,
        };
    }

    /// <summary>Carries the plan out; a fault is told in the outcome.</summary>
    public async ValueTask<WriteOutcome> ExecuteAsync(IProgress<WriteProgress>? progress, CancellationToken cancellationToken)
    {
        var (batchesLeft, singlesLeft) = (_batches.Count, _single.Sum(CallsOf));
        var (settled, toDo) = (_books.Settled, _books.Open);
        void Report(int batches, int singles) => progress?.Report(new WriteProgress(
            _books.Settled - settled, toDo, Duration(Interlocked.Add(ref batchesLeft, -batches), Interlocked.Add(ref singlesLeft, -singles))));

        var any = toDo > 0;
        Exception? fault = null;
        try
        {
            var sender = new ImportSender(_account, _changes, _body!, _books);
            await sender.RunAsync(_batches, () => Report(1, 0), cancellationToken);
            await Parallel.ForEachAsync(_single, new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = cancellationToken }, async (change, stop) =>
            {
                await Single.SendAsync(change, stop);
                Report(0, CallsOf(change));
            });
        }
        catch (Exception stopped) when (stopped is ConnectorException or OperationCanceledException)
        {
            fault = stopped;
        }
        return _books.Close(fault, Creates, any ? Notes : []);
    }

    IReadOnlyList<string> Notes => [_runAutomations
        ? $"automations run: those that wait for such a change start (automations = run on {_account.Connection})"
        : $"automations are skipped: none starts (automations = skip on {_account.Connection})"];

    /// <summary>Contacts without an address cannot be imported; a small load need not be.</summary>
    void ChooseWays()
    {
        foreach (var change in _changes.Changes.Where(c => c.Email.Length == 0).ToList())
        {
            if (_runAutomations) _single.Add(change);
            else Reject(change, "The contact has no e-mail address, so only a single call can change it, and that cannot keep automations still. Set automations = run to load it.");
        }
        _changes.Changes.RemoveAll(c => c.Email.Length == 0);
        if (!IsSmall || !_runAutomations) return;
        _single.AddRange(_changes.Changes);
        _changes.Changes.Clear();
    }

    void RejectTooLarge(List<int> sizes)
    {
        for (var i = sizes.Count - 1; i >= 0; i--)
        {
            if (sizes[i] + ImportBody.Envelope <= ImportBatch.MostBytes) continue;
            Reject(_changes.Changes[i], $"The changes of {_changes.Changes[i].Email} take more than the {ImportBatch.MostBytes:N0} bytes of an import. Load them in several statements.");
            sizes.RemoveAt(i);
            _changes.Changes.RemoveAt(i);
        }
    }

    IEnumerable<PlannedCalls> PlannedCalls()
    {
        if (_batches.Count > 0)
        {
            yield return new PlannedCalls($"POST {Account.BasePath}import/bulk_import", _batches.Count, $"up to {ImportBatch.MostContacts} contacts each");
            yield return new PlannedCalls($"GET {Account.BasePath}import/info", _batches.Count, "at least one an import, to see how it went");
        }
        if (_single.Count > 0) yield return new PlannedCalls(SingleRoute, _single.Sum(CallsOf), "one at a time");
    }

    TimeSpan Duration(int batches, int singles)
    {
        var alone = batches == 1 && _batches is [{ Count: 1 }] ? Account.SingleImports : Account.Imports;
        var calls = _account.Client.Budget.Estimate([(Account.Calls, (2 * batches) + singles), (alone, batches)]);
        return batches > 0 ? calls + _account.Client.Scaled(TimeSpan.FromSeconds(7)) : calls;
    }

    void Reject(Change change, string reason)
    {
        foreach (var row in _changes.RowsOf(change)) _books.Reject(row, reason);
    }
}

/// <summary>Writes what an import says of a contact, behind its address.</summary>
internal delegate void ContactWriter(Utf8JsonWriter json, Change change, ReadOnlySpan<int> rows);
