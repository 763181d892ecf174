using System.Globalization;
using Koppel.Engine.Dialects.Texts;
using Koppel.Engine.Hosting;

namespace Koppel.Engine.GuidedLoads;

/// <summary>
/// Finds the rows of a source that a run did not accept. A workbook's rows are known by their numbers; those of another source by the place
/// that a row had in its load, which the script that loaded it tells.
/// </summary>
/// <param name="session">Reads ledger and source.</param>
/// <param name="source">The source.</param>
public sealed class RejectReader(Session session, SourceTable source)
{
    readonly SourceReader _reader = new(session);

    /// <summary>Finds them.</summary>
    /// <param name="run">The run's number in the ledger.</param>
    /// <param name="script">The script that loaded it; null where each row of the source was one of the load.</param>
    /// <param name="key">The column of addresses, by which a row is found whose place is not known; null for none.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<RejectedRows> ReadAsync(long run, LoadScript? script, string? key, CancellationToken cancellationToken = default)
    {
        var columns = await _reader.ColumnsAsync(source, cancellationToken);
        var rejects = await RejectsAsync(run, script, cancellationToken);
        var at = columns.ToList().FindIndex(c => c.Name.Equals(key, StringComparison.OrdinalIgnoreCase));
        var rows = new List<RejectedRow>();
        await RowsAsync(columns, (number, values) =>
        {
            if (rejects.Take(number, at < 0 ? null : EmailAddress.Normalize(values[at])) is { Count: > 0 } why)
                rows.Add(new RejectedRow(number, values, why));
        }, cancellationToken);
        return new RejectedRows([.. columns.Select(c => c.Name)], rows, rejects.Left);
    }

    /// <summary>Some rows of the source by their numbers, in its order.</summary>
    /// <param name="numbers">The numbers.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<(IReadOnlyList<string> Columns, IReadOnlyList<(long Row, string?[] Values)> Rows)> TakeAsync(
        IReadOnlySet<long> numbers, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(numbers);
        var columns = await _reader.ColumnsAsync(source, cancellationToken);
        var rows = new List<(long, string?[])>();
        await RowsAsync(columns, (number, values) =>
        {
            if (numbers.Contains(number)) rows.Add((number, values));
        }, cancellationToken);
        return ([.. columns.Select(c => c.Name)], rows);
    }

    Task RowsAsync(IReadOnlyList<(string Name, string Type)> columns, Action<long, string?[]> take, CancellationToken cancellationToken) =>
        _reader.ReadAsync(SourceReader.Texts(source, columns), async result =>
        {
            var count = 0L;
            await foreach (var row in result.Rows.WithCancellation(cancellationToken))
            {
                count++;
                var number = source.RowNumbers is null ? count : Number(row[0])!.Value;
                take(number, [.. row.Skip(source.RowNumbers is null ? 0 : 1).Select(v => (string?)v)]);
            }
        }, cancellationToken);

    async Task<RejectReasons> RejectsAsync(long run, LoadScript? script, CancellationToken cancellationToken)
    {
        var (found, places) = (new RejectReasons(), new Dictionary<long, IReadOnlyList<long>?>());
        var rejects = new List<object?[]>();
        await _reader.ReadAsync(FormattableString.Invariant($"""
            select statement, row, source_row, code, reason, remedy, cast(source ->> 'email' as varchar)
            from rejects@koppel where run = {run} order by statement, row
            """), async rows => rejects = await rows.Rows.ToListAsync(cancellationToken), cancellationToken);
        foreach (var reject in rejects)
        {
            var (statement, row) = (Number(reject[0]) ?? 0, Number(reject[1]) ?? 0);
            var place = Number(reject[2]);
            if (place is null && source.RowNumbers is null)
            {
                if (!places.TryGetValue(statement, out var numbers))
                    places[statement] = numbers = await PlacesAsync(statement, script, cancellationToken);
                place = numbers is null ? row : row >= 1 && row <= numbers.Count ? numbers[(int)row - 1] : null;
            }
            found.Add(place, EmailAddress.Normalize((string?)reject[6]), ($"{reject[3]}", $"{reject[4]} {reject[5]}".Trim()));
        }
        return found;
    }

    /// <summary>For each row of a load the row of the source that it comes from; null where they are the same.</summary>
    async Task<IReadOnlyList<long>?> PlacesAsync(long statement, LoadScript? script, CancellationToken cancellationToken)
    {
        if (script is null || statement < 1 || statement > script.Statements.Count
            || script.Statements[(int)statement - 1].RowsOfSource is not { } sql) return null;
        IReadOnlyList<long> places = [];
        if (sql.Length == 0) return places;
        await _reader.ReadAsync(sql,
            async rows => places = await rows.Rows.Select(r => Number(r[0])!.Value).ToListAsync(cancellationToken), cancellationToken);
        return places;
    }

    static long? Number(object? value) => value is null ? null : Convert.ToInt64(value, CultureInfo.InvariantCulture);
}
