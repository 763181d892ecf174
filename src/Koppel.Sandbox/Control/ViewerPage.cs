using Microsoft.AspNetCore.Http;

namespace Koppel.Sandbox.Control;

/// <summary>The page at <c>/</c>; it is inside the assembly and asks for nothing from the network.</summary>
static class ViewerPage
{
    static readonly byte[] Page = Read();

    public static async Task SendAsync(HttpResponse response, CancellationToken cancellationToken)
    {
        response.ContentType = "text/html; charset=utf-8";
        response.Headers.ContentSecurityPolicy = "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; connect-src 'self'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
        response.Headers.CacheControl = "no-store";
        await response.Body.WriteAsync(Page, cancellationToken);
    }

    static byte[] Read()
    {
        using var stream = typeof(ViewerPage).Assembly.GetManifestResourceStream("viewer.html")!;
        using var memory = new MemoryStream();
        stream.CopyTo(memory);
        return memory.ToArray();
    }
}
