using Koppel.Server.Wire;
using Microsoft.AspNetCore.Http;

namespace Koppel.Server.Access;

/// <summary>
/// Stands before every route: a request must be meant for this machine, come from our own page where it changes something, and bring the
/// cookie of a browser that was let in.
/// </summary>
/// <param name="keys">Tokens and cookies.</param>
internal sealed class RequestGate(AccessKeys keys)
{
    const string Json = "application/json", Plain = "text/plain", Bytes = "application/octet-stream";

    static readonly string[] Names = ["127.0.0.1", "localhost", "[::1]"];

    /// <summary>Lets a request through, or answers it.</summary>
    public async Task HandleAsync(HttpContext context, RequestDelegate next)
    {
        SafeHeaders.Set(context);
        var request = context.Request;
        try
        {
            CheckHost(context);
            if (request.Path == "/" && HttpMethods.IsGet(request.Method) && request.Query["token"] is [{ } token])
            {
                Enter(context, token);
                return;
            }
            CheckFetch(request);
            if (request.Path != "/health/live" && !keys.IsKnown(request.Cookies[CookieOf(context)])) throw NotLetIn(request);
            CheckOrigin(request);
            await next(context);
        }
        catch (ApiFault fault)
        {
            await Answer.ProblemAsync(context, fault);
        }
    }

    /// <summary>Programs on other ports of this machine share its cookies: each has a name of its own.</summary>
    static string CookieOf(HttpContext context) => FormattableString.Invariant($"koppel-{context.Connection.LocalPort}");

    void Enter(HttpContext context, string token)
    {
        if (keys.Exchange(token) is not { } cookie)
            throw new ApiFault(401, "token-used", "This address was used before, or is not one of this program. Each lets one browser in, "
                + "once. Use the browser that was opened with it, or start koppel ui again.");
        context.Response.Cookies.Append(CookieOf(context), cookie,
            new CookieOptions { HttpOnly = true, SameSite = SameSiteMode.Strict, Path = "/", IsEssential = true });
        context.Response.StatusCode = 303;
        context.Response.Headers.Location = "/";
    }

    /// <summary>A page elsewhere can have its own name point at this machine: then that name stands in Host.</summary>
    static void CheckHost(HttpContext context)
    {
        var host = context.Request.Host;
        if (Names.Contains(host.Host, StringComparer.OrdinalIgnoreCase) && (host.Port ?? 80) == context.Connection.LocalPort) return;
        throw new ApiFault(421, "wrong-host", "This program answers only under a name of this machine, with its port: 127.0.0.1, localhost "
            + "or [::1].");
    }

    /// <summary>What a browser says of where a request comes from, where it says it.</summary>
    static void CheckFetch(HttpRequest request)
    {
        var site = request.Headers["Sec-Fetch-Site"];
        if (site.Count == 0 || site == "same-origin" || site == "none") return;
        // A link elsewhere may open the page itself: it shows nothing of its own to who has no cookie, and the cookie does not come along.
        if (request.Path == "/" && request.Headers["Sec-Fetch-Mode"] == "navigate") return;
        throw new ApiFault(403, "foreign-page", "Another page may not call this program.");
    }

    static void CheckOrigin(HttpRequest request)
    {
        var origin = request.Headers.Origin;
        var isOwn = origin.Count == 1 && string.Equals(origin, $"http://{request.Host}", StringComparison.OrdinalIgnoreCase);
        if (origin.Count > 0 && !isOwn) throw new ApiFault(403, "foreign-page", "Another page may not call this program.");
        if (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method)) return;
        if (!isOwn) throw new ApiFault(403, "no-origin", "A request that changes something must say its origin (the header Origin).");
        var type = request.ContentType?.Split(';')[0].Trim();
        var isFile = HttpMethods.IsPut(request.Method) && request.Path.StartsWithSegments("/api/v1/files", StringComparison.Ordinal);
        var isUpload = HttpMethods.IsPost(request.Method) && request.Path == "/api/v1/uploads";
        if ((!isUpload && string.Equals(type, Json, StringComparison.OrdinalIgnoreCase))
            || (isFile && string.Equals(type, Plain, StringComparison.OrdinalIgnoreCase))
            || (isUpload && string.Equals(type, Bytes, StringComparison.OrdinalIgnoreCase))) return;
        var (wanted, other) = (isUpload ? Bytes : Json, isFile ? $" or {Plain}" : "");
        throw new ApiFault(415, "wrong-type", $"The body must be {wanted}{other}, and its type must say so.");
    }

    static ApiFault NotLetIn(HttpRequest request) => new(401, "not-let-in", request.Path == "/"
        ? "This browser was not let in yet. Open the address that koppel ui showed; it has a token that works once."
        : "This browser was not let in, or the program was started again. Open the address that koppel ui showed.");
}
