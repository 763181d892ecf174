using System.Text;
using Koppel.Engine.State;
using Koppel.Sdk.Schema;
using Microsoft.Data.Sqlite;

namespace Koppel.Engine.Ledger.Sqlite;

/// <summary>
/// The questions of a reader to the file. What belongs to a statement is found by the statement's key, which every index begins with;
/// nothing is looked for in other runs.
/// </summary>
internal sealed class SqlitePages(SqliteLedger ledger) : ILedgerPages
{
    /// <summary>So many changes are looked at for a page, whatever is found, so that a question always has its answer soon.</summary>
    const int MostLooked = 20_000;

    /// <summary>So many reasons are told; what a system answers can have a number of its own in each of them.</summary>
    const int MostReasons = 500;

    const string OfRun = "select id, statement from statements where run = $1 order by statement";

    /// <inheritdoc/>
    public IReadOnlyList<ListedRun> Runs(RunFilter filter)
    {
        ledger.Flush();
        return ledger.Read(c => c.Rows(RunSql.Of(filter), Records.Run, RunSql.Values(filter)).ConvertAll(run => Listed(c, run)));
    }

    /// <inheritdoc/>
    public IReadOnlyList<StatementDetail> Statements(long run)
    {
        ledger.Flush();
        return ledger.Read(c =>
        {
            var records = c.Rows($"{Records.Statements} where s.run = $1 order by s.statement", Records.Statement, run);
            var rest = c.Rows("""
                select s.statement, s.started, s.finished, s.creates, s.notes, (select count(*) from calls_made m where m.statement = s.id)
                from statements s where s.run = $1
                """, row => (Number: row.GetInt64(0), Started: LedgerTime.From(row.GetInt64(1)), Finished: Time(row, 2),
                    Creates: Texts(row, 3), Notes: Texts(row, 4), Calls: row.GetInt64(5)), run).ToDictionary(s => s.Number);
            return records.ConvertAll(r => rest[r.Start.Number] is var s
                ? new StatementDetail(r, s.Started, s.Finished, s.Calls, s.Creates, s.Notes) : null!);
        });
    }

    /// <inheritdoc/>
    public IReadOnlyList<RouteCount> Routes(long run)
    {
        ledger.Flush();
        return ledger.Read(c => c.Rows($"""
            select connection, method, route, count(*), sum(status = 0 or status >= 400), sum(milliseconds)
            from calls_made where statement in (select id from statements where run = $1)
            group by connection, method, route order by count(*) desc, route limit {MostReasons}
            """, row => new RouteCount(row.GetString(0), row.GetString(1), row.GetString(2), row.GetInt64(3), row.GetInt64(4),
            row.GetInt64(5)), run));
    }

    /// <inheritdoc/>
    public ChangePage Changes(ChangeFilter filter)
    {
        var (rows, looked, last) = (new List<ChangedRow>(), 0, filter.After);
        foreach (var (_, statement) in ledger.Read(c => c.Rows(OfRun, Numbers, filter.Run)))
        {
            if ((filter.Statement is { } one && one != statement) || statement < (filter.After?.Statement ?? 0)) continue;
            var start = filter.After is { } after && after.Statement == statement ? after : new ChangePlace(statement, 0, 0);
            foreach (var call in PlannedCalls.Read(ledger, filter.Run, statement, start.Call))
            {
                var index = 0;
                if (filter.Text is { } text && call.Number > start.Call && !MayHave(call, text))
                {
                    if (looked++ >= MostLooked) return new ChangePage(rows, last);
                    last = new ChangePlace(statement, call.Number, int.MaxValue);
                    continue;
                }
                foreach (var change in LedgerChanges.Of(call))
                {
                    index++;
                    if (call.Number == start.Call && index <= start.Index) continue;
                    if (rows.Count >= filter.Count || looked++ >= MostLooked) return new ChangePage(rows, last);
                    last = new ChangePlace(statement, call.Number, index);
                    if (ledger.Guard(() => Shown(change, filter)) is { } shown) rows.Add(shown);
                }
            }
        }
        return new ChangePage(rows, null);
    }

    /// <inheritdoc/>
    public RowPage<MadeCall> Calls(CallFilter filter)
    {
        ledger.Flush();
        const string asked = "($2 = '' or instr(lower(route), lower($2)) > 0) and ($3 = 0 or status = 0 or status >= 400)";
        return Page(filter.Run, filter.From, filter.Count, "calls_made", asked,
            "at, connection, method, route, status, milliseconds, bytes_sent + bytes_received, attempt - 1", "id",
            (number, row) => new MadeCall(number, LedgerTime.From(row.GetInt64(0)), row.GetString(1), row.GetString(2), row.GetString(3),
                row.GetInt64(4), row.GetInt64(5), row.GetInt64(6), row.GetInt64(7)),
            null, filter.Text ?? "", filter.OnlyFailed ? 1 : 0);
    }

    /// <inheritdoc/>
    public RowPage<RefusedRow> Rejects(RejectFilter filter) => Page(filter.Run, filter.From, filter.Count, "rejects",
        """($2 is null or reason = $2) and ($3 = '' or instr(lower("values"), lower($3)) > 0)""",
        """row, source_row, "values", code, reason, remedy""", "row",
        (number, row) => new RefusedRow(number, row.GetInt64(0), row.IsDBNull(1) ? null : row.GetInt64(1), row.GetString(2),
            Text(row, 3), row.GetString(4), Text(row, 5)),
        filter.Statement, filter.Reason, filter.Text ?? "");

