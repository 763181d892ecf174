using Koppel.Engine.Statements;

namespace Koppel.Cli.Sinks;

/// <summary>The results of a dry run whose changes go to a file: plans and rows go to the screen.</summary>
sealed class DryRunSink(IResultSink file, IResultSink rest) : IResultSink
{
    /// <summary>Gets what the loads would change.</summary>
    public PlannedChanges Changes { get; } = new();

    /// <inheritdoc/>
    public bool IsTerminal => rest.IsTerminal;

    /// <inheritdoc/>
    public ValueTask<long> WriteAsync(RowsResult result, CancellationToken cancellationToken = default) =>
        rest.WriteAsync(result, cancellationToken);

    /// <inheritdoc/>
    public ValueTask WriteAsync(PlanResult plan, CancellationToken cancellationToken = default) => rest.WriteAsync(plan, cancellationToken);

    /// <inheritdoc/>
    public async ValueTask CompleteAsync(CancellationToken cancellationToken = default)
    {
        await rest.CompleteAsync(cancellationToken);
        await file.WriteAsync(Changes.ToResult(), cancellationToken);
        await file.CompleteAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await file.DisposeAsync();
        await rest.DisposeAsync();
        Changes.Dispose();
    }
}
