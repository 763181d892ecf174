using System.Buffers;
using System.Text.Json;
using Koppel.Sdk;

namespace Koppel.Connectors.ActiveCampaign.Loading;

/// <summary>
/// Plans how the changes of a load travel: which by the importer, which by single calls; enters the calls in the journal and prices them.
/// </summary>
internal sealed class Delivery(Account account, ChangeList changes, RowStore rows, LoadBooks books)
{
    readonly bool _runAutomations = account.RunAutomations;
    readonly List<Change> _single = [];
    List<ImportBatch> _batches = [];

    /// <summary>Writes what the importer is told of a contact beside its address.</summary>
    public required ContactWriter WriteContact { get; init; }

    /// <summary>The single calls of a change: for each the rows, and a writer of what the call says.</summary>
    public required Func<Change, IEnumerable<SingleCall>> Singles { get; init; }

    /// <summary>What a row of a change does; null when all are inserted and nothing else comes with them.</summary>
    public Func<Change, int, RowEffect>? Effect { get; init; }

    /// <summary>The route of the single calls.</summary>
    public required string SingleRoute { get; init; }

    /// <summary>The load is so small that single calls are as good, where automations may run: only the importer can keep them still.</summary>
    public required bool IsSmall { get; init; }

    /// <summary>What a change does with its contact. The default is that all of it is inserted.</summary>
    public Func<Change, WriteOperation>? KindOf { get; init; }

    /// <summary>How many contacts will be created.</summary>
    public long NewContacts { get; init; }

    /// <summary>What will be created.</summary>
    public IReadOnlyList<string> Creates { get; init; } = [];

    /// <summary>What else a user must know.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>Chooses the ways, enters the calls and prices them.</summary>
    public WritePlan Plan(IWriteJournal journal)
    {
        ChooseWays();
        using var size = new ImportSize(WriteWhole);
        var sizes = changes.Changes.Select(size.Of).ToList();
        RejectTooLarge(sizes);
        _batches = ImportBatch.Cut(sizes, ImportSize.Envelope);
        foreach (var batch in _batches) Enter(journal, changes.Changes.GetRange(batch.First, batch.Count));
        var singles = _single.SelectMany(c => Singles(c).Select(call => (Change: c, Call: call))).ToList();
        foreach (var (change, call) in singles) journal.Plan(SingleRoute, call.Rows.Length, Content(change, call));
        var sent = _single.Concat(changes.Changes).Sum(c => (long)c.Count);
        var again = changes.Again.Count(row => !books.IsSettled(row));
        var changed = sent - again;
        return new WritePlan
        {
            Read = rows.Count,
            Changes = changed,
            Kinds = KindOf is null ? [new PlannedRows(WriteOperation.Insert, changed)] : [Rows(WriteOperation.Insert), Rows(WriteOperation.Update)],
            Unchanged = books.UnchangedCount,
            Repeats = again,
            Rejects = books.Rejects(),
            EachReject = books.Each(),
            Calls = [.. PlannedCalls(singles.Count)],
            Creates = Creates,
            Duration = Duration(singles.Count),
            Instead = _batches.Count == 0 ? null : new WayNotTaken("one call a row", changed, account.Client.Duration(changed)),
            Notes = changed == 0 ? [] : [AutomationNote, .. Notes],
            Irreversible = changed == 0 ? [] : [.. Lasting()],
        };

        PlannedRows Rows(WriteOperation kind) => new(kind, _single.Concat(changes.Changes).Where(c => KindOf(c) == kind).Sum(c => (long)c.Count));
    }

    IEnumerable<string> Lasting()
    {
        if (_runAutomations) yield return "automations that start are not called back, nor are the mails that they send";
        if (NewContacts > 0) yield return "contacts that are created stay when the run is undone, unless koppel undo is given --delete-created";
    }

    string AutomationNote => _runAutomations
        ? $"automations run: those that wait for such a change start (automations = run on {account.Connection})"
        : $"automations are skipped: none starts (automations = skip on {account.Connection})";

