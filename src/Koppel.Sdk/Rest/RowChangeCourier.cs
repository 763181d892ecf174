using System.Text.Json;
using Koppel.Sdk.Http;

namespace Koppel.Sdk.Rest;

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
        RestAccount account, string basePath, IWriteJournal journal, JournalCall call, JsonElement content, CancellationToken cancellationToken)
    {
        var space = call.Route.IndexOf(' ', StringComparison.Ordinal);
        var (method, pattern) = (new HttpMethod(call.Route[..space]), call.Route[(space + 1 + basePath.Length)..]);
        var key = content.GetProperty("key").ToString();
        var body = content.TryGetProperty("body", out var sent) ? JsonSerializer.SerializeToUtf8Bytes(sent) : default(ReadOnlyMemory<byte>);
        journal.Sending(call.Number);
        var response = await account.Client.SendAsync(
            new RestRequest(method, RowPath.Fill(pattern, key, content)) { Pattern = pattern, Body = body, Repeatable = true, Unless = journal.Stopping }, cancellationToken);
        journal.Done(call.Number, Result(response, content.GetProperty("rows"), method == HttpMethod.Delete, call.State == CallState.Sent));
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
