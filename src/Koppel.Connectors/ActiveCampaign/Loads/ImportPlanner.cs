using System.Text.Json;
using Koppel.Connectors.ActiveCampaign.Api;
using Koppel.Connectors.ActiveCampaign.Calls;
using Koppel.Sdk.Loading;
using Koppel.Sdk.Reading;
using Koppel.Sdk.Rest.Load;
using Koppel.Sdk.Schema;

namespace Koppel.Connectors.ActiveCampaign.Loads;

/// <summary>
/// Plans how the changes of a load travel: which by the importer, which by single calls. Changes are added as they become known; an import
/// that is full is entered in the journal at once, so that it can be on its way while others are still being found.
/// </summary>
internal sealed class ImportPlanner(Account account, LoadRows load, IWriteJournal journal) : IDisposable
{
    readonly bool _runAutomations = account.RunAutomations;
    readonly List<ContactRows> _single = [];
    readonly Dictionary<string, long> _calls = [];
    ContactBuffer? _open;
    long _imports;
    long _sent;
    long _updates;
    bool _isOnlyOne;

    /// <summary>Writes what the importer is told of a contact beside its address.</summary>
    public required Action<Utf8JsonWriter, ContactRows> WriteContact { get; init; }

    /// <summary>The single calls of a change that does not travel by the importer.</summary>
    public required Func<ContactRows, IEnumerable<SingleCall>> Singles { get; init; }

    /// <summary>What a row of a change does.</summary>
    public required Func<ContactRows, int, RowEffect> Effect { get; init; }

    /// <summary>Rows that say again what another row of their change says: they share its fate, but change nothing.</summary>
    public HashSet<int> Again { get; } = [];

    /// <summary>What a change does with its contact. The default is that all of it is inserted.</summary>
    public Func<ContactRows, WriteOperation>? KindOf { get; init; }

    /// <summary>The first row that waits for its import to be full.</summary>
    public long FirstOpen => _open?.Contacts is [var first, ..] ? first.Rows.Span[0] : long.MaxValue;

