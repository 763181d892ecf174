using Microsoft.AspNetCore.Http;

namespace Koppel.Sandbox.Hosting;

/// <summary>
/// Whether a request was meant for this machine. A web page elsewhere can make a browser call loopback under its own host name (DNS
/// rebinding) or post to it from its own origin; neither may steer the sandbox.
/// </summary>
static class LoopbackNames
{
    public static bool IsMeantForHere(HttpRequest request) =>
        request.Host.Host is "127.0.0.1" or "localhost" or "[::1]"
        && (request.Headers.Origin.Count == 0 || request.Headers.Origin == $"http://{request.Host}");
}
