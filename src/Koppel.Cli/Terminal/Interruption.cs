namespace Koppel.Cli.Terminal;

/// <summary>
/// What Ctrl-C, SIGTERM and SIGHUP mean. The first lets a load's calls that are under way come to their end, and cuts off what only reads;
/// the second cuts off everything; one behind that ends the process at once. Safe to use from many threads.
/// </summary>
sealed class Interruption : IDisposable
{
    CancellationTokenSource _token = new();
    volatile Func<bool>? _gently;
    int _isGentle;
    volatile bool _isStopping;
    volatile bool _outlives;

    /// <summary>Whether a signal came.</summary>
    public bool IsStopping => _isStopping;

    /// <summary>The process is to end, whatever runs: by SIGTERM or SIGHUP.</summary>
    public bool IsEnding { get; private set; }

    /// <summary>Is cancelled when everything is to end at once.</summary>
    public CancellationToken Token => _token.Token;

    /// <summary>
    /// A script runs from now on: the first signal asks it to end, which gives whether calls of a load come to their end first. Null: none
    /// runs any more.
    /// </summary>
    public void SetGentle(Func<bool>? gently) => _gently = gently;

    /// <summary>
    /// What comes next is something new, such as the next statement of a prompt: a signal for the last one is none for it. From now on no
    /// Ctrl-C ends the process.
    /// </summary>
    public void Renew()
    {
        if (IsEnding) return;
        _outlives = true;
        _token = new CancellationTokenSource();
        Interlocked.Exchange(ref _isGentle, 0);
        _isStopping = false;
    }

    /// <summary>A signal came. False when there is nothing left but to end the process.</summary>
    /// <param name="ends">It is one that means the process, not what it does.</param>
    public bool Signal(bool ends = false)
    {
        if (ends && _outlives) IsEnding = true;
        if (_token.IsCancellationRequested) return _outlives && !ends;
        _isStopping = true;
        if (Interlocked.Exchange(ref _isGentle, 1) == 0 && _gently?.Invoke() == true) return true;
        _token.Cancel();
        return true;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _token.Dispose();
    }
}
