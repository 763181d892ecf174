using System.Buffers;
using System.Text.Json;
using Koppel.Connectors.ActiveCampaign.Api;
using Koppel.Connectors.ActiveCampaign.Calls;
using Koppel.Sdk.Loading;
using Koppel.Sdk.Schema;

namespace Koppel.Connectors.ActiveCampaign.Loads;

/// <summary>
/// Plans how the changes of a load travel: which by the importer, which by single calls. Changes are added as they become known; an import
/// that is full is entered in the journal at once, so that it can be on its way while others are still being found.
/// </summary>
internal sealed class ImportPlanner(Account account, RowStore rows, LoadBooks books, IWriteJournal journal) : IDisposable
{
    readonly bool _runAutomations = account.RunAutomations;
    readonly List<ContactRows> _single = [];
    readonly List<ContactRows> _open = [];
    readonly List<int> _sizes = [];
    readonly Dictionary<string, long> _steps = [];
    ImportSize? _size;
    long _rowsBytes;
    long _imports;
    long _sent;
    long _updates;
    bool _isOnlyOne;

    /// <summary>Writes what the importer is told of a contact beside its address.</summary>
    public required ContactWriter WriteContact { get; init; }

    /// <summary>The single calls of a change that does not travel by the importer.</summary>
    public required Func<ContactRows, IEnumerable<SingleCall>> Singles { get; init; }

    /// <summary>What a row of a change does; null when all are inserted and nothing else comes with them.</summary>
    public Func<ContactRows, int, RowEffect>? Effect { get; init; }

    /// <summary>Rows that say again what another row of their change says: they share its fate, but change nothing.</summary>
    public HashSet<int> Again { get; } = [];

    /// <summary>What a change does with its contact. The default is that all of it is inserted.</summary>
    public Func<ContactRows, WriteOperation>? KindOf { get; init; }

    /// <summary>Takes a change in.</summary>
    public void Add(ContactRows change)
    {
        if (change.What is { NeedsImport: false })
        {
            _single.Add(change);
            return;
        }
        if (change.Email.Length == 0)
        {
            // The importer knows contacts by their address only.
            if (_runAutomations) _single.Add(change);
            else Reject(change, new RejectCause(
                RejectCode.AutomationsSkipped,
                "The contact has no e-mail address, so only a single call can change it, and that cannot keep automations still.",
                "Set automations = run to load it."));
            return;
        }
        var size = (_size ??= new ImportSize(WriteWhole)).Of(change);
        if (size + ImportSize.Envelope > ImportBatch.MostBytes)
        {
            Reject(change, new RejectCause(
                RejectCode.TooLarge, $"The changes of {change.Email} take more than the {ImportBatch.MostBytes:N0} bytes of an import.",
                "Load them in several statements."));
            return;
        }
        _open.Add(change);
        _sizes.Add(size);
        _rowsBytes += size;
        // Two stay behind at the least: an import of one contact has a limit of its own, five times tighter.
        while (_open.Count >= ImportBatch.MostContacts + 2 || _rowsBytes > 2 * ImportBatch.MostBytes) EnterFirst();
    }

    /// <summary>Chooses the ways of what is left, enters the calls and prices all.</summary>
    /// <param name="isSmall">The load is so small that single calls are as good, where automations may run: only the importer can keep them
    /// still.</param>
    /// <param name="creates">What will be created.</param>
    /// <param name="notes">What else a user must know.</param>
    /// <param name="newContacts">How many contacts will be created.</param>
    /// <param name="lasting">What else cannot be taken back, or null.</param>
    public WritePlan Finish(
        bool isSmall, IReadOnlyList<string> creates, IReadOnlyList<string> notes, long newContacts, IReadOnlyList<string>? lasting = null)
    {
        if (isSmall && _runAutomations && _imports == 0)
        {
            _single.AddRange(_open);
            _open.Clear();
        }
        else
        {
            var batches = ImportBatch.Cut(_sizes, ImportSize.Envelope);
            _isOnlyOne = _imports == 0 && batches is [{ Count: 1 }];
            foreach (var batch in batches) Enter(_open.GetRange(batch.First, batch.Count));
        }
        var singles = _single.SelectMany(c => Singles(c).Select(call => (Change: c, Call: call))).ToList();
        foreach (var (change, call) in singles)
        {
            journal.Plan(call.Steps[0].Route, call.Rows.Length, Content(change, call));
            Count(call.Steps);
        }
        _sent += _single.Sum(c => (long)c.Rows.Length);
        _updates += Updates(_single);
        var again = Again.Count(row => !books.IsSettled(row));
        var changed = _sent - again;
        return new WritePlan
        {
            Read = rows.Count,
            Changes = changed,
            Kinds = KindOf is null
                ? [new PlannedRows(WriteOperation.Insert, changed)]
                : [new PlannedRows(WriteOperation.Insert, changed - _updates), new PlannedRows(WriteOperation.Update, _updates)],
            Unchanged = books.UnchangedCount,
            Repeats = again,
            Rejects = books.Rejects(),
            EachReject = books.Each(),
            Calls = [.. PlannedCalls()],
            Creates = creates,
            Duration = Duration(0),
            SideBySide = new SideBySide(account.Client.Duration, Duration),
            Instead = _imports == 0 ? null : new WayNotTaken("one call a row", changed, account.Client.Duration(changed)),
            Notes = changed == 0
                ? []
                : [AutomationNote, .. isSmall && !_runAutomations && _imports > 0 ? [SmallImport] : Array.Empty<string>(), .. notes],
            Irreversible = changed == 0 ? [] : [.. Lasting(newContacts), .. lasting ?? []],
        };
    }

