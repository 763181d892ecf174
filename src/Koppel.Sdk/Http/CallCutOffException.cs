namespace Koppel.Sdk.Http;

/// <summary>
/// A call was cancelled while it was under way, or behind an attempt without a clear answer, so it may have taken effect; one that was not
/// yet sent is only cancelled.
/// </summary>
internal sealed class CallCutOffException(Exception inner, CancellationToken cancellationToken)
    : OperationCanceledException(inner.Message, inner, cancellationToken);
