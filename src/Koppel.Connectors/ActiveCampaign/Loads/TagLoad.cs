using System.Text.Json;
using Koppel.Connectors.ActiveCampaign.Calls;
using Koppel.Sdk.Loading;
using Koppel.Sdk.Schema;

namespace Koppel.Connectors.ActiveCampaign.Loads;

/// <summary>What the rows of a load by tag hold.</summary>
internal enum TagLoadKeys
{
    /// <summary>Ids of contact and tag.</summary>
    Ids,

    /// <summary>E-mail address and tag name.</summary>
    Names,
}

/// <summary>
/// Gives contacts tags: (1) what the load's query did not show of contacts and tags is read, (2) each row becomes a pair of ids or is
/// rejected, (3) pairs that are there are left alone, (4) the rest travels by the importer, all tags of a contact in one place, or by
/// single calls where that is less. A contact is done with as soon as it is known and all its rows are there: while rows still come, when
/// the query shows the contacts; while contacts are still being read, when it does not.
/// </summary>
internal sealed class TagLoad : IWriteSession
{
    /// <summary>Below so many pairs, single calls are as good as an import, and sooner done.</summary>
    const int FewPairs = 10;

    /// <summary>Contacts and tags that the load's query reads anyway need not be read again.</summary>
    public static readonly IReadOnlyList<SideRead> SideReads =
        [new SideRead("contacts", ["id", "email", "contactTags"]), new SideRead("tags", ["id", "tag", "tagType"])];

    readonly Sources _sources;
    readonly LoadRows _load;
    readonly RowStore _rows;
    readonly ContactDirectory _contacts = new();
    readonly TagDirectory _tags = new();
    readonly OpenContacts _passing = new();
    readonly IPairResolver _resolver;
    readonly PairList _pairs = new();
    readonly HashSet<(long Contact, long Tag)> _brought = [];
    RowStore _looking = new();
    ImportPlanner? _imports;
    bool _streams;
    int _changes;

    public TagLoad(Sources sources, WriteRequest request, TagLoadKeys keys)
    {
        (_sources, _load) = (sources, new LoadRows(request));
        _rows = _load.Store;
        _resolver = keys == TagLoadKeys.Ids
            ? new ResolveByIds(sources, request, _contacts, _tags)
            : new ResolveByNames(sources, request, _contacts, _tags);
    }

    public void Observe(string table, RowBatch rows)
    {
        if (table == "contacts") _contacts.Add(rows);
        else _tags.Add(rows);
    }

    public bool PlanEarly(IWriteJournal journal)
    {
        _imports = Begin(journal);
        return _streams = true;
    }

    public async ValueTask AddAsync(RowBatch rows, CancellationToken cancellationToken = default)
    {
        await _load.AddAsync(rows);
        _pairs.Grow(rows.Count);
        if (!_streams) return;
        // In the order of the contacts, rows come soon after their contact. In another order, all contacts have passed before the first
        // row, and the rows of one contact are scattered: then nothing can be given on, and nothing would be won.
        for (var r = 0; r < rows.Count && _streams; r++)
            _streams = _resolver.ContactOf(rows, r) is not { } contact || _contacts.BehindLast(contact) <= OpenContacts.HeldBack;
        _looking.Add(rows);
        var isTagMissing =
            _looking.Rows.Any(r => _resolver.ContactOf(r.Batch, r.Index) is not null && !_resolver.IsTagKnown(r.Batch, r.Index));
        // In a small load, all rows tell first which tags must be read.
        if (_streams && isTagMissing && _rows.Count < OpenContacts.HeldBack) return;
        if (_streams && isTagMissing) await _resolver.ReadTagsAsync(_looking, cancellationToken);
        if (_streams) LookAtRows();
        // Once rows come with their contacts, those far behind have none left.
        _contacts.KeepLast(_streams ? 20 * OpenContacts.HeldBack : int.MaxValue);
        if (_streams) SendPassed();
        else
            foreach (var row in _passing.Take(all: true).SelectMany(c => c.Rows)) _pairs.Set(row, 0, 0);
    }

    /// <summary>Takes in what is known of the rows that came; what is not is left for the end.</summary>
    void LookAtRows()
    {
        var before = (int)(_rows.Count - _looking.Count);
        foreach (var (number, batch, r) in _looking.Rows)
            if (_resolver.ContactOf(batch, r) is not null && _resolver.IsTagKnown(batch, r)) Resolve(batch, r, before + number);
        _looking = new RowStore();
    }

