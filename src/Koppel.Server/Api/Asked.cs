using System.Globalization;
using Koppel.Server.Wire;
using Microsoft.AspNetCore.Http;

namespace Koppel.Server.Api;

/// <summary>What a request asks for in its path and behind the question mark.</summary>
internal static class Asked
{
    const int MostRows = 1_000;

    /// <summary>A part of the path.</summary>
    public static string Part(this HttpContext context, string name) => (string?)context.Request.RouteValues[name] ?? "";

    /// <summary>A value behind the question mark, or null.</summary>
    public static string? Query(this HttpContext context, string name) =>
        context.Request.Query[name] is [{ Length: > 0 } value] ? value : null;

    /// <summary>A whole number behind the question mark, or the default.</summary>
    /// <exception cref="ApiFault">It is none, or below 0.</exception>
    public static long Number(this HttpContext context, string name, long otherwise)
    {
        if (context.Query(name) is not { } text) return otherwise;
        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number
            : throw ApiFault.Wrong($"'{name}' must be a whole number from 0.");
    }

    /// <summary>How many rows of a page are asked for: 1,000 at most.</summary>
    /// <exception cref="ApiFault">It is no number.</exception>
    public static int Count(this HttpContext context, int otherwise = 100) =>
        (int)Math.Clamp(context.Number("count", otherwise), 1, MostRows);

    /// <summary>A number in the path.</summary>
    /// <exception cref="ApiFault">It is none.</exception>
    public static long PartNumber(this HttpContext context, string name) =>
        long.TryParse(context.Part(name), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number
            : throw ApiFault.Wrong($"The {name} in the path must be a number.");

    /// <summary>The mark of the text that the caller has seen, which If-Match holds; null for none.</summary>
    /// <param name="context">The request.</param>
    /// <param name="mayBeNew">Whether it may say that there is none, by If-None-Match: *.</param>
    /// <exception cref="ApiFault">It says neither.</exception>
    public static string? Seen(this HttpContext context, bool mayBeNew)
    {
        if (context.Request.Headers.IfMatch is [{ Length: > 2 } etag]) return etag;
        if (mayBeNew && context.Request.Headers.IfNoneMatch == "*") return null;
        throw new ApiFault(428, "say-what-was-seen", "Say over which text it goes: If-Match with the mark that reading gave"
            + (mayBeNew ? ", or If-None-Match: * for a new file." : "."));
    }
}
