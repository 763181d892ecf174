using System.Globalization;
using Koppel.Engine.Dialects.Texts;
using Koppel.Engine.Hosting;
using Koppel.Engine.Plans;

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
    /// <param name="plan">
    /// The plan that the run applied, whose rejects were found when it was made; null when the run loaded the script itself.
    /// </param>
    /// <param name="script">The script that was loaded or planned; null where each row of the source was one of the load.</param>
    /// <param name="key">The column of addresses, by which a row is found whose place is not known; null for none.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<RejectedRows> ReadAsync(
        long run, PlanFile? plan, LoadScript? script, string? key, CancellationToken cancellationToken = default)
    {
        var columns = await _reader.ColumnsAsync(source, cancellationToken);
        var places = new RejectPlaces(_reader, script, source.RowNumbers is not null);
        var rejects = new RejectReasons();
        await OfRunAsync(run, plan is null ? places : null, rejects, cancellationToken);
        if (plan is not null) await OfPlanAsync(plan, places, rejects, cancellationToken);
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

    /// <summary>Those that the ledger has. Rows of a run that applied a plan have other places than those of its script: null.</summary>
    async Task OfRunAsync(long run, RejectPlaces? places, RejectReasons found, CancellationToken cancellationToken)
    {
        var rejects = new List<object?[]>();
        await _reader.ReadAsync(FormattableString.Invariant($"""
            select statement, row, source_row, code, reason, remedy, cast(source ->> 'email' as varchar)
            from rejects@koppel where run = {run} order by statement, row
            """), async rows => rejects = await rows.Rows.ToListAsync(cancellationToken), cancellationToken);
        foreach (var reject in rejects)
        {
            var (statement, row, place) = (Number(reject[0]) ?? 0, Number(reject[1]) ?? 0, Number(reject[2]));
            if (places is not null) place ??= await places.OfAsync((int)statement - 1, row, cancellationToken);
            found.Add(place, EmailAddress.Normalize((string?)reject[6]), ($"{reject[3]}", $"{reject[4]} {reject[5]}".Trim()));
        }
    }

    /// <summary>Those that were found when the plan was made.</summary>
    static async Task OfPlanAsync(PlanFile plan, RejectPlaces places, RejectReasons found, CancellationToken cancellationToken)
    {
        foreach (var (load, index) in plan.Loads.Select((l, i) => (l, i)))
        {
            var address = load.Columns.ToList().FindIndex(c => c.Equals("email", StringComparison.OrdinalIgnoreCase));
            foreach (var reject in plan.Rejects(load.Number))
            {
                var place = reject.SourceRow ?? await places.OfLoadAsync(index, reject.Row, cancellationToken);
                var email = address >= 0 && address < reject.Values.Count ? reject.Values[address] : null;
                found.Add(place, EmailAddress.Normalize(email), (reject.Code, reject.Reason));
            }
        }
    }

    static long? Number(object? value) => value is null ? null : Convert.ToInt64(value, CultureInfo.InvariantCulture);
}