    public async ValueTask<WritePlan> PlanAsync(IWriteJournal journal, CancellationToken cancellationToken = default)
    {
        _imports ??= Begin(journal);
        SendPassed(all: true);
        await _resolver.ReadTagsAsync(_rows, cancellationToken);
        // A contact that is known has all its rows now; the others are done with as they are read.
        await foreach (var rows in _resolver.ContactsAsync(
            _rows, row => !_load.Books.IsSettled(row) && _pairs.ContactOf(row) == 0, cancellationToken))
            SendRows(rows);
        SendPassed(all: true);
        return _imports.Finish(
            isSmall: _changes < FewPairs && _tags.New.Count == 0 && _contacts.NewCount == 0,
            [.. _tags.New.Select(t => CreationText.Of("tag", t)), .. Created(_contacts.NewCount)],
            [.. NearNames.Notes(_tags.New, _tags)],
            _contacts.NewCount);
    }

    public ValueTask DisposeAsync()
    {
        _imports?.Dispose();
        return ValueTask.CompletedTask;
    }

    ImportPlanner Begin(IWriteJournal journal) => new(_sources.Account, _load, journal)
    {
        WriteContact = (json, change) => WriteTags(json, change.Rows.Span),
        Singles = change => Singles(change.Rows.Span),
        Effect = Effect,
    };

    /// <summary>All rows of one contact, or rows whose contact is not there.</summary>
    void SendRows(IReadOnlyList<int> numbers)
    {
        foreach (var number in numbers)
        {
            var (batch, index) = _rows.Find(number);
            Resolve(batch, index, number);
        }
        SendPassed(all: true);
    }

    void Resolve(RowBatch rows, int index, int number)
    {
        if (_resolver.Resolve(rows, index, out var contact, out var tag) is { } reason)
        {
            _load.Books.Reject(number, reason);
            return;
        }
        _pairs.Set(number, contact, tag);
        _passing.Add(contact, _contacts.Find(contact)!.Value, number);
    }

    void SendPassed(bool all = false)
    {
        foreach (var (contact, there, its) in _passing.Take(all)) Send(contact, there, its);
    }

    /// <summary>A contact and its rows: pairs that are there are unchanged, the others are sent.</summary>
    void Send(long contact, ContactDirectory.Contact there, List<int> rows)
    {
        foreach (var row in rows.Where(r => there.Tags.AsSpan().Contains(_pairs.TagOf(r)))) _load.Books.Unchanged(row);
        int[] open = [.. rows.Where(r => !_load.Books.IsSettled(r)).OrderBy(_pairs.TagOf)];
        if (open.Length == 0) return;
        for (var i = 1; i < open.Length; i++)
            if (_pairs.TagOf(open[i - 1]) == _pairs.TagOf(open[i])) _imports!.Again.Add(open[i]);
        _changes += open.Length;
        _imports!.Add(new ContactRows(there.Email, open));
        _contacts.Give(contact, [.. open.Select(_pairs.TagOf)]);
    }

    void WriteTags(Utf8JsonWriter json, ReadOnlySpan<int> rows)
    {
        json.WriteStartArray("tags");
        foreach (var row in rows)
            if (!_imports!.Again.Contains(row)) json.WriteStringValue(_tags.Name(_pairs.TagOf(row)));
        json.WriteEndArray();
    }

    /// <summary>What a row does. A new contact or tag comes into being with it, which is a change of its first row only.</summary>
    RowEffect Effect(ContactRows change, int row)
    {
        var (contact, tag) = (_pairs.ContactOf(row), _pairs.TagOf(row));
        if (contact >= 0 && tag >= 0) return new RowEffect(WriteOperation.Insert);
        var (creates, brings) = (new List<Creation>(), new List<Brought>());
        if (contact < 0 && _brought.Add((contact, 0)))
        {
            creates.Add(new Creation("contacts", "email", change.Email));
            brings.Add(ContactChange.NewContact);
        }
        if (tag < 0)
        {
            var name = _tags.Name(tag)!;
            if (_brought.Add((0, tag))) creates.Add(new Creation("tags", "tag", name));
            brings.Add(new Brought("tag", name));
        }
        return new RowEffect(WriteOperation.Insert, Creates: creates) { Brings = brings };
    }

    /// <summary>One call a pair, with the rows that say it again.</summary>
    List<SingleCall> Singles(ReadOnlySpan<int> rows)
    {
        var calls = new List<SingleCall>();
        foreach (var row in rows)
        {
            if (_imports!.Again.Contains(row)) calls[^1] = calls[^1] with { Rows = [.. calls[^1].Rows, row] };
            else
                calls.Add(new SingleCall([row], [ContactCall.Tag(_pairs.ContactOf(row), _pairs.TagOf(row))]));
        }
        return calls;
    }

    static IEnumerable<string> Created(long contacts) => contacts == 0 ? [] : [CreationText.Of("contact", contacts)];
}
