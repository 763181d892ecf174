using Koppel.Engine.State;
using Koppel.Sdk.Loading;
using Koppel.Sdk.Reading;

namespace Koppel.Engine.Ledger.Sqlite;

/// <summary>The rows that a load left on purpose, and what is told of them.</summary>
internal static class LeftRecord
{
    /// <summary>Writes those of a plan.</summary>
    public static void Write(LedgerConnection c, long statement, WritePlan plan, IReadOnlyList<string> columns)
    {
        foreach (var left in plan.EachLeft)
            c.Execute("""insert into left_rows (statement, row, "values", reason) values ($1, $2, $3, $4)""", statement, left.Row,
                LedgerJson.Row(columns, left.Values), left.Reason);
    }

    /// <summary>The notes of a statement as they were told: those of rows that are left with the first of these rows.</summary>
    public static IReadOnlyList<Note> Notes(LedgerConnection c, long statement, IReadOnlyList<string> kept)
    {
        var left = c.Rows("select reason, count(*) from left_rows where statement = $1 group by reason",
            row => (Reason: row.GetString(0), Count: row.GetInt64(1)), statement)
            .ToDictionary(r => LeftNotes.Sentence(r.Count, r.Reason));
        return [.. kept.Select(note => left.TryGetValue(note, out var of)
            ? LeftNotes.WithRows(note, of.Count, c.Rows(
                """select "values" from left_rows where statement = $1 and reason = $2 order by row limit $3""",
                row => LedgerJson.Values(row.GetString(0)), statement, of.Reason, LeftNotes.Shown))
            : note)];
    }
}
