using System.Buffers;
using Microsoft.AspNetCore.Http;

namespace Koppel.Sandbox.Http;

/// <summary>Reads a request's body into memory.</summary>
internal static class RequestBody
{
    public static bool IsAbsent(HttpRequest request) =>
        request.ContentLength is null or 0 && !request.Headers.ContainsKey("Transfer-Encoding");

    /// <summary>The body, or null when it is longer than <paramref name="most"/> bytes.</summary>
    public static async Task<ReadOnlyMemory<byte>?> ReadAsync(HttpRequest request, int most, CancellationToken cancellationToken)
    {
        if (IsAbsent(request)) return ReadOnlyMemory<byte>.Empty;
        var body = new ArrayBufferWriter<byte>((int)Math.Clamp(request.ContentLength ?? 4096, 256, most));
        while (true)
        {
            var read = await request.Body.ReadAsync(body.GetMemory(4096), cancellationToken);
            if (read == 0) return body.WrittenMemory;
            body.Advance(read);
            if (body.WrittenCount > most) return null;
        }
    }
}
