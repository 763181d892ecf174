using Koppel.Engine.State;
using Koppel.Sdk.Loading;

namespace Koppel.Engine.Ledger.Sqlite;

/// <summary>
/// The rows of a statement's sources that found no partner, as the ledger has them. They are no rows of the load: its books do not count
/// them.
/// </summary>
internal sealed class UnmatchedRecord(SqliteLedger ledger, long statement)
{
    /// <summary>Adds rows of a plan that is not sealed yet: as its calls, they count when it is.</summary>
    public void Add(IReadOnlyList<(int Join, UnmatchedRow Row, string Values)> rows) => ledger.Commits.Commit(c =>
    {
        foreach (var (join, row, values) in rows)
            c.Execute("""insert into unmatched (statement, number, row, "values", near) values ($1, $2, $3, $4, $5)""", statement, join,
                row.Row, values, row.IsNear ? 1 : 0);
    }, durable: false);

    /// <summary>Adds what was counted.</summary>
    public void Add(IReadOnlyList<(int Join, UnmatchedRows Rows)> joins) => ledger.Commits.Commit(c =>
    {
        foreach (var (join, rows) in joins)
            c.Execute(
                """insert into unmatched_joins (statement, number, source, target, "by", partners, rows, count, near, bound) values ($1,"""
                + """ $2, $3, $4, $5, $6, $7, $8, $9, $10)""",
                statement, join, rows.Source, rows.Target, rows.By, rows.Partners, rows.Rows, rows.Count, rows.Near, (int)rows.Bound);
    }, durable: false);

    /// <summary>Forgets them, with a plan that is dropped.</summary>
    public static void Drop(LedgerConnection c, long statement)
    {
        c.Execute("delete from unmatched where statement = $1", statement);
        c.Execute("delete from unmatched_joins where statement = $1", statement);
    }

    /// <summary>What was counted.</summary>
    public static IReadOnlyList<UnmatchedRows> Read(LedgerConnection c, long statement) => c.Rows(
        """select source, target, "by", rows, count, near, partners, bound from unmatched_joins where statement = $1 order by number""",
        row => new UnmatchedRows(row.GetString(0), row.GetString(1), row.GetString(2), row.GetInt64(3), row.GetInt64(4))
        {
            Near = row.GetInt64(5), Partners = row.GetString(6), Bound = (CountBound)row.GetInt32(7),
        },
        statement);
}
