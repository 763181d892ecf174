using Koppel.Connectors.ActiveCampaign.Api;
using Koppel.Connectors.ActiveCampaign.Calls;
using Koppel.Sdk.Loading;
using Koppel.Sdk.Rest.Load;
using Koppel.Sdk.Schema;

namespace Koppel.Connectors.ActiveCampaign.Loads;

/// <summary>
/// Takes tags from contacts, by address and name: (1) contacts and tags are read by what the rows name, (2) the links of these contacts
/// are read, (3) each link of a pair is deleted by its id. A pair without a link is unchanged.
/// </summary>
internal sealed class TagRemoval(Sources sources, WriteRequest request) : IWriteSession
{
    const string Route = "DELETE " + Account.BasePath + "contactTags/{id}";

    readonly LoadRows _load = new(request);
    readonly int _email = request.IndexOf("email");
    readonly int _tag = request.IndexOf("tag");

    public ValueTask AddAsync(RowBatch rows, CancellationToken cancellationToken = default) => _load.AddAsync(rows);

    public async ValueTask<WritePlan> PlanAsync(IWriteJournal journal, CancellationToken cancellationToken = default)
    {
        var links = await LinksAsync(cancellationToken);
        var calls = new Dictionary<long, List<int>>();
        var left = new List<LeftRow>();
        foreach (var (row, batch, r) in _load.Store.Rows)
        {
            if (!links.TryGetValue(Pair(batch.Text(_email, r), batch.Text(_tag, r)), out var link))
            {
                _load.Books.Unchanged(row);
                left.Add(new LeftRow(_load.Store.NumberOf(row), batch.Show(r), "not there any more"));
            }
            else if (calls.TryGetValue(link, out var rows)) rows.Add(row);
            else calls.Add(link, [row]);
        }
        foreach (var (link, rows) in calls) journal.Plan(RequestKind.Name, Route, rows.Count, Content(link, [.. rows]));
        var plan = _load.Plan(calls.Values.Sum(r => r.Count - 1), new PlannedRows(WriteOperation.Delete, calls.Count)) with
        {
            EachLeft = left,
        };
        return calls.Count == 0 ? plan : plan with
        {
            Calls = [new PlannedCalls(Route, calls.Count, "one row a call")],
            Duration = sources.Account.Client.Duration(calls.Count),
            Irreversible = ["automations that wait for a tag to go may start: they are not called back, nor are the mails that they send"],
        };
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    /// <summary>The ids of the links of the contacts that the rows name, by address and name.</summary>
    async Task<Dictionary<string, long>> LinksAsync(CancellationToken cancellationToken)
    {
        var emails = new Dictionary<long, string>();
        var wanted = Values(_email);
        await foreach (var batch in sources.Contacts.ReadMatchingAsync(sources.ContactColumns, "email", [.. wanted], cancellationToken))
            for (var r = 0; r < batch.Count; r++)
                if (batch.Text(1, r)?.Trim() is { } email && wanted.Contains(email)) emails[batch[0].Longs[r]] = email;
        var names = new Dictionary<long, string>();
        if (emails.Count > 0)
            await foreach (var batch in sources.Tags.ReadMatchingAsync(sources.TagColumns, "tag", [.. Values(_tag)], cancellationToken))
                for (var r = 0; r < batch.Count; r++) names[batch[0].Longs[r]] = batch[1].Texts[r];

        var links = new Dictionary<string, long>(StringComparer.OrdinalIgnoreCase);
        await foreach (var batch in sources.Links.ReadMatchingAsync(
            Sources.Of(sources.Links, "id", "contact", "tag"), "contact", [.. emails.Keys.Order().Cast<object>()], cancellationToken))
            for (var r = 0; r < batch.Count; r++)
                if (emails.TryGetValue(batch[1].Longs[r], out var email) && names.TryGetValue(batch[2].Longs[r], out var name))
                    links[Pair(email, name)] = batch[0].Longs[r];
        return links;
    }

    HashSet<string> Values(int column) =>
        _load.Store.Rows.Select(r => r.Batch.Text(column, r.Index)?.Trim()).Where(v => v is { Length: > 0 })
            .ToHashSet(StringComparer.OrdinalIgnoreCase)!;

    static string Pair(string? email, string? tag) => $"{email?.Trim()}\u001f{tag?.Trim()}";

    ReadOnlyMemory<byte> Content(long link, int[] numbers) => CallContent.Write(json =>
    {
        json.WritePropertyName("rows");
        JournalRows.Write(json, _load.Store, numbers, number => number != numbers[0], _ => new RowEffect(WriteOperation.Delete));
        json.WriteNumber("key", link);
    });
}