    /// <summary>How many rows of changes update.</summary>
    long Updates(List<ContactRows> changes) =>
        KindOf is { } kind ? changes.Where(c => kind(c) == WriteOperation.Update).Sum(c => (long)c.Rows.Length) : 0;

    IEnumerable<string> Lasting(long newContacts)
    {
        if (_runAutomations) yield return "automations that start are not called back, nor are the mails that they send";
        if (newContacts > 0)
            yield return "contacts that are created stay when the run is undone, unless koppel undo is given --delete-created";
    }

    /// <inheritdoc/>
    public void Dispose() => _size?.Dispose();

    const string SmallImport = "so few contacts would be as quick by single calls, but only an import can skip automations";

    string AutomationNote => _runAutomations
        ? $"automations run: those that wait for such a change start (automations = run on {account.Connection})"
        : $"automations are skipped: none starts (automations = skip on {account.Connection})";

    void EnterFirst()
    {
        var first = ImportBatch.Cut(_sizes, ImportSize.Envelope)[0];
        Enter(_open.GetRange(0, first.Count));
        _rowsBytes -= _sizes.Take(first.Count).Sum(s => (long)s);
        _open.RemoveRange(0, first.Count);
        _sizes.RemoveRange(0, first.Count);
    }

    void Enter(List<ContactRows> batch)
    {
        var count = batch.Sum(c => c.Rows.Length);
        journal.Plan(Courier.ImportRoute, count,
            ImportContent.Write(!_runAutomations, batch, (json, change) => WriteRows(json, change, change.Rows.Span), WriteWhole));
        foreach (var change in batch) Count(change.What?.Steps ?? []);
        _imports++;
        _sent += count;
        _updates += Updates(batch);
    }

    void WriteRows(Utf8JsonWriter json, ContactRows change, ReadOnlySpan<int> numbers) =>
        JournalRows.Write(json, rows, numbers, Again.Contains, Effect is { } effect ? row => effect(change, row) : null);

    /// <summary>
    /// Whether automations are kept still: the importer's page says "in the payload" and shows it inside a contact; others report it
    /// beside the contacts. It stands in both places until it is known which one counts.
    /// </summary>
    void WriteWhole(Utf8JsonWriter json, ContactRows change)
    {
        json.WriteStartObject();
        json.WriteString("email", change.Email);
        WriteContact(json, change, change.Rows.Span);
        if (!_runAutomations) json.WriteBoolean("exclude_automations", true);
        json.WriteEndObject();
    }

    ReadOnlyMemory<byte> Content(ContactRows change, SingleCall call)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using (var json = new Utf8JsonWriter(buffer, ImportContent.Options))
        {
            json.WriteStartObject();
            json.WritePropertyName("rows");
            WriteRows(json, change, call.Rows);
            if (call.Steps is [{ Key: null, LinkOf: null, WriteBody: { } writeBody }])
            {
                json.WritePropertyName("body");
                writeBody(json);
            }
            else
            {
                json.WriteStartArray("steps");
                foreach (var step in call.Steps) step.Write(json);
                json.WriteEndArray();
            }
            json.WriteEndObject();
        }
        return buffer.WrittenMemory;
    }

    void Count(IReadOnlyList<ContactCall> steps)
    {
        foreach (var step in steps)
        {
            _steps[step.Route] = _steps.GetValueOrDefault(step.Route) + 1;
            if (step.LinkOf is not null) _steps[ContactCall.FindLink] = _steps.GetValueOrDefault(ContactCall.FindLink) + 1;
        }
    }

    IEnumerable<PlannedCalls> PlannedCalls()
    {
        if (_imports > 0)
        {
            yield return new PlannedCalls(Courier.ImportRoute, _imports, $"up to {ImportBatch.MostContacts} contacts each");
            yield return new PlannedCalls($"GET {Account.BasePath}import/info", _imports, "at least one an import, to see how it went");
        }
        foreach (var (route, count) in _steps.OrderBy(
            s => s.Key, StringComparer.Ordinal)) yield return new PlannedCalls(route, count, "one at a time");
    }

    TimeSpan Duration(long reads) => LoadDuration.Of(account, reads, _imports, _steps.Values.Sum(), _isOnlyOne);

    void Reject(ContactRows change, RejectCause cause)
    {
        foreach (var row in change.Rows.Span) books.Reject(row, cause);
    }
}

/// <summary>A change of one contact without the importer.</summary>
/// <param name="Rows">The rows that it comes from.</param>
/// <param name="Steps">Its calls, one after the other; most often there is one.</param>
internal sealed record SingleCall(int[] Rows, IReadOnlyList<ContactCall> Steps);

/// <summary>Writes what an import says of a contact, behind its address.</summary>
internal delegate void ContactWriter(Utf8JsonWriter json, ContactRows change, ReadOnlySpan<int> rows);
