using Koppel.Engine.DuckDb;
using Koppel.Engine.GuidedLoads;
using Koppel.Engine.Statements;
using Koppel.Server.Sessions;
using Koppel.Server.Uploads;
using Koppel.Server.Wire;

namespace Koppel.Server.Loads;

/// <summary>Brings rejects back to the rows of their source, and corrected rows into a source of their own.</summary>
/// <param name="sources">Opens sources.</param>
/// <param name="desk">Writes scripts.</param>
/// <param name="uploads">Keeps the corrected rows.</param>
/// <param name="catalog">Asks the engine.</param>
internal sealed class CorrectionDesk(SourceShelf sources, LoadDesk desk, UploadStore uploads, CatalogSession catalog)
{
    const int Most = 5_000;

    /// <summary>The rows of a source that a run did not accept.</summary>
    /// <param name="run">The run's number in the ledger.</param>
    /// <param name="ask">The source.</param>
    /// <param name="mapping">The mapping by which it was loaded; null when it is not known.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<RejectedRows> RejectedAsync(long run, SourceAsk ask, LoadMapping? mapping, CancellationToken cancellationToken)
    {
        await CheckRunAsync(run);
        var source = await sources.OpenAsync(ask, cancellationToken);
        var script = mapping is null ? null : await desk.WriteAsync(ask, mapping, cancellationToken);
        return await sources.AskAsync(source.Ask,
            s => new RejectReader(s, source.Table).ReadAsync(run, script, mapping?.Key?.Column, cancellationToken));
    }

    /// <summary>Keeps rows of a source with other values as a source of their own.</summary>
    /// <param name="ask">The source.</param>
    /// <param name="rows">The rows by their numbers, each with the values that are other.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="ApiFault">A row or a column is not there.</exception>
    public async Task<SourceAsk> CorrectAsync(
        SourceAsk ask, IReadOnlyDictionary<long, IReadOnlyDictionary<string, string?>> rows, CancellationToken cancellationToken)
    {
        if (rows.Count is 0 or > Most) throw ApiFault.Wrong($"Between 1 and {Most} rows can be corrected at once; more as a file.");
        var source = await sources.OpenAsync(ask, cancellationToken);
        var (columns, found) = await sources.AskAsync(
            source.Ask, s => new RejectReader(s, source.Table).TakeAsync(rows.Keys.ToHashSet(), cancellationToken));
        if (rows.Keys.Except(found.Select(f => f.Row)).ToList() is { Count: > 0 } missing)
            throw new ApiFault(422, "no-row", $"The source has no row {missing[0]}.");
        foreach (var (row, values) in found)
        {
            foreach (var (column, value) in rows[row])
            {
                var at = columns.ToList().FindIndex(c => c.Equals(column, StringComparison.OrdinalIgnoreCase));
                if (at < 0) throw new ApiFault(422, "no-column", $"The source has no column '{column}'.");
                values[at] = string.IsNullOrEmpty(value) ? null : value;
            }
        }
        var result = new RowsResult(1, [.. columns.Select(c => new ResultColumn(c, c, "VARCHAR"))],
            found.Select(f => f.Values.Cast<object?>().ToArray()).ToAsyncEnumerable());
        var upload = await uploads.AddAsync(UploadName.Of($"{Path.GetFileNameWithoutExtension(source.Name)} corrected.parquet"),
            path => result.WriteParquetAsync(path, columns, cancellationToken), cancellationToken);
        return new SourceAsk { Upload = upload.Id };
    }

    /// <summary>The rows as a result, with the row's number and the reasons behind their own columns.</summary>
    public static RowsResult AsResult(RejectedRows rejected) => new(1,
        [.. rejected.Columns.Append("Row").Append("Why").Select(c => new ResultColumn(c, c, "VARCHAR"))],
        rejected.Rows.Select(r => (object?[])
            [.. r.Values, FormattableString.Invariant($"{r.Row}"), string.Join(' ', r.Reasons.Select(x => x.Text))]).ToAsyncEnumerable());

    async Task CheckRunAsync(long run)
    {
        if (!await catalog.AskAsync(s => Task.FromResult(s.Engine.Ledger?.FindRun(run) is not null)))
            throw ApiFault.NotFound("no-run", FormattableString.Invariant($"The ledger has no run {run}."));
    }
}
