using Koppel.Engine.Hosting;
using Koppel.Engine.Sql;
using Koppel.Engine.Statements;

namespace Koppel.Engine.GuidedLoads;

/// <summary>Reads all rows of a source once, and tells what its columns hold.</summary>
/// <param name="session">Reads it.</param>
public sealed class SourceReader(Session session)
{
    const int Sample = 20;

    /// <summary>The columns of a source, each with its type in SQL.</summary>
    /// <param name="source">The source.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="QueryException">It cannot be read.</exception>
    public async Task<IReadOnlyList<(string Name, string Type)>> ColumnsAsync(
        SourceTable source, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        var columns = new List<(string, string)>();
        await ReadAsync($"select * from {source.From} limit 0", rows =>
        {
            columns.AddRange(rows.Columns.Select(c => (c.Name, c.Type)));
            return Task.CompletedTask;
        }, cancellationToken);
        return columns;
    }

    /// <summary>Reads a source.</summary>
    /// <param name="source">The source.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="QueryException">It cannot be read.</exception>
    public async Task<SourceFacts> ReadAsync(SourceTable source, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        var columns = await ColumnsAsync(source, cancellationToken);
        var counters = columns.Select(c => new ColumnCounter(c.Name, c.Type)).ToList();
        var sample = new List<(long, IReadOnlyList<string?>)>();
        var (rows, empty) = (0L, 0L);
        IReadOnlyList<string> notes = [];
        await ReadAsync(Texts(source, columns), async result =>
        {
            await foreach (var row in result.Rows.WithCancellation(cancellationToken))
            {
                rows++;
                var number = source.RowNumbers is null ? rows : Convert.ToInt64(row[0], System.Globalization.CultureInfo.InvariantCulture);
                var values = row.Skip(source.RowNumbers is null ? 0 : 1).Select(v => (string?)v).ToArray();
                var isEmpty = values.All(string.IsNullOrWhiteSpace);
                if (isEmpty) empty++;
                for (var c = 0; c < values.Length; c++) counters[c].Add(number, values[c], isEmpty);
                if (sample.Count < Sample) sample.Add((number, values));
            }
            notes = [.. result.Notes().Select(n => n.Text)];
        }, cancellationToken);
        return new SourceFacts([.. counters.Select(c => c.Finish())], rows, sample) { EmptyRows = empty, Notes = notes };
    }

    /// <summary>The query that gives all values of a source as texts, its row's number before them where there is one.</summary>
    internal static string Texts(SourceTable source, IReadOnlyList<(string Name, string Type)> columns)
    {
        // Several values of a cell are written as they are split again.
        var texts = columns.Select(c => c.Type == "VARCHAR[]" ? $"array_to_string(s.{SqlText.Identifier(c.Name)}, '||')"
            : $"cast(s.{SqlText.Identifier(c.Name)} as varchar)");
        IEnumerable<string> number = source.RowNumbers is { } row ? [$"s.{SqlText.Identifier(row)}"] : [];
        return $"select {string.Join(", ", number.Concat(texts))} from {source.From} s";
    }

    internal async Task ReadAsync(string sql, Func<RowsResult, Task> read, CancellationToken cancellationToken)
    {
        await foreach (var result in session.ExecuteAsync(sql, cancellationToken: cancellationToken))
        {
            if (result is FailedResult failed) throw failed.Fault;
            if (result is RowsResult rows) await read(rows);
        }
    }
}
