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
    readonly bool _runAutomations = sources.Account.RunAutomations;
    LoadBooks? _books;
    Pairs? _pairs;
    Delivery? _delivery;

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

    public async ValueTask<WritePlan> PlanAsync(CancellationToken cancellationToken = default)
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
        _delivery = new Delivery(sources.Account, changes, Books, _runAutomations)
        {
            WriteContact = WriteTags,
            CallsOf = change => change.Count,
            IsSmall = changes.Order.Length < FewPairs && _tags.New.Count == 0 && _contacts.NewCount == 0,
            Single = new SingleTagCalls(sources.Account, _pairs, changes, Books),
            SingleRoute = "POST " + Account.BasePath + "contactTags",
            Creates = [.. _tags.New.Select(t => $"tag '{t}'"), .. Created(_contacts.NewCount)],
        };
        return _delivery.Plan(_rows.Count);
    }

    public ValueTask<WriteOutcome> ExecuteAsync(IProgress<WriteProgress>? progress = null, CancellationToken cancellationToken = default) =>
        _delivery!.ExecuteAsync(progress, cancellationToken);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    void WriteTags(Utf8JsonWriter json, Change change, ReadOnlySpan<int> rows)
    {
        json.WriteStartArray("tags");
        foreach (var row in rows) json.WriteStringValue(_tags.Name(_pairs!.TagOf(row)));
        json.WriteEndArray();
    }

    static IEnumerable<string> Created(long contacts) => contacts == 0 ? [] : [contacts == 1 ? "1 contact" : $"{contacts} contacts"];
}
