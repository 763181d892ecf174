using System.Globalization;
using System.Text.Json.Nodes;
using Koppel.Engine.History;
using Koppel.Server.Runs;
using Koppel.Server.Wire;
using Microsoft.AspNetCore.Http;

namespace Koppel.Server.Api;

/// <summary>Everything that was run.</summary>
internal static class HistoryRoutes
{
    const int Most = 500;

    /// <summary>The routes.</summary>
    public static IEnumerable<Route> Of(RunHistory history) =>
    [
        new("GET", "/history", "What was run, the newest first", context => Answer.JsonAsync(
            context, history.File is { } file ? Answer.List(file.Find(Query(context)).Select(Of)) : new JsonArray()))
        {
            Query = ["text", "connection", "from", "to", "before", "count"],
        },
        new("DELETE", "/history/{id}", "Takes an entry out of the history", context =>
            history.File?.Delete(context.Part("id")) == true ? Answer.NoContent(context)
                : throw ApiFault.NotFound("no-entry", "The history has no such entry: it was taken out, or is kept no longer."))
        {
            Status = 204,
        },
    ];

    static HistoryQuery Query(HttpContext context) => new()
    {
        Text = context.Query("text"), Connection = context.Query("connection"), From = Moment(context, "from"), To = Moment(context, "to"),
        Before = context.Query("before"), Count = (int)Math.Min(Most, context.Number("count", 100)),
    };

    static DateTimeOffset? Moment(HttpContext context, string name)
    {
        if (context.Query(name) is not { } text) return null;
        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment) ? moment
            : throw ApiFault.Wrong($"'{name}' must be a date or a time, such as 2026-01-31 or 2026-01-31T10:00:00Z.");
    }

    static JsonObject Of(HistoryEntry entry) => new()
    {
        ["id"] = entry.Id,
        ["at"] = EventJson.Time(entry.At),
        ["user"] = entry.User,
        ["script"] = entry.Script,
        ["connections"] = Answer.Texts(entry.Connections),
        ["rows"] = entry.Rows,
        ["calls"] = entry.Calls,
        ["seconds"] = entry.Seconds,
        ["state"] = entry.State,
        ["ledgerRun"] = entry.LedgerRun,
    };
}
