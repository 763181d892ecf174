using System.Globalization;
using System.Text.Json;
using Koppel.Connectors.ActiveCampaign.Api;
using Koppel.Sdk.Connections;
using Koppel.Sdk.Http;
using Koppel.Sdk.Rest.Declare;

namespace Koppel.Connectors.ActiveCampaign.Calls;

/// <summary>Follows an import to its end.</summary>
internal sealed class ImportFollower(Account account)
{
    /// <summary>
    /// Seconds between looks: the first is when imports were seen to be done (6 to 7 s), then ever longer, since a backlog can last.
    /// </summary>
    static readonly int[] Pauses = [7, 3, 4, 5, 8, 12, 20, 30];

    /// <summary>How long an import usually takes.</summary>
    public static TimeSpan Usual { get; } = TimeSpan.FromSeconds(Pauses[0]);

    /// <summary>What an import that was taken is asked for by.</summary>
    /// <exception cref="ConnectorException">The answer does not tell it.</exception>
    public static string BatchIdOf(RestResponse response)
    {
        using var document = response.Json();
        return document.RootElement is { ValueKind: JsonValueKind.Object } root && root.TryGetProperty("batchId", out var id)
            && id.ValueKind == JsonValueKind.String ? id.GetString()!
            : throw new ConnectorException(
                ConnectorErrorKind.BadAnswer, $"{response.Route} took a batch but gave no batchId to follow it by: {response.Excerpt}")
            { Call = response.Route, Status = response.Status, Body = response.Excerpt, MayHaveHappened = true };
    }

    /// <summary>Waits until the import has ended, however long that takes.</summary>
    /// <param name="batchId">The import.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="ConnectorException">The state cannot be had.</exception>
    public async Task<ImportEnd> FollowAsync(string batchId, CancellationToken cancellationToken)
    {
        var path = UrlPath.Of("import/info").Query("batchId", batchId).ToString();
        for (var look = 0; ; look++)
        {
            await account.Client.DelayAsync(TimeSpan.FromSeconds(Pauses[Math.Min(look, Pauses.Length - 1)]), cancellationToken);
            var response =
                await account.Client.SendAsync(new RestRequest(HttpMethod.Get, path) { Pattern = "import/info" }, cancellationToken);
            if (!response.IsSuccess) throw Odd(response, RestErrors.Describe(response));
            using var document = response.Json();
            if (Read(document.RootElement) is { } end) return end;
        }
    }

    /// <summary>The end of the import, or null while it has not come. Right after queueing, the status is <c>false</c>.</summary>
    static ImportEnd? Read(JsonElement answer)
    {
        var status = answer.ValueKind == JsonValueKind.Object && answer.TryGetProperty("status", out var word) ? word.ToString() : "";
        if (status is not ("completed" or "failed" or "interrupted")) return null;
        var failed = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        if (answer.TryGetProperty("failure", out var failure) && failure.ValueKind == JsonValueKind.Array)
            foreach (var email in failure.EnumerateArray()) failed.Add(email.ToString());
        return new ImportEnd(status, failed);
    }

    static ConnectorException Odd(RestResponse response, string what) => new(
        ConnectorErrorKind.BadAnswer,
        string.Create(CultureInfo.InvariantCulture,
            $"It cannot be seen how an import went: {response.Route} answered {response.Status}: {what} Run the load again: what is "
                + $"already there is left alone."))
    { Call = response.Route, Status = response.Status, Body = response.Excerpt };
}

/// <summary>How an import ended.</summary>
/// <param name="Status">completed, failed or interrupted.</param>
/// <param name="Failed">Addresses that were not taken.</param>
internal sealed record ImportEnd(string Status, IReadOnlySet<string> Failed)
{
    /// <summary>It ran to its end.</summary>
    public bool IsCompleted => Status == "completed";
}
