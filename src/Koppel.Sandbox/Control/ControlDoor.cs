using System.Text.Json;
using Koppel.Sandbox.Control.Calls;
using Microsoft.AspNetCore.Http;

namespace Koppel.Sandbox.Control;

/// <summary>
/// <c>/_sandbox/</c>: looks into the sandbox and steers it, without a token and without counting as a call; and the viewer at
/// <c>/</c>. For this machine only.
/// </summary>
internal sealed class ControlDoor(ControlRoutes routes)
{
    const string Prefix = "/_sandbox/";

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
        if (method == "GET" && ViewerFile.Find(path) is { } file) return file.SendAsync(call.Response, call.Aborted);
        if (path.StartsWith(Prefix, StringComparison.Ordinal) && routes.Find(method, path[Prefix.Length..]) is var (route, id))
            return route.HandleAsync(call with { Id = id });
        return call.RefuseAsync(
            404, $"There is nothing at {method} {path}. The API is under /api/3/, the control door has {routes.Names}.");
    }
}
