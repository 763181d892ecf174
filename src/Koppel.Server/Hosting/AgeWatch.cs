using Koppel.Engine.KeptResults;
using Koppel.Server.Uploads;

namespace Koppel.Server.Hosting;

/// <summary>Drops what goes by age, results and files that were dropped on the page, also while nothing new comes.</summary>
/// <param name="time">The clock.</param>
/// <param name="uploads">The files.</param>
/// <param name="results">The results.</param>
internal sealed class AgeWatch(TimeProvider time, UploadStore uploads, ResultStore results) : IAsyncDisposable
{
    static readonly TimeSpan Look = TimeSpan.FromMinutes(1);

    readonly Lock _lock = new();
    ITimer? _timer;
    Task _looking = Task.CompletedTask;

    /// <summary>Begins to look.</summary>
    public void Start() => _timer = time.CreateTimer(_ => LookOnce(), null, Look, Look);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_timer is not null) await _timer.DisposeAsync();
        Task last;
        lock (_lock) last = _looking;
        await last.ContinueWith(_ => { }, TaskScheduler.Default);
    }

    void LookOnce()
    {
        lock (_lock)
        {
            if (_looking.IsCompleted) _looking = Task.Run(LookAsync);
        }
    }

    async Task LookAsync()
    {
        try
        {
            uploads.DropOld();
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            // A file that is being read goes at one of the next looks.
        }
        await results.DropOldAsync();
    }
}
