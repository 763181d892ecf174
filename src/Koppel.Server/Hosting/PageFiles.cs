using System.Collections.Frozen;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using Koppel.Server.Access;
using Koppel.Server.Wire;
using Microsoft.AspNetCore.Http;

namespace Koppel.Server.Hosting;

/// <summary>The files of the page, which lie in the assembly; each is compressed when it is first asked for.</summary>
internal sealed class PageFiles
{
    const string Prefix = "page/", Index = "index.html", NonceMark = "{nonce}";

    readonly FrozenDictionary<string, Lazy<PageFile>> _files = typeof(PageFiles).Assembly.GetManifestResourceNames()
        .Where(n => n.StartsWith(Prefix, StringComparison.Ordinal))
        .ToFrozenDictionary(n => n[Prefix.Length..].Replace('\\', '/'), n => new Lazy<PageFile>(() => PageFile.Read(n)));

    /// <summary>Answers with a file; the page itself carries the nonce of this answer.</summary>
    public async Task HandleAsync(HttpContext context)
    {
        var path = context.Request.Path.Value!;
        if (path == "/")
        {
            await IndexAsync(context);
            return;
        }
        var name = path.StartsWith("/page/", StringComparison.Ordinal) ? path["/page/".Length..] : "";
        if (name == Index || !_files.TryGetValue(name, out var file))
            throw ApiFault.NotFound("no-page", "There is nothing at this address. The page is at /.");
        await AnswerAsync(context, file.Value);
    }

    async Task IndexAsync(HttpContext context)
    {
        if (!_files.TryGetValue(Index, out var file)) throw ApiFault.NotFound("no-page", "This program was built without its page.");
        var text = Encoding.UTF8.GetString(file.Value.Plain).Replace(NonceMark, SafeHeaders.NonceOf(context), StringComparison.Ordinal);
        context.Response.ContentType = "text/html; charset=utf-8";
        await WriteAsync(context, Encoding.UTF8.GetBytes(text));
    }

    static async Task AnswerAsync(HttpContext context, PageFile file)
    {
        var headers = context.Response.Headers;
        headers.CacheControl = "no-cache";
        headers.ETag = file.ETag;
        headers.Vary = "Accept-Encoding";
        if (context.Request.Headers.IfNoneMatch.Contains(file.ETag))
        {
            context.Response.StatusCode = 304;
            return;
        }
        context.Response.ContentType = file.Type;
        var isPacked = context.Request.Headers.AcceptEncoding.ToString().Contains("br", StringComparison.Ordinal);
        if (isPacked) headers.ContentEncoding = "br";
        await WriteAsync(context, isPacked ? file.Packed : file.Plain);
    }

    static async Task WriteAsync(HttpContext context, byte[] bytes)
    {
        context.Response.ContentLength = bytes.Length;
        if (!HttpMethods.IsHead(context.Request.Method)) await context.Response.Body.WriteAsync(bytes, context.RequestAborted);
    }

    /// <summary>A file of the page.</summary>
    sealed record PageFile(byte[] Plain, byte[] Packed, string ETag, string Type)
    {
        public static PageFile Read(string resource)
        {
            using var stream = typeof(PageFiles).Assembly.GetManifestResourceStream(resource)!;
            var plain = new byte[stream.Length];
            stream.ReadExactly(plain);
            using var packed = new MemoryStream();
            using (var brotli = new BrotliStream(packed, new BrotliCompressionOptions { Quality = 6 }, leaveOpen: true))
                brotli.Write(plain);
            return new PageFile(plain, packed.ToArray(), $"\"{Convert.ToHexStringLower(SHA256.HashData(plain)[..12])}\"", TypeOf(resource));
        }

        static string TypeOf(string name) => Path.GetExtension(name) switch
        {
            ".js" => "text/javascript; charset=utf-8",
            ".css" => "text/css; charset=utf-8",
            ".html" => "text/html; charset=utf-8",
            ".svg" => "image/svg+xml",
            ".json" => "application/json",
            ".woff2" => "font/woff2",
            ".png" => "image/png",
            _ => "text/plain; charset=utf-8",
        };
    }
}