    /// <summary>Contacts without an address cannot be imported; a small load need not be.</summary>
    void ChooseWays()
    {
        foreach (var change in changes.Changes.Where(c => c.Email.Length == 0).ToList())
        {
            if (_runAutomations) _single.Add(change);
            else Reject(change, new RejectCause(
                RejectCode.AutomationsSkipped, "The contact has no e-mail address, so only a single call can change it, and that cannot keep automations still.",
                "Set automations = run to load it."));
        }
        changes.Changes.RemoveAll(c => c.Email.Length == 0);
        if (!IsSmall || !_runAutomations) return;
        _single.AddRange(changes.Changes);
        changes.Changes.Clear();
    }

    void RejectTooLarge(List<int> sizes)
    {
        for (var i = sizes.Count - 1; i >= 0; i--)
        {
            if (sizes[i] + ImportSize.Envelope <= ImportBatch.MostBytes) continue;
            Reject(changes.Changes[i], new RejectCause(
                RejectCode.TooLarge, $"The changes of {changes.Changes[i].Email} take more than the {ImportBatch.MostBytes:N0} bytes of an import.", "Load them in several statements."));
            sizes.RemoveAt(i);
            changes.Changes.RemoveAt(i);
        }
    }

    void Enter(IWriteJournal journal, List<Change> batch) => journal.Plan(
        Courier.ImportRoute,
        batch.Sum(c => c.Count),
        ImportContent.Write(!_runAutomations, batch, (json, change) => WriteRows(json, change, changes.RowsOf(change)), WriteWhole));

    void WriteRows(Utf8JsonWriter json, Change change, ReadOnlySpan<int> numbers) =>
        JournalRows.Write(json, rows, numbers, changes.Again.Contains, Effect is { } effect ? row => effect(change, row) : null);

    /// <summary>
    /// Whether automations are kept still: the importer's page says "in the payload" and shows it inside a contact; others report it
    /// beside the contacts. It stands in both places until it is known which one counts.
    /// </summary>
    void WriteWhole(Utf8JsonWriter json, Change change)
    {
        json.WriteStartObject();
        json.WriteString("email", change.Email);
        WriteContact(json, change, changes.RowsOf(change));
        if (!_runAutomations) json.WriteBoolean("exclude_automations", true);
        json.WriteEndObject();
    }

    ReadOnlyMemory<byte> Content(Change change, SingleCall call)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using (var json = new Utf8JsonWriter(buffer, ImportContent.Options))
        {
            json.WriteStartObject();
            json.WritePropertyName("rows");
            WriteRows(json, change, call.Rows);
            json.WritePropertyName("body");
            call.WriteBody(json);
            json.WriteEndObject();
        }
        return buffer.WrittenMemory;
    }

    IEnumerable<PlannedCalls> PlannedCalls(int singles)
    {
        if (_batches.Count > 0)
        {
            yield return new PlannedCalls(Courier.ImportRoute, _batches.Count, $"up to {ImportBatch.MostContacts} contacts each");
            yield return new PlannedCalls($"GET {Account.BasePath}import/info", _batches.Count, "at least one an import, to see how it went");
        }
        if (singles > 0) yield return new PlannedCalls(SingleRoute, singles, "one at a time");
    }

    TimeSpan Duration(int singles)
    {
        var alone = _batches is [{ Count: 1 }] ? Account.SingleImports : Account.Imports;
        var calls = account.Client.Budget.Estimate([(Account.Calls, (2 * _batches.Count) + singles), (alone, _batches.Count)]);
        return _batches.Count > 0 ? calls + account.Client.Scaled(ImportFollower.Usual) : calls;
    }

    void Reject(Change change, RejectCause cause)
    {
        foreach (var row in changes.RowsOf(change)) books.Reject(row, cause);
    }
}

/// <summary>A change of one contact by one call.</summary>
/// <param name="Rows">The rows that it comes from.</param>
/// <param name="WriteBody">Writes the call's body.</param>
internal sealed record SingleCall(int[] Rows, Action<Utf8JsonWriter> WriteBody);

/// <summary>Writes what an import says of a contact, behind its address.</summary>
internal delegate void ContactWriter(Utf8JsonWriter json, Change change, ReadOnlySpan<int> rows);
