using System.Globalization;
using Koppel.Engine.Sql;
using Koppel.Sdk.Loading;
using Koppel.Sdk.Reading;
using Koppel.Sdk.Schema;

namespace Koppel.Engine.Loading.Cells;

/// <summary>
/// The rows of a load's source that never reach its target: those with a cell that does not fit its column are rejected, and those without
/// any value in the loaded columns, such as a line of totals, are not read.
/// </summary>
/// <param name="cells">The columns whose values may not fit, in the order of what is told of them.</param>
internal sealed class RefusedRows(IReadOnlyList<CheckedCell> cells)
{
    readonly List<Bad> _bad = [];

    /// <summary>The columns whose values may not fit.</summary>
    public IReadOnlyList<CheckedCell> Cells => cells;

    /// <summary>How many rows have no value in the loaded columns.</summary>
    public long Empty { get; private set; }

    /// <summary>How many rows have a cell that does not fit.</summary>
    public long BadCount => _bad.Count;

    /// <summary>A row has a cell that does not fit.</summary>
    /// <param name="number">Its number in the source.</param>
    /// <param name="sourceRow">Its number in the file that it comes from, or null.</param>
    /// <param name="values">Its values as they are shown.</param>
    /// <param name="faults">What stands in the cells that do not fit.</param>
    public void Reject(long number, long? sourceRow, IReadOnlyList<string?> values, IReadOnlyList<string?> faults) =>
        _bad.Add(new Bad(number, sourceRow, CheckedCell.Shown(cells, faults, values), faults));

    /// <summary>A row has no value in the loaded columns.</summary>
    public void Skip() => Empty++;

    /// <summary>The plan that counts and tells them too.</summary>
    public WritePlan In(WritePlan plan)
    {
        if (Empty > 0) plan = plan with { Notes = [.. plan.Notes, NoteOf(Empty)] };
        if (_bad.Count == 0) return plan;
        return plan with
        {
            Read = plan.Read + _bad.Count,
            Rejects = new RejectList(
                Rejects().Take(RejectList.Kept).Concat(plan.Rejects.First).OrderBy(r => r.Row), plan.Rejects.Count + _bad.Count),
            EachReject = Rejects().Concat(plan.EachReject),
        };
    }

    /// <summary>What is told of rows without a value.</summary>
    public static Note NoteOf(long rows) => new(
        $"{Amounts.Rows(rows)} without any value in the loaded columns {(rows == 1 ? "was" : "were")} not read", "rows-empty",
        ("n", rows.ToString(CultureInfo.InvariantCulture)));

    /// <summary>Why a load fails all of whose rows have no value.</summary>
    /// <param name="target">The target as the user wrote it.</param>
    /// <param name="rows">How many rows there are.</param>
    /// <param name="columns">The loaded columns.</param>
    public static string AllEmpty(string target, long rows, IEnumerable<Column> columns) =>
        $"{(rows == 1 ? "The only row of the source has" : $"All {Amounts.Number(rows)} rows of the source have")} no value in the "
            + $"columns that {target} is to get ({string.Join(", ", columns.Select(c => c.Name))}), "
        + "so that there is nothing to load. Nothing was sent. Look whether the right columns are read.";

    IEnumerable<Reject> Rejects() =>
        _bad.Select(b => new Reject(b.Number, b.Values, CheckedCell.Cause(cells, b.Faults)) { SourceRow = b.SourceRow });

    /// <summary>A rejected row; its reason is made when it is asked for.</summary>
    readonly record struct Bad(long Number, long? SourceRow, IReadOnlyList<string?> Values, IReadOnlyList<string?> Faults);
}
