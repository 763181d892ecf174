using System.Text.Json;
using Koppel.Sdk.Connections;
using Koppel.Sdk.Http;
using Koppel.Sdk.Loading;
using Koppel.Sdk.Rest.Declare;
using Koppel.Sdk.Rest.Read;

namespace Koppel.Sdk.Rest.Load;

/// <summary>
/// Makes a call of a journal that updates or deletes one row by its key. Sent twice it does the same as once, so a call that may have been
/// sent is simply sent again.
/// <code>{"rows":[{"row":1,"values":["5"]}],"key":5,"body":{"contact":{"phone":"…"}}}</code>
/// </summary>
public static class RowChangeCourier
{
    /// <summary>Whether a call's content is of this kind.</summary>
    public static bool IsChange(JsonElement content) => content.TryGetProperty("key", out _);

    /// <summary>Makes it, and enters what became of its rows.</summary>
    /// <param name="account">The account.</param>
    /// <param name="basePath">The API's base path, which the route holds.</param>
    /// <param name="journal">The journal.</param>
    /// <param name="call">The call.</param>
    /// <param name="content">Its content.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="ConnectorException">No clear answer came.</exception>
    public static async Task SendAsync(
        RestAccount account, string basePath, IWriteJournal journal, JournalCall call, JsonElement content,
        CancellationToken cancellationToken)
    {
        var space = call.Route.IndexOf(' ', StringComparison.Ordinal);
        var row = new RowCall(new HttpMethod(call.Route[..space]), call.Route[(space + 1 + basePath.Length)..]);
        journal.Sending(call.Number);
        journal.Done(call.Number, await JournaledCall.WithdrawnIfUnsentAsync(
            journal, call, () => ChangeAsync(account, row, content, call.State == CallState.Sent, journal.Stopping, cancellationToken)));
    }

    /// <summary>Changes or removes one row.</summary>
    /// <param name="account">The account.</param>
    /// <param name="call">The call.</param>
    /// <param name="content">The content of the planned call.</param>
    /// <param name="inDoubt">An earlier attempt may have been made.</param>
    /// <param name="unless">Is cancelled when the call is not to be sent any more.</param>
    /// <param name="cancellationToken">Cuts it off.</param>
    internal static async Task<CallResult> ChangeAsync(
        RestAccount account, RowCall call, JsonElement content, bool inDoubt, CancellationToken unless, CancellationToken cancellationToken)
    {
        var key = content.GetProperty("key").ToString();
        var body = content.TryGetProperty("body", out var sent) ? JsonSerializer.SerializeToUtf8Bytes(sent) : default(ReadOnlyMemory<byte>);
        var response = await account.Client.SendAsync(
            new RestRequest(call.Method, RowPath.Fill(call.Path, key, content)) { Pattern = call.Path, Body = body, Repeatable = true,
                Unless = unless }, cancellationToken);
        return Result(response, content.GetProperty("rows"), call.Method == HttpMethod.Delete, inDoubt);
    }

    static CallResult Result(RestResponse response, JsonElement rows, bool deletes, bool isRepeated)
    {
        if (response.IsSuccess) return JournalRows.Accepted(rows);
        if (deletes && response.Status == 404)
        {
            // Behind an attempt without a clear answer, the row is gone by that attempt.
            return response.AfterDoubt || isRepeated ? JournalRows.Accepted(rows) : new CallResult(0, rows.GetArrayLength(), []);
        }
        return new CallResult(0, 0, [.. JournalRows.Reject(rows, RestErrors.Cause(response))]);
    }
}
