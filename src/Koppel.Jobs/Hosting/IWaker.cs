namespace Koppel.Jobs.Hosting;

/// <summary>Wakes whoever looks at the jobs when one is due.</summary>
internal interface IWaker : IAsyncDisposable
{
    /// <summary>Wakes from now on.</summary>
    /// <param name="look">Is called each time.</param>
    ValueTask StartAsync(Func<Task> look);

    /// <summary>The next due time of a job; null for none.</summary>
    ValueTask SetNextAsync(string job, DateTimeOffset? next);
}
