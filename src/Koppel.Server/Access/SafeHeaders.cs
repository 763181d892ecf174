using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;

namespace Koppel.Server.Access;

/// <summary>Headers of every answer: a browser is to take it for what it is, show it nowhere else, and run nothing of it.</summary>
internal static class SafeHeaders
{
    const string Nonce = "koppel.nonce";

    /// <summary>Sets them.</summary>
    public static void Set(HttpContext context)
    {
        var nonce = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        context.Items[Nonce] = nonce;
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = "default-src 'none'; script-src 'self'; "
            + $"style-src 'self' 'nonce-{nonce}'; connect-src 'self'; img-src 'self' data:; font-src 'self'; "
            + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers.XFrameOptions = "DENY";
        headers.CacheControl = "no-store";
    }

    /// <summary>What styles of the page that is being answered must carry.</summary>
    public static string NonceOf(HttpContext context) => (string)context.Items[Nonce]!;
}