    /// <summary>
    /// How many rows or changes so far are needed until the end: those that cannot be accepted, and those of single calls.
    /// </summary>
    public long Kept => load.Books.RejectCount + _single.Count;

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
        _open ??= new ContactBuffer(WriteWhole);
        if (!_open.TryAdd(change))
        {
            Reject(change, new RejectCause(
                RejectCode.TooLarge, $"The changes of {change.Email} take more than the {ImportBatch.MostBytes:N0} bytes of an import.",
                "Load them in several statements."));
            return;
        }
        while (_open.IsFull)
        {
            var first = _open.Cut()[0];
            Enter(_open, first);
            _open.Forget(first.Count);
        }
    }

    /// <summary>Chooses the ways of what is left, enters the calls and prices all.</summary>
    /// <param name="isSmall">The load is so small that single calls are as good, where automations may run: only the importer can keep them
    /// still.</param>
    /// <param name="creates">What will be created.</param>
    /// <param name="notes">What else a user must know.</param>
    /// <param name="newContacts">How many contacts will be created.</param>
    /// <param name="lasting">What else cannot be taken back, or null.</param>
    public WritePlan Finish(
        bool isSmall, IReadOnlyList<string> creates, IReadOnlyList<Note> notes, long newContacts, IReadOnlyList<Note>? lasting = null)
    {
        if (_open is not null && isSmall && _runAutomations && _imports == 0) _single.AddRange(_open.Contacts);
        else if (_open is not null)
        {
            var batches = _open.Cut();
            _isOnlyOne = _imports == 0 && batches is [{ Count: 1 }];
            foreach (var batch in batches) Enter(_open, batch);
        }
        foreach (var change in _single)
            foreach (var call in Singles(change))
            {
                journal.Plan(IsRequest(call) ? RequestKind.Name : ContactCallsKind.Name, call.Calls[0].Route, call.Rows.Length,
                    Content(change, call));
                Count(call.Calls);
            }
        _sent += _single.Sum(c => (long)c.Rows.Length);
        _updates += Updates(_single);
        var again = Again.Count(row => !load.Books.IsSettled(row));
        var changed = _sent - again;
        IReadOnlyList<PlannedRows> kinds = KindOf is null
            ? [new PlannedRows(WriteOperation.Insert, changed)]
            : [new PlannedRows(WriteOperation.Insert, changed - _updates), new PlannedRows(WriteOperation.Update, _updates)];
        var plan = load.Plan(again, kinds);
        return plan with
        {
            Calls = [.. PlannedCalls()],
            Creates = creates,
            Duration = Duration(0),
            SideBySide = new SideBySide(account.Client.Duration, Duration),
            Instead = _imports == 0 ? null : new WayNotTaken("one call a row", changed, account.Client.Duration(changed)),
            Notes =
            [
                .. changed == 0 ? [] : (Note[])[AutomationNote],
                .. changed > 0 && isSmall && !_runAutomations && _imports > 0 ? (Note[])[SmallImport] : [],
                .. changed == 0 ? [] : notes,
                .. plan.Notes,
            ],
            Irreversible = changed == 0 ? [] : [.. Lasting(newContacts), .. lasting ?? []],
        };
    }

    /// <summary>How many rows of changes update; those that say again what another says change nothing.</summary>
    long Updates(List<ContactRows> changes) =>
        KindOf is { } kind ? changes.Where(c => kind(c) == WriteOperation.Update)
            .Sum(c => c.Rows.ToArray().LongCount(row => !Again.Contains(row))) : 0;

    IEnumerable<Note> Lasting(long newContacts)
    {
        if (_runAutomations)
            yield return new Note("automations that start are not called back, nor are the mails that they send", "mails-stay");
        if (newContacts > 0)
            yield return new Note(
                "contacts that are created stay when the run is undone, unless koppel undo is given --delete-created", "contacts-stay");
    }

    /// <inheritdoc/>
    public void Dispose() => _open?.Dispose();

    const string SmallImport = "so few contacts would be as quick by single calls, but only an import can skip automations";

    Note AutomationNote => _runAutomations
        ? new Note($"automations run: those that wait for such a change start (automations = run on {account.Connection})",
            Note.AutomationsRun, ("connection", account.Connection))
        : new Note($"automations are skipped: none starts (automations = skip on {account.Connection})",
            Note.AutomationsSkipped, ("connection", account.Connection));

    void Enter(ContactBuffer contacts, ImportBatch batch)
    {
        var changes = contacts.Contacts.Skip(batch.First).Take(batch.Count).ToList();
        var count = changes.Sum(c => c.Rows.Length);
        journal.Plan(ImportKind.Name, ImportKind.Route, count,
            ImportContent.Write(!_runAutomations, contacts, batch, (json, change) => WriteRows(json, change, change.Rows.Span)));
        foreach (var change in changes) Count(change.What?.Calls ?? []);
        _imports++;
        _sent += count;
        _updates += Updates(changes);
    }

    void WriteRows(Utf8JsonWriter json, ContactRows change, ReadOnlySpan<int> numbers) =>
        JournalRows.Write(json, load.Store, numbers, Again.Contains, row => Effect(change, row));

    /// <summary>
    /// Whether automations are kept still: the importer's page says "in the payload" and shows it inside a contact; others report it
    /// beside the contacts. It stands in both places until it is known which one counts.
    /// </summary>
    void WriteWhole(Utf8JsonWriter json, ContactRows change) => json.WriteObject(null, () =>
    {
        json.WriteString("email", change.Email);
        WriteContact(json, change);
        if (!_runAutomations) json.WriteBoolean(ImportContent.SkipAutomations, true);
    });

    /// <summary>It is one request that needs nothing but its body.</summary>
    static bool IsRequest(SingleCall call) => call.Calls is [{ Key: null, LinkOf: null, WriteBody: not null }];

    ReadOnlyMemory<byte> Content(ContactRows change, SingleCall call) => CallContent.Write(json =>
    {
        json.WritePropertyName("rows");
        WriteRows(json, change, call.Rows);
        if (!IsRequest(call))
        {
            ContactChange.WriteList(json, "steps", call.Calls, one => one.Write(json));
            return;
        }
        json.WritePropertyName("body");
        call.Calls[0].WriteBody!(json);
    });

    void Count(IReadOnlyList<ContactCall> calls)
    {
        foreach (var call in calls)
        {
            _calls[call.Route] = _calls.GetValueOrDefault(call.Route) + 1;
            if (call.LinkOf is not null) _calls[ContactCall.FindLink] = _calls.GetValueOrDefault(ContactCall.FindLink) + 1;
        }
    }

    IEnumerable<PlannedCalls> PlannedCalls()
    {
        if (_imports > 0)
        {
            yield return new PlannedCalls(ImportKind.Route, _imports, $"up to {ImportBatch.MostContacts} contacts each");
            yield return new PlannedCalls($"GET {Account.BasePath}import/info", _imports, "at least one an import, to see how it went");
        }
        foreach (var (route, count) in _calls.OrderBy(
            s => s.Key, StringComparer.Ordinal)) yield return new PlannedCalls(route, count, "one at a time");
    }

    TimeSpan Duration(long reads) => LoadDuration.Of(account, reads, _imports, _calls.Values.Sum(), _isOnlyOne);

    void Reject(ContactRows change, RejectCause cause)
    {
        foreach (var row in change.Rows.Span) load.Books.Reject(row, cause);
    }
}

/// <summary>A change of one contact without the importer.</summary>
/// <param name="Rows">The rows that it comes from.</param>
/// <param name="Calls">Its calls, one after the other; most often there is one.</param>
internal sealed record SingleCall(int[] Rows, IReadOnlyList<ContactCall> Calls);