    /// <inheritdoc/>
    public IReadOnlyList<RejectGroup> RejectGroups(long run) => ledger.Read(c => c.Rows($"""
        select coalesce(code, ''), reason, coalesce(remedy, ''), count(*)
        from rejects where statement in (select id from statements where run = $1)
        group by 1, 2, 3 order by count(*) desc, 2 limit {MostReasons}
        """, row => new RejectGroup(row.GetString(0), row.GetString(1), row.GetString(2), row.GetInt64(3)), run));

    /// <inheritdoc/>
    public RowPage<PartnerlessRow> Unmatched(long run, long from, int count) => Page(run, from, count,
        "(select u.*, j.source, j.target, j.\"by\" from unmatched u join unmatched_joins j"
        + " on j.statement = u.statement and j.number = u.number)", "true",
        """source, target, "by", row, "values", near""", "number, row",
        (number, row) => new PartnerlessRow(number, row.GetString(0), row.GetString(1), row.GetString(2), row.GetInt64(3),
            row.GetString(4), row.GetBoolean(5)), null);

    /// <inheritdoc/>
    public RowPage<LeftRow> Left(long run, long from, int count) => Page(run, from, count, "left_rows", "true",
        """row, "values", reason""", "row",
        (number, row) => new LeftRow(number, row.GetInt64(0), row.GetString(1), row.GetString(2)), null);

    /// <summary>Rows of a table, statement by statement: so each is found by its index, in its order.</summary>
    RowPage<T> Page<T>(
        long run, long from, int count, string table, string asked, string columns, string order, Func<long, SqliteDataReader, T> make,
        long? statement, params object?[] values) => ledger.Read(c =>
    {
        var (rows, total) = (new List<T>(), 0L);
        foreach (var (id, number) in c.Rows(OfRun, Numbers, run).Where(s => statement is null || s.Number == statement))
        {
            var its = c.Number($"select count(*) from {table} where statement = $1 and {asked}", [id, .. values]);
            var skipped = Math.Max(0, from - total);
            total += its;
            if (skipped >= its || rows.Count >= count) continue;
            var (limit, offset) = (values.Length + 2, values.Length + 3);
            var sql = FormattableString.Invariant(
                $"select {columns} from {table} where statement = $1 and {asked} order by {order} limit ${limit} offset ${offset}");
            rows.AddRange(c.Rows(sql, row => make(number, row), [id, .. values, count - rows.Count, skipped]));
        }
        return new RowPage<T>(rows, total);
    });

    /// <summary>A run as it is listed; that of one that has ended is counted once.</summary>
    ListedRun Listed(LedgerConnection c, RunRecord run) => run.Finished is null ? Count(c, run)
        : ledger.Counted.GetOrAdd((run.Number, run.Finished.Value), _ => Count(c, run)) with { Run = run };

    static ListedRun Count(LedgerConnection c, RunRecord run)
    {
        var targets = c.Rows("select distinct target from statements where run = $1 and target is not null", row => row.GetString(0),
            run.Number);
        var books = c.Rows($"select {Records.BookColumns} from books where run = $1", Records.Books, run.Number);
        var sum = new Books(books.Sum(b => b.Read), books.Sum(b => b.Changed), books.Sum(b => b.Unchanged), books.Sum(b => b.Rejected));
        var calls = c.Number("select count(*) from calls_made where statement in (select id from statements where run = $1)", run.Number);
        return new ListedRun(run, targets, books.Count, sum, calls);
    }

    static ChangedRow? Shown(in LedgerChange change, ChangeFilter filter)
    {
        if (filter.Operation is { } wanted && wanted != change.Operation.ToWord()) return null;
        var shown = LedgerChanges.Shown(change);
        return filter.Text is not { } text || Has(shown.Old, text) || Has(shown.New, text) ? shown : null;
    }

    /// <summary>Whether a call can have a text: its bytes tell, where JSON writes the text as it is.</summary>
    static bool MayHave(LedgerCall call, string text) =>
        !text.All(c => char.IsAsciiLetterOrDigit(c) || c is ' ' or '.' or '@' or '-' or '_')
        || Encoding.UTF8.GetString(call.Content.Span).Contains(text, StringComparison.OrdinalIgnoreCase);

    static bool Has(string? row, string text) =>
        row is not null && LedgerJson.Values(row).Any(v => v?.Contains(text, StringComparison.OrdinalIgnoreCase) == true);

    static (long Id, long Number) Numbers(SqliteDataReader row) => (row.GetInt64(0), row.GetInt64(1));

    static DateTimeOffset? Time(SqliteDataReader row, int column) => row.IsDBNull(column) ? null : LedgerTime.From(row.GetInt64(column));

    static IReadOnlyList<string> Texts(SqliteDataReader row, int column) =>
        row.IsDBNull(column) ? [] : LedgerJson.Texts(row.GetString(column));

    static string Text(SqliteDataReader row, int column) => row.IsDBNull(column) ? "" : row.GetString(column);
}
