using System.Text.Json;
using System.Text.Json.Nodes;
using Koppel.Connectors.ActiveCampaign.Api;
using Koppel.Connectors.ActiveCampaign.Fields;
using Koppel.Sdk.Connections;
using Koppel.Sdk.Http;
using Koppel.Sdk.Loading;
using Koppel.Sdk.Rest.Declare;
using Koppel.Sdk.Rest.Read;

namespace Koppel.Connectors.ActiveCampaign.Calls;

/// <summary>
/// Sends values of fields many a call: those that are there are changed, the others added. A batch that is refused is cut in halves until
/// the row at fault stands alone. One that may have been sent is sent again, when it is known what has a value by now: a value is never
/// added twice.
/// </summary>
internal sealed class CourierWithFields(Account account, IWriteJournal journal, TableWithFields table)
{
    /// <summary>How often a batch is sent whose answer is lost.</summary>
    const int Tries = 3;

    readonly RestSource _values = new(table.Values, account, Account.BasePath);

    /// <summary>Makes the call.</summary>
    public async Task RunAsync(JournalCall call, JsonElement content, CancellationToken cancellationToken)
    {
        var items = content.GetProperty("items").EnumerateArray().ToList();
        var rejects = new List<Reject>();
        await SendAsync(call, items, rejects, call.State == CallState.Sent, cancellationToken);
        var refused = rejects.Select(r => r.Row).ToHashSet();
        var taken =
            items.SelectMany(i => i.GetProperty("rows").EnumerateArray()).Where(r => !refused.Contains(r.GetProperty("row").GetInt64()));
        journal.Done(call.Number, JournalRows.Result(taken, rejects));
    }

    async Task SendAsync(JournalCall call, List<JsonElement> items, List<Reject> rejects, bool inDoubt, CancellationToken cancellationToken)
    {
        var (refusal, doubt) = (default(RestResponse), inDoubt);
        for (var attempt = 1; ; attempt++)
        {
            var there = doubt ? await ThereAsync(items, cancellationToken) : [];
            journal.Sending(call.Number);
            try
            {
                refusal = await PutAsync("PATCH", "bulkUpdate", Updates(items, there), cancellationToken)
                    ?? await PutAsync("POST", "bulkCreate", Creates(items, there), cancellationToken);
                break;
            }
            catch (ConnectorException lost) when (lost.MayHaveHappened && attempt < Tries)
            {
                doubt = true;
            }
        }
        if (refusal is null) return;
        if (items.Count == 1)
        {
            rejects.AddRange(JournalRows.Reject(items[0].GetProperty("rows"), RestErrors.Cause(refusal)));
            return;
        }
        // What was taken of it before is changed to the same again.
        await SendAsync(call, items[..(items.Count / 2)], rejects, inDoubt: true, cancellationToken);
        await SendAsync(call, items[(items.Count / 2)..], rejects, inDoubt: true, cancellationToken);
    }

    /// <summary>Sends values; gives the answer when it is a refusal.</summary>
    async Task<RestResponse?> PutAsync(string method, string path, JsonArray values, CancellationToken cancellationToken)
    {
        if (values.Count == 0) return null;
        var response = await account.Client.SendAsync(
            new RestRequest(new HttpMethod(method), $"{table.Data}/{path}") { Body = JsonSerializer.SerializeToUtf8Bytes(values),
                Repeatable = method == "PATCH", Unless = journal.Stopping }, cancellationToken);
        return response.IsSuccess ? null : response;
    }

    static JsonArray Updates(List<JsonElement> items, Dictionary<(long, long), long> there) => [.. Values(items)
        .Select(v => (v.Value, Id: v.Id ?? (there.TryGetValue((v.Owner, v.Field), out var id) ? id : null)))
        .Where(v => v.Id is not null).Select(v => Node(v.Value, ("id", v.Id!.Value)))];

    JsonArray Creates(List<JsonElement> items, Dictionary<(long, long), long> there) => [.. Values(items)
        .Where(v => v.Id is null && !there.ContainsKey((v.Owner, v.Field)))
        .Select(v => Node(v.Value, (table.SentOwner, v.Owner), ("customFieldId", v.Field)))];

    static IEnumerable<(long Owner, long Field, long? Id, JsonElement Value)> Values(List<JsonElement> items) =>
        from item in items
        let owner = item.GetProperty("owner").GetInt64()
        from value in item.GetProperty("values").EnumerateArray()
        select (owner, value.GetProperty("field").GetInt64(), value.TryGetProperty("id", out var id) ? id.GetInt64() : (long?)null,
            value.GetProperty("body"));

    static JsonObject Node(JsonElement body, params ReadOnlySpan<(string Name, long Value)> keys)
    {
        var node = new JsonObject();
        foreach (var (name, value) in keys) node[name] = value;
        foreach (var property in body.EnumerateObject()) node[property.Name] = JsonNode.Parse(property.Value.GetRawText());
        return node;
    }

    /// <summary>The ids of the values that the rows have by now.</summary>
    async Task<Dictionary<(long Owner, long Field), long>> ThereAsync(List<JsonElement> items, CancellationToken cancellationToken)
    {
        var there = new Dictionary<(long, long), long>();
        object[] owners = [.. items.Select(i => i.GetProperty("owner").GetInt64()).Distinct().Cast<object>()];
        await foreach (var batch in _values.ReadMatchingAsync(table.Values.Columns, table.Owner, owners, cancellationToken))
            for (var r = 0; r < batch.Count; r++)
                if (!batch[1].IsNull(r) && !batch[2].IsNull(r)) there[(batch[1].Longs[r], batch[2].Longs[r])] = batch[0].Longs[r];
        return there;
    }
}
