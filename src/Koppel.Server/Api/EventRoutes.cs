using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Koppel.Server.Runs;
using Koppel.Server.Wire;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Koppel.Server.Api;

/// <summary>The stream of events, as server-sent events.</summary>
internal static class EventRoutes
{
    static readonly TimeSpan Quiet = TimeSpan.FromSeconds(15);

    /// <summary>The routes.</summary>
    public static IEnumerable<Route> Of(EventLog log, TimeProvider time, CancellationToken closing) =>
    [
        new("GET", "/events", "All that runs tell, numbered; the header Last-Event-ID goes on behind a number",
            context => StreamAsync(context, log, time, closing)) { Query = ["after"] },
    ];

    static async Task StreamAsync(HttpContext context, EventLog log, TimeProvider time, CancellationToken closing)
    {
        context.Response.ContentType = "text/event-stream";
        context.Features.Get<IHttpResponseBodyFeature>()!.DisableBuffering();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, closing);
        var after = After(context) ?? log.Latest;
        var hello = new JsonObject { ["latest"] = log.Latest, ["started"] = log.Program };
        var body = context.Response.Body;
        try
        {
            await body.WriteAsync(Lines(new LoggedEvent(0, "hello", Answer.Bytes(hello))), stop.Token);
            await body.FlushAsync(stop.Token);
            await foreach (var told in log.ReadAsync(after, Quiet, time, stop.Token))
            {
                await body.WriteAsync(told is null ? "event: ping\ndata: {}\n\n"u8.ToArray() : Lines(told), stop.Token);
                await body.FlushAsync(stop.Token);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The page went, or the program ends: nobody is there who could be told.
        }
    }

    static long? After(HttpContext context)
    {
        var text = context.Request.Headers["Last-Event-ID"] is [{ Length: > 0 } header] ? header : context.Query("after");
        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
    }

    static byte[] Lines(LoggedEvent told)
    {
        var id = told.Number == 0 ? "" : FormattableString.Invariant($"id: {told.Number}\n");
        return [.. Encoding.UTF8.GetBytes($"{id}event: {told.Kind}\ndata: "), .. told.Data, (byte)'\n', (byte)'\n'];
    }
}
