using System.Text.Json;
using Koppel.Sandbox.Control.Calls;
using Microsoft.AspNetCore.Http;

namespace Koppel.Sandbox.Control;

/// <summary>
/// <c>/_sandbox/</c>: looks into the sandbox and steers it, without a token and without counting as a call; and the viewer at
/// <c>/</c>. For this machine only.
/// </summary>
/// <param name="table">What it answers.</param>
/// <param name="api">Where the API is, for whoever went astray.</param>
/// <param name="pages">The file of the viewer that lists its pages.</param>
internal sealed class ControlDoor(ControlTable table, string api, string pages = ControlDoor.Pages)
{
    const string Prefix = "/_sandbox/";
    const string Pages = "/viewer/pages.js";

    public async Task HandleAsync(HttpContext context)
    {
        var request = context.Request;
        var call = new ControlCall(context, 0);
        try
        {
            await AnswerAsync(call, request.Method, request.Path.Value ?? "");
        }
        catch (Exception fault) when (fault is JsonException or FormatException or InvalidDataException or ArgumentException)
        {
            await call.RefuseAsync(400, fault.Message);
        }
    }

    Task AnswerAsync(ControlCall call, string method, string path)
    {
        if (method == "GET" && ViewerFile.Find(path == Pages ? pages : path) is { } file)
            return file.SendAsync(call.Response, call.Aborted);
        if (path.StartsWith(Prefix, StringComparison.Ordinal) && table.Find(method, path[Prefix.Length..]) is var (route, id))
            return route.HandleAsync(call with { Id = id });
        return call.RefuseAsync(
            404, $"There is nothing at {method} {path}. The API is under {api}, the control door has {table.Names}.");
    }
}
