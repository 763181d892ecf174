namespace Koppel.Sandbox.Http;

/// <summary>A call with its bodies, as long as they are kept.</summary>
/// <param name="request">The call.</param>
/// <param name="contentType">The content type that was sent; null for none.</param>
/// <param name="sent">What was sent; null when it was not read or held the token.</param>
/// <param name="answered">What was answered; null when it held the token.</param>
internal sealed class LoggedCall(LoggedRequest request, string? contentType, KeptBody? sent, KeptBody? answered)
{
    public LoggedRequest Request => request;

    public string? ContentType => contentType;

    public KeptBody? Sent { get; private set; } = sent;

    public KeptBody? Answered { get; private set; } = answered;

    public int KeptBytes => (Sent?.Bytes.Length ?? 0) + (Answered?.Bytes.Length ?? 0);

    /// <summary>Lets the bodies go, to make room for newer ones.</summary>
    public void Drop() => (Sent, Answered) = (null, null);
}
