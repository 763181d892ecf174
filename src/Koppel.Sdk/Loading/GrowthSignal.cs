namespace Koppel.Sdk.Loading;

/// <summary>
/// Tells those who read a journal that its plan has grown, or is whole. Safe to use from many threads: who takes <see cref="Next"/>
/// before looking misses nothing that comes while looking.
/// </summary>
public sealed class GrowthSignal
{
    readonly Lock _lock = new();
    TaskCompletionSource<bool> _next = Completed();

    /// <summary>The plan grows from now on.</summary>
    public void Begin()
    {
        lock (_lock) _next = New();
    }

    /// <summary>It has grown.</summary>
    public void Pulse() => Set(grows: true);

    /// <summary>It is whole.</summary>
    public void End() => Set(grows: false);

    /// <summary>What comes next.</summary>
    public Growth Next()
    {
        lock (_lock) return new Growth(_next.Task);
    }

    void Set(bool grows)
    {
        TaskCompletionSource<bool> told;
        lock (_lock)
        {
            told = _next;
            if (told.Task.IsCompleted) return; // It is whole already.
            _next = grows ? New() : Completed();
        }
        told.SetResult(grows);
    }

    internal static TaskCompletionSource<bool> New() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    static TaskCompletionSource<bool> Completed()
    {
        var whole = New();
        whole.SetResult(false);
        return whole;
    }
}

/// <summary>A growth that will come, or not.</summary>
/// <param name="Told">True when the plan grew, false when it is whole.</param>
public readonly record struct Growth(Task<bool> Told)
{
    /// <summary>Waits; false when the plan is whole, or when the load is to stop.</summary>
    /// <param name="stopping">The load is to stop.</param>
    /// <param name="cancellationToken">Cuts the waiting off.</param>
    public async ValueTask<bool> WaitAsync(CancellationToken stopping, CancellationToken cancellationToken)
    {
        if (Told.IsCompleted) return await Told;
        var first = GrowthSignal.New();
        await using var stopped = stopping.UnsafeRegister(static f => ((TaskCompletionSource<bool>)f!).TrySetResult(false), first);
        await using var cutOff = cancellationToken.UnsafeRegister(
            static (f, token) => ((TaskCompletionSource<bool>)f!).TrySetCanceled(token), first);
        _ = PassOnAsync(Told, first);
        return await first.Task;
    }

    static async Task PassOnAsync(Task<bool> told, TaskCompletionSource<bool> to) => to.TrySetResult(await told);
}
