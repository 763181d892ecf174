using System.Text.Json;
using Koppel.Sdk.Connections;
using Koppel.Sdk.Http;

namespace Koppel.Connectors.ActiveCampaign.Segments;

/// <summary>How far a run is that looks for the contacts of a segment. Source: the vendor's page on segment matching (2026-08).</summary>
/// <param name="Segment">The segment's id in the newer API.</param>
/// <param name="Run">The run's id.</param>
/// <param name="IsReady">The contacts are known.</param>
/// <param name="HasEnded">It is over: without being ready, it failed.</param>
/// <param name="Contacts">Ids of the contacts of the page.</param>
/// <param name="LastPage">How many pages there are.</param>
/// <param name="Total">How many contacts there are.</param>
internal sealed record MatchRun(
    string Segment, string Run, bool IsReady, bool HasEnded, IReadOnlyList<long> Contacts, int LastPage, long Total)
{
    /// <summary>Reads an answer.</summary>
    /// <exception cref="ConnectorException">It tells no run.</exception>
    public static MatchRun Read(RestResponse response)
    {
        using var document = response.Json();
        try
        {
            var run = document.RootElement.GetProperty("data")[0].GetProperty("attributes");
            var isReady = run.GetProperty("is_ready").GetBoolean();
            var page = isReady ? run.GetProperty("page") : default;
            return new MatchRun(
                run.GetProperty("segment_id").GetString()!, run.GetProperty("run_id").GetString()!, isReady,
                run.TryGetProperty("run_id_end", out var end) && end.ValueKind == JsonValueKind.String,
                isReady ? [.. run.GetProperty("matches").EnumerateArray().Select(m => m.GetInt64())] : [],
                isReady ? page.GetProperty("last_page").GetInt32() : 0, isReady ? page.GetProperty("total").GetInt64() : 0);
        }
        catch (Exception fault)
            when (fault is InvalidOperationException or KeyNotFoundException or FormatException or IndexOutOfRangeException)
        {
            throw Odd(response, "tells no run that looks for contacts", fault);
        }
    }

    /// <summary>A fault of an answer.</summary>
    public static ConnectorException Odd(RestResponse response, string what, Exception? inner = null) =>
        new(ConnectorErrorKind.BadAnswer, $"The answer to {response.Route} {what}. Run it again; if it stays so, the API has changed.",
            inner)
        { Call = response.Route, Status = response.Status, Table = "segmentContacts", Body = response.Excerpt };
}
