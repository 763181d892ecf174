using System.Text.Json;
using Koppel.Sdk.Connections;
using Koppel.Sdk.Http;
using Koppel.Sdk.Loading;
using Koppel.Sdk.Rest.Declare;
using Koppel.Sdk.Rest.Read;

namespace Koppel.Sdk.Rest.Load;

/// <summary>
/// Adds a row. A call that may have been made is settled by looking whether its row is there.
/// <code>{"rows":[{"row":1,"values":["VIP"]}],"item":{"tag":"VIP"},"identity":"VIP","by":"tag","value":"VIP"}</code>
/// The last three are missing where nothing tells whether the row is there.
/// </summary>
/// <param name="source">The table.</param>
public sealed class InsertKind(WritableRestSource source) : ICallKind
{
    /// <summary>Its name.</summary>
    public static readonly CallKind Name = new("insert");

    /// <summary>
    /// A call that was cut off may still be under way at the remote system: a row that is not there is looked for again after so long.
    /// </summary>
    internal static readonly TimeSpan UnderWay = TimeSpan.FromSeconds(2);

    readonly RowCalls _calls = new(source.Table, source.Account);

    /// <inheritdoc/>
    public CallKind Kind => Name;

    /// <inheritdoc/>
    public async Task<CallAnswer> SendAsync(
        OpenCall call, IReadOnlyList<JsonElement> parts, bool inDoubt, CancellationToken cancellationToken)
    {
        var row = parts[0];
        try
        {
            var response = await call.SendAsync(source.Account.Client, _calls.InsertRequest(row), cancellationToken);
            // Half an answer, or a page of somebody else's, is no answer.
            if (response.IsSuccess && IsTold(row)) response.Json().Dispose();
            if (response.IsSuccess && IsForeign(response))
            {
                call.Reject(
                    row, InDoubt($"The answer to {response.Route} was {response.Status}, but nothing that the API would say", source));
                return CallAnswer.Entered;
            }
            var isThere = response.IsSuccess
                ? response.Status == source.Table.Insert!.StatusWhenThere : RestErrors.IsDuplicate(response);
            if (isThere) EnterThere(call, row, response.AfterDoubt || inDoubt);
            else if (response.IsSuccess) call.Accept(row, KeyOf(response));
            else return new CallAnswer(RestErrors.Cause(response));
        }
        catch (ConnectorException refused) when (
            (refused.MayHaveHappened || inDoubt) && !source.Table.Insert!.Repeatable
                && RestErrors.IsDuplicate(refused, source.Account.Client.Errors))
        {
            EnterThere(call, row, inDoubt);
        }
        return CallAnswer.Entered;
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<JsonElement>?> SettleAsync(
        OpenCall call, IReadOnlyList<JsonElement> parts, CancellationToken cancellationToken)
    {
        if (!IsTold(parts[0])) return SettleUntold(call, parts[0]);
        var open = await EnterThoseThereAsync(call, parts, cancellationToken);
        if (open.Count == 0) return open;
        await source.Account.Client.DelayAsync(UnderWay, cancellationToken);
        return await EnterThoseThereAsync(call, open, cancellationToken);
    }

    /// <summary>Whether a row is there.</summary>
    internal async Task<bool> IsThereAsync(JsonElement row, CancellationToken cancellationToken) =>
        (await FindAsync([row], cancellationToken)).ContainsKey(IdentityOf(row));

    /// <summary>Whether something tells if the row is there.</summary>
    static bool IsTold(JsonElement row) => row.TryGetProperty("identity", out _);

    static string IdentityOf(JsonElement row) => row.GetProperty("identity").GetString()!;

    /// <summary>In the same life of the load, the lost answer is its fault; in a later one it goes on, without the row.</summary>
    IReadOnlyList<JsonElement>? SettleUntold(OpenCall call, JsonElement row)
    {
        if (!call.WasSent) return null;
        call.Reject(row, InDoubt("The row was under way when the load broke off", source));
        return [];
    }

    static RejectCause InDoubt(string why, WritableRestSource source) => new(
        RejectCode.InDoubt, $"{why}, and {source.Table.Name} has nothing by which it could be found.",
        "Look whether it is there before loading it again.");

    /// <summary>Whether a body is no JSON, such as a page of what stands in front of the API.</summary>
    static bool IsForeign(RestResponse response)
    {
        using var json = response.TryJson();
        return json is null && response.Body.Length > 0;
    }

    async Task<IReadOnlyList<JsonElement>> EnterThoseThereAsync(
        OpenCall call, IReadOnlyList<JsonElement> rows, CancellationToken cancellationToken)
    {
        var there = await FindAsync(rows, cancellationToken);
        var open = new List<JsonElement>();
        foreach (var row in rows)
        {
            if (there.TryGetValue(IdentityOf(row), out var key)) call.Accept(row, key);
            else open.Add(row);
        }
        return open;
    }

    /// <summary>The keys of rows that are there, by their identities.</summary>
    Task<Dictionary<string, string>> FindAsync(IReadOnlyList<JsonElement> rows, CancellationToken cancellationToken)
    {
        var values = rows.Select(r => r.GetProperty("value"))
            .Select(v => v.ValueKind == JsonValueKind.Number ? (object)v.GetInt64() : v.GetString()!);
        return RowIdentity.FindAsync(source, rows[0].GetProperty("by").GetString()!, [.. values.Distinct()], cancellationToken);
    }

    /// <summary>Somebody else added the row meanwhile. Behind an attempt without a clear answer, it is the row of that attempt.</summary>
    static void EnterThere(OpenCall call, JsonElement row, bool inDoubt)
    {
        if (inDoubt) call.Accept(row);
        else call.Unchanged(row);
    }

    /// <summary>The key that the new row got, or null when the answer does not tell.</summary>
    string? KeyOf(RestResponse response)
    {
        if (source.Table.Insert!.KeyIn is { } place)
        {
            using var answer = response.TryJson();
            return answer is not null && FieldPath.Of(place).TryGet(answer.RootElement, out var key)
                && key.ValueKind is JsonValueKind.String or JsonValueKind.Number ? key.ToString() : null;
        }
        try
        {
            using var page = RestPage.Item(source.Table, response);
            return page.Rows.Count == 0 ? null : page.TextKeyOf(page.Rows[0]);
        }
        catch (ConnectorException)
        {
            return null; // The row is there all the same.
        }
    }
}
