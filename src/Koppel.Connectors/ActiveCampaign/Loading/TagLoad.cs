using System.Text.Json;
using Koppel.Sdk;

namespace Koppel.Connectors.ActiveCampaign.Loading;

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
/// single calls where that is less.
/// </summary>
internal sealed class TagLoad(Sources sources, WriteRequest request, TagLoadKeys keys) : IWriteSession
{
    /// <summary>Below so many pairs, single calls are as good as an import, and sooner done.</summary>
    const int FewPairs = 10;

    /// <summary>Contacts and tags that the load's query reads anyway need not be read again.</summary>
    public static readonly IReadOnlyList<SideRead> SideReads =
        [new SideRead("contacts", ["id", "email", "contactTags"]), new SideRead("tags", ["id", "tag", "tagType"])];

    readonly RowStore _rows = new();
    readonly ContactDirectory _contacts = new();
    readonly TagDirectory _tags = new();
    readonly HashSet<(long Contact, long Tag)> _brought = [];
    LoadBooks? _books;
    Pairs? _pairs;

    LoadBooks Books => _books ??= new LoadBooks(_rows);

    public void Observe(string table, RowBatch rows)
    {
        if (table == "contacts") _contacts.Add(rows);
        else _tags.Add(rows);
    }

    public ValueTask AddAsync(RowBatch rows, CancellationToken cancellationToken = default)
    {
        _rows.Add(rows);
        return ValueTask.CompletedTask;
    }

    public async ValueTask<WritePlan> PlanAsync(IWriteJournal journal, CancellationToken cancellationToken = default)
    {
        _pairs = new Pairs(_rows.Count);
        IPairResolver resolver = keys == TagLoadKeys.Ids
            ? new ResolveByIds(sources, request, _contacts, _tags)
            : new ResolveByNames(sources, request, _contacts, _tags);
        await resolver.ReadAsync(_rows, cancellationToken);
        foreach (var (first, batch) in _rows.Batches)
        {
            for (var r = 0; r < batch.Count; r++)
            {
                if (resolver.Resolve(batch, r, out var contact, out var tag) is { } reason) Books.Reject(first + r, reason);
                else _pairs.Set(first + r, contact, tag);
            }
        }
        var changes = _pairs.ToChanges(_contacts, Books);
        return new Delivery(sources.Account, changes, _rows, Books)
        {
            WriteContact = (json, _, rows) => WriteTags(json, rows, changes.Again),
            Singles = change => Singles(changes.RowsOf(change), changes.Again),
            Effect = (change, row) => new RowEffect(WriteOperation.Insert, Creates: Creates(change, row)),
            SingleRoute = "POST " + Account.BasePath + "contactTags",
            IsSmall = changes.Order.Length < FewPairs && _tags.New.Count == 0 && _contacts.NewCount == 0,
            Notes = [.. Slips()],
            NewContacts = _contacts.NewCount,
            Creates = [.. _tags.New.Select(t => $"tag '{t}'"), .. Created(_contacts.NewCount)],
        }.Plan(journal);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    void WriteTags(Utf8JsonWriter json, ReadOnlySpan<int> rows, HashSet<int> again)
    {
        json.WriteStartArray("tags");
        foreach (var row in rows)
            if (!again.Contains(row)) json.WriteStringValue(_tags.Name(_pairs!.TagOf(row)));
        json.WriteEndArray();
    }

    /// <summary>What comes into being with a row: its contact, and its tag, when they are new and no row before it brought them.</summary>
    List<Creation>? Creates(Change change, int row)
    {
        if (_contacts.NewCount == 0 && _tags.New.Count == 0) return null;
        var creates = new List<Creation>();
        if (_pairs!.ContactOf(row) < 0 && _brought.Add((_pairs.ContactOf(row), 0))) creates.Add(new Creation("contacts", "email", change.Email));
        if (_pairs.TagOf(row) < 0 && _brought.Add((0, _pairs.TagOf(row)))) creates.Add(new Creation("tags", "tag", _tags.Name(_pairs.TagOf(row))!));
        return creates;
    }

    /// <summary>One call a pair, with the rows that say it again.</summary>
    List<SingleCall> Singles(ReadOnlySpan<int> rows, HashSet<int> again)
    {
        var calls = new List<SingleCall>();
        foreach (var row in rows)
        {
            if (again.Contains(row)) calls[^1] = calls[^1] with { Rows = [.. calls[^1].Rows, row] };
            else calls.Add(new SingleCall([row], json => WritePair(json, row)));
        }
        return calls;
    }

    void WritePair(Utf8JsonWriter json, int row)
    {
        json.WriteStartObject();
        json.WriteStartObject("contactTag");
        json.WriteNumber("contact", _pairs!.ContactOf(row));
        json.WriteNumber("tag", _pairs.TagOf(row));
        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <summary>New tags that look like one that is there.</summary>
    IEnumerable<string> Slips() =>
        from name in _tags.New.Take(1_000)
        let near = NearNames.Find(name, _tags.Existing)
        where near is not null
        select $"the new tag '{name}' looks like '{near}', which is there: is it a slip?";

    static IEnumerable<string> Created(long contacts) => contacts == 0 ? [] : [contacts == 1 ? "1 contact" : $"{contacts} contacts"];
}
