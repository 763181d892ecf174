namespace Koppel.Engine.Ledger.Sqlite;

/// <summary>Where the rows of a table of the ledger are in the file.</summary>
/// <param name="From">A part of a query that gives them as <c>t</c>, each with its run.</param>
internal sealed record TableSql(string From)
{
    static readonly Dictionary<string, TableSql> Known = new()
    {
        ["runs"] = new(
            "(select r.*, (select count(*) from statements s where s.run = r.run) as statements,"
            + " coalesce(sum(b.read), 0) as read, coalesce(sum(b.changed), 0) as changed, coalesce(sum(b.unchanged), 0) as unchanged,"
            + " coalesce(sum(b.rejected), 0) as rejected, coalesce(sum(b.not_sent), 0) as not_sent"
            + " from runs r left join books b on b.run = r.run group by r.run) t")
        {
            Made = new() { ["status"] = "status_of(t.run, t.status)", ["script"] = "coalesce(t.file, t.script)" },
        },
        ["statements"] = new(
            "(select s.*, b.changed, b.rejected, b.not_sent, b.read as rows_read, b.unchanged as rows_unchanged,"
            + " (select coalesce(sum(u.count), 0) from unmatched_joins u where u.statement = s.id) as unmatched"
            + " from statements s join books b on b.id = s.id) t")
        {
            Made = new()
            {
                ["status"] = "case when t.status = 'completed' and t.rejected > 0 then 'completed with rejects'"
                    + " else status_of(t.run, t.status) end",
                ["read"] = "t.rows_read",
                ["unchanged"] = "t.rows_unchanged",
            },
        },
        ["calls"] = new("(select c.*, s.run, s.statement as number from calls_made c join statements s on s.id = c.statement) t")
        {
            Made = new()
            {
                ["statement"] = "t.number", ["time"] = "t.at", ["bytes"] = "t.bytes_sent + t.bytes_received", ["retries"] = "t.attempt - 1",
            },
        },
        ["rejects"] = new("(select r.*, s.run, s.statement as number from rejects r join statements s on s.id = r.statement) t")
        {
            Made = new() { ["statement"] = "t.number", ["source"] = "t.\"values\"" },
        },
        ["left"] = new("(select r.*, s.run, s.statement as number from left_rows r join statements s on s.id = r.statement) t")
        {
            Made = new() { ["statement"] = "t.number", ["values"] = "t.\"values\"" },
        },
        ["unmatched"] = new(
            "(select u.*, j.source, j.target, j.\"by\", s.run, s.statement as load from unmatched u"
            + " join unmatched_joins j on j.statement = u.statement and j.number = u.number join statements s on s.id = u.statement) t")
        {
            Made = new() { ["statement"] = "t.load", ["key"] = "t.\"by\"", ["values"] = "t.\"values\"" },
        },
    };

    /// <summary>What columns are made of that are not called so in the file.</summary>
    Dictionary<string, string> Made { get; init; } = [];

    /// <summary>The query for rows, but for what is selected; the runs are its values.</summary>
    public static string FromOf(LedgerQuery query)
    {
        var where = string.Join(" and ", query.Runs.Select((_, i) => FormattableString.Invariant($"t.run = ${i + 1}")));
        return $"from {Known[query.Table].From}{(where.Length == 0 ? "" : " where ")}{where}";
    }

    /// <summary>The query for rows; its values are the runs and the limit.</summary>
    public static string Of(LedgerQuery query)
    {
        var made = Known[query.Table].Made;
        var columns = query.Columns.Select(c => made.GetValueOrDefault(c.Name, $"t.{c.Name}")).DefaultIfEmpty("1");
        return $"select {string.Join(", ", columns)} {FromOf(query)} limit ${query.Runs.Count + 1}";
    }
}
