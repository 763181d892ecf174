using System.Text;

namespace Koppel.Sandbox.Http;

/// <summary>Writes calls into the log, with their bodies, and never the token.</summary>
internal sealed class CallLog(Traffic traffic, string token)
{
    // An import of 250 contacts is kept whole, so that it can be sent again.
    const int MostSent = 400_000;

    /// <summary>How many bytes of an answer are kept.</summary>
    public const int MostAnswered = 64_000;

    readonly byte[] _secret = Encoding.UTF8.GetBytes(token);
    readonly string _escaped = Uri.EscapeDataString(token);

    /// <summary>An address without the token, should somebody have put it there.</summary>
    public string Hide(string path) =>
        path.Replace(token, "(token)", StringComparison.Ordinal).Replace(_escaped, "(token)", StringComparison.Ordinal);

    public void Write(LoggedRequest request, string? contentType, ReadOnlyMemory<byte>? sent, ReadOnlySpan<byte> answered) =>
        Write(request, contentType, sent, KeptBody.Of(answered, MostAnswered, _secret));

    /// <summary>The same, of an answer that was sent piece by piece.</summary>
    public void Write(LoggedRequest request, string? contentType, ReadOnlyMemory<byte>? sent, KeptBody? answered) =>
        traffic.Log(new LoggedCall(request, contentType, sent is { } body ? KeptBody.Of(body.Span, MostSent, _secret) : null, answered));
}
