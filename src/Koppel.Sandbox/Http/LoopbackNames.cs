using Microsoft.AspNetCore.Http;

namespace Koppel.Sandbox.Http;

/// <summary>
/// Whether a request was meant for this machine. A web page elsewhere can make a browser call loopback under its own host name (DNS
/// rebinding) or post to it from its own origin; neither may come in by any door of the sandbox.
/// </summary>
internal static class LoopbackNames
{
    public static bool IsMeantForHere(HttpRequest request) =>
        request.Host.Host is "127.0.0.1" or "localhost" or "[::1]"
        && (request.Headers.Origin.Count == 0 || request.Headers.Origin == $"http://{request.Host}");

    /// <summary>Refuses what was not.</summary>
    public static Task RefuseAsync(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status403Forbidden;
        context.Response.Headers.CacheControl = "no-store";
        return context.Response.WriteAsJsonAsync(
            new { message = "The sandbox is for callers on this machine, under a name of this machine (127.0.0.1, localhost or [::1]), "
                + "and for no web page from elsewhere." },
            context.RequestAborted);
    }
}
