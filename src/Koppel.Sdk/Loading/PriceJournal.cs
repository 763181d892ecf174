namespace Koppel.Sdk.Loading;

/// <summary>The journal of a load that is only priced: it keeps nothing, so nothing can be carried out from it.</summary>
/// <param name="planned">Is shown what a journal would keep of each call; null for nobody.</param>
public sealed class PriceJournal(Action<ReadOnlyMemory<byte>>? planned = null) : IWriteJournal
{
    /// <inheritdoc/>
    public void Plan(CallKind kind, string route, int rows, ReadOnlyMemory<byte> content) => planned?.Invoke(content);

    /// <inheritdoc/>
    public IAsyncEnumerable<JournalCall> OpenAsync(CancellationToken cancellationToken = default) => AsyncEnumerable.Empty<JournalCall>();

    /// <inheritdoc/>
    public CancellationToken Stopping => CancellationToken.None;

    /// <inheritdoc/>
    public void Sending(long call) => throw Misused();

    /// <inheritdoc/>
    public void Withdrawn(long call) => throw Misused();

    /// <inheritdoc/>
    public void Accepted(long call, string token) => throw Misused();

    /// <inheritdoc/>
    public void Done(long call, CallResult result) => throw Misused();

    static InvalidOperationException Misused() => new("A load that is only priced is not carried out.");
}
