namespace Koppel.Cli.Terminal;

/// <summary>
/// What Ctrl-C, SIGTERM and SIGHUP mean. The first lets a load's calls that are under way come to their end, and cuts off what only reads;
/// the second cuts off everything; one behind that ends the process at once. Safe to use from many threads.
/// </summary>
sealed class Interruption : IDisposable
{
    readonly CancellationTokenSource _stop = new();
    readonly CancellationTokenSource _token = new();
    volatile Action? _gently;
    int _isGentle;

    /// <summary>Is cancelled when no further call is to be sent.</summary>
    public CancellationToken Stop => _stop.Token;

    /// <summary>Is cancelled when everything is to end at once.</summary>
    public CancellationToken Token => _token.Token;

    /// <summary>
    /// A load sends its calls from now on: the first signal is gentle, and calls this to say so. Null: it sends none any more.
    /// </summary>
    public void SetGentle(Action? gently) => _gently = gently;

    /// <summary>A signal came. False when there is nothing left but to end the process.</summary>
    public bool Signal()
    {
        if (_token.IsCancellationRequested) return false;
        if (_gently is { } gently && Interlocked.Exchange(ref _isGentle, 1) == 0)
        {
            gently();
            _stop.Cancel();
            return true;
        }
        _stop.Cancel();
        _token.Cancel();
        return true;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _stop.Dispose();
        _token.Dispose();
    }
}
