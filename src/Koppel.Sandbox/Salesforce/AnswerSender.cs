using System.IO.Compression;
using System.Text;
using Koppel.Sandbox.Http;
using Koppel.Sandbox.Salesforce.Wire;
using Microsoft.AspNetCore.Http;

namespace Koppel.Sandbox.Salesforce;

/// <summary>Sends one answer, packed when the caller takes it so, and with the fault that happens to it.</summary>
internal sealed class AnswerSender(HttpContext context)
{
    static readonly byte[] Secret = Encoding.ASCII.GetBytes(Identity.TokenBegin);

    /// <summary>The status that was sent; 0 when the connection was cut.</summary>
    public int Status { get; private set; }

    /// <summary>How long the body was before it was packed.</summary>
    public long Bytes { get; private set; }

    /// <summary>The beginning of the body, for the log.</summary>
    public KeptBody? Kept { get; private set; }

    public async Task SendAsync(SalesforceAnswer answer, FaultKind? fault, CancellationToken cancellationToken)
    {
        if (fault == FaultKind.Cut)
        {
            context.Abort();
            return;
        }

        if (fault is FaultKind.Garbage or FaultKind.CutHalfway) answer = await WholeAsync(answer, cancellationToken);
        if (fault == FaultKind.Garbage) answer = answer with { Status = 200, Body = answer.Body[..(answer.Body.Length / 2)] };
        Status = context.Response.StatusCode = answer.Status;
        foreach (var (name, value) in answer.Headers) context.Response.Headers[name] = value;
        if (answer.ContentType is null) return;
        context.Response.ContentType = answer.ContentType;
        await WriteAsync(answer, fault == FaultKind.CutHalfway, cancellationToken);
    }

    async Task WriteAsync(SalesforceAnswer answer, bool isCut, CancellationToken cancellationToken)
    {
        var response = context.Response;
        var packs = context.Request.Headers.AcceptEncoding.ToString().Contains("gzip", StringComparison.OrdinalIgnoreCase);
        if (packs) response.Headers.ContentEncoding = "gzip";
        else if (answer.Write is null) response.ContentLength = answer.Body.Length;
        await using var packed = packs ? new GZipStream(response.Body, CompressionLevel.Fastest, leaveOpen: true) : null;
        await using var kept = new KeptStream(packed ?? response.Body, CallLog.MostAnswered);
        if (answer.Write is { } write) await write(kept, cancellationToken);
        else await kept.WriteAsync(isCut ? answer.Body[..(answer.Body.Length / 2)] : answer.Body, cancellationToken);
        (Bytes, Kept) = (kept.Count, KeptBody.Of(kept.Beginning, CallLog.MostAnswered, Secret) is { } body
            ? body with { Length = (int)Math.Min(kept.Count, int.MaxValue) } : null);
        if (!isCut) return;
        await (packed ?? response.Body).FlushAsync(cancellationToken);
        await response.Body.FlushAsync(cancellationToken);
        Status = 0;
        context.Abort();
    }

    static async Task<SalesforceAnswer> WholeAsync(SalesforceAnswer answer, CancellationToken cancellationToken)
    {
        if (answer.Write is not { } write) return answer;
        using var whole = new MemoryStream();
        await write(whole, cancellationToken);
        return answer with { Body = whole.ToArray(), Write = null };
    }
}
