using System.Collections.Concurrent;
using System.Text.Json;
using Koppel.Connectors.ActiveCampaign.Api;
using Koppel.Connectors.ActiveCampaign.Fields;
using Koppel.Sdk.Http;
using Koppel.Sdk.Loading;
using Koppel.Sdk.Rest.Declare;
using Koppel.Sdk.Rest.Load;
using Koppel.Sdk.Rest.Read;

namespace Koppel.Connectors.ActiveCampaign.Calls;

/// <summary>
/// Values of fields, many a call: those that are there are changed, the others added. What may have been sent is sent again, once it is
/// known what has a value by now: a value is never added twice.
/// <code>{"fielded":"AccountsWithFields","items":[{"rows":[…],"owner":5,"values":[{"field":2,"id":9,"body":{"fieldValue":"…"}}]}]}</code>
/// </summary>
internal sealed class FieldValuesKind(Account account, TableWithFields table) : ICallKind
{
    /// <summary>Its name.</summary>
    public static readonly CallKind Name = new("field-values");

    readonly RestSource _values = new(table.Values, account, Account.BasePath);
    readonly ConcurrentDictionary<(long Owner, long Field), long> _there = [];

    public CallKind Kind => Name;

    public IReadOnlyList<JsonElement> Read(JsonElement content) => [.. content.GetProperty("items").EnumerateArray()];

    public async Task<CallAnswer> SendAsync(
        OpenCall call, IReadOnlyList<JsonElement> parts, bool inDoubt, CancellationToken cancellationToken)
    {
        var refusal = await PutAsync(call, HttpMethod.Patch, "bulkUpdate", Write(parts, isThere: true), cancellationToken)
            ?? await PutAsync(call, HttpMethod.Post, "bulkCreate", Write(parts, isThere: false), cancellationToken);
        // What was taken of it before is changed to the same again.
        if (refusal is not null) return new CallAnswer(RestErrors.Cause(refusal), InDoubt: true);
        foreach (var part in parts) call.Accept(part);
        return CallAnswer.Entered;
    }

    /// <summary>Finds out the ids of the values that the rows have by now.</summary>
    public async Task<IReadOnlyList<JsonElement>?> SettleAsync(
        OpenCall call, IReadOnlyList<JsonElement> parts, CancellationToken cancellationToken)
    {
        object[] owners = [.. parts.Select(p => p.GetProperty("owner").GetInt64()).Distinct().Cast<object>()];
        await foreach (var batch in _values.ReadMatchingAsync(table.Values.Columns, table.Owner, owners, cancellationToken))
            for (var r = 0; r < batch.Count; r++)
                if (!batch[1].IsNull(r) && !batch[2].IsNull(r)) _there[(batch[1].Longs[r], batch[2].Longs[r])] = batch[0].Longs[r];
        return parts;
    }

    /// <summary>Sends values; gives the answer when it is a refusal.</summary>
    async Task<RestResponse?> PutAsync(
        OpenCall call, HttpMethod method, string path, ReadOnlyMemory<byte> values, CancellationToken cancellationToken)
    {
        if (values.IsEmpty) return null;
        var request = new RestRequest(method, $"{table.Data}/{path}") { Body = values, Repeatable = method == HttpMethod.Patch };
        var response = await call.SendAsync(account.Client, request, cancellationToken);
        return response.IsSuccess ? null : response;
    }

    /// <summary>The values that are there, or those that are not, as an array; nothing when there are none.</summary>
    ReadOnlyMemory<byte> Write(IReadOnlyList<JsonElement> parts, bool isThere)
    {
        var count = 0;
        var bytes = CallContent.Bytes(json => json.WriteArray(null, parts.SelectMany(p => p.GetProperty("values").EnumerateArray(),
            (part, value) => (Owner: part.GetProperty("owner").GetInt64(), Value: value)), one =>
        {
            var field = one.Value.GetProperty("field").GetInt64();
            var id = one.Value.TryGetProperty("id", out var known) ? known.GetInt64() : _there.GetValueOrDefault((one.Owner, field));
            if (id > 0 != isThere) return;
            count++;
            json.WriteObject(null, () =>
            {
                if (isThere) json.WriteNumber("id", id);
                else
                {
                    json.WriteNumber(table.SentOwner, one.Owner);
                    json.WriteNumber("customFieldId", field);
                }
                foreach (var property in one.Value.GetProperty("body").EnumerateObject()) property.WriteTo(json);
            });
        }), CallContent.Options);
        return count == 0 ? default : bytes;
    }
}
