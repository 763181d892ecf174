using System.Diagnostics;
using Koppel.Engine.DuckDb;

namespace Koppel.Engine.KeptResults;

/// <summary>
/// Writes the rows of a query into its table as they come: some at once, and those that are there after a moment, so that whoever looks
/// sees the first soon.
/// </summary>
/// <param name="database">Where the table is.</param>
/// <param name="result">The result.</param>
/// <param name="grown">Is called when more rows can be read.</param>
/// <param name="makeRoom">Drops what can be spared, and tells whether anything was.</param>
internal sealed class ResultFilling(ResultDatabase database, KeptResult result, Action grown, Func<Task<bool>> makeRoom)
{
    const int Many = 40;
    static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(150);

    /// <summary>Writes all of them.</summary>
    public async Task RunAsync(IAsyncEnumerable<RowChunk> chunks, CancellationToken cancellationToken)
    {
        await database.CreateAsync(result, cancellationToken);
        var some = new List<RowChunk>();
        var isFirst = true;
        await using var reader = chunks.GetAsyncEnumerator(cancellationToken);
        var next = reader.MoveNextAsync().AsTask();
        try
        {
            var since = Stopwatch.GetTimestamp();
            while (!result.IsDropped)
            {
                if (some.Count > 0 && !next.IsCompleted) await Task.WhenAny(next, Task.Delay(Left(since), cancellationToken));
                if (some.Count > 0 && (isFirst || some.Count >= Many || !next.IsCompleted || Left(since) == TimeSpan.Zero))
                {
                    await WriteAsync(some, cancellationToken);
                    isFirst = false;
                    continue;
                }
                if (!await next) break;
                if (some.Count == 0) since = Stopwatch.GetTimestamp();
                some.Add(reader.Current);
                next = reader.MoveNextAsync().AsTask();
            }
            if (!result.IsDropped) await WriteAsync(some, cancellationToken);
        }
        finally
        {
            foreach (var chunk in some) chunk.Dispose();
            await Ended(next);
        }
    }

    async Task WriteAsync(List<RowChunk> some, CancellationToken cancellationToken)
    {
        if (some.Count == 0) return;
        await database.AppendAsync(result, some, async () => !result.IsDropped && await makeRoom(), cancellationToken);
        result.Grow(some.Sum(c => c.Count));
        foreach (var chunk in some) chunk.Dispose();
        some.Clear();
        grown();
    }

    static TimeSpan Left(long since) => Soon - Stopwatch.GetElapsedTime(since) is { Ticks: > 0 } left ? left : TimeSpan.Zero;

    /// <summary>An enumerator is not closed in the middle of a step, and the fault of one that nobody waits for is not lost.</summary>
    static Task Ended(Task<bool> next) =>
        next.ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
}
