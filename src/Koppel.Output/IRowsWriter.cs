using Koppel.Engine.DuckDb;
using Koppel.Engine.Statements;

namespace Koppel.Output;

/// <summary>Writes results in one format to one stream, row by row.</summary>
public interface IRowsWriter : IAsyncDisposable
{
    /// <summary>Writes a result and gives the number of its rows.</summary>
    ValueTask<long> WriteAsync(RowsResult result, CancellationToken cancellationToken = default);

    /// <summary>Writes a plan; unless a format knows better, as rows of one column.</summary>
    ValueTask<long> WriteAsync(PlanResult plan, CancellationToken cancellationToken = default) => WriteAsync(
        new RowsResult(
            plan.Number, [new ResultColumn("plan", "plan", "VARCHAR")], plan.Lines.ToAsyncEnumerable().Select(line => (object?[])[line])),
        cancellationToken);

    /// <summary>Ends the output. The stream stays open.</summary>
    ValueTask CompleteAsync(CancellationToken cancellationToken = default);
}
