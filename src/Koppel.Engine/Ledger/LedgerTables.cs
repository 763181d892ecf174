using Koppel.Sdk.Schema;

namespace Koppel.Engine.Ledger;

/// <summary>A table of the ledger as SQL sees it.</summary>
/// <param name="Schema">Name and columns.</param>
/// <param name="From">Where its rows are in the file.</param>
/// <param name="Expressions">For each column, what it is made of.</param>
internal sealed record LedgerTableDeclaration(TableSchema Schema, string From, IReadOnlyList<string> Expressions);

/// <summary>The tables of the ledger that can be queried.</summary>
internal static class LedgerTables
{
    /// <summary>By which all of them are filtered.</summary>
    public const string Run = "run";

    static readonly LedgerTableDeclaration Runs = Table("runs", "The runs of scripts.",
        "(select r.*, (select count(*) from statements s where s.run = r.run) as statements,"
        + " coalesce(sum(b.read), 0) as read, coalesce(sum(b.changed), 0) as changed, coalesce(sum(b.unchanged), 0) as unchanged,"
        + " coalesce(sum(b.rejected), 0) as rejected, coalesce(sum(b.not_sent), 0) as not_sent"
        + " from runs r left join books b on b.run = r.run group by r.run) t",
        (Key(Run), "t.run"),
        (Column.Timestamp("started"), "t.started"),
        (Column.Timestamp("finished"), "t.finished"),
        (Column.Text("status"), "status_of(t.run, t.status)"),
        (Column.Text("script") with { Description = "The file, or the text where it came from none." }, "coalesce(t.file, t.script)"),
        (Column.BigInt("statements"), "t.statements"),
        (Column.BigInt("read"), "t.read"),
        (Column.BigInt("changed"), "t.changed"),
        (Column.BigInt("unchanged"), "t.unchanged"),
        (Column.BigInt("rejected"), "t.rejected"),
        (Column.BigInt("not_sent"), "t.not_sent"),
        (Column.Text("user") with { Description = "Who began it." }, "t.user"),
        (Column.Text("door") with { Description = "Through which door it came: cli, ui, job or api." }, "t.door"));

    static readonly LedgerTableDeclaration Statements = Table("statements", "The statements of runs.",
        "(select s.*, b.changed, b.rejected, b.not_sent, b.read as rows_read, b.unchanged as rows_unchanged,"
        + " (select coalesce(sum(u.count), 0) from unmatched_joins u where u.statement = s.id) as unmatched from statements s join books "
        + "b on b.id = s.id) t",
        (Key(Run) with { References = "runs" }, "t.run"),
        (Key("statement"), "t.statement"),
        (Column.Text("target"), "t.target"),
        (Column.Text("status"),
            "case when t.status = 'completed' and t.rejected > 0 then 'completed with rejects' else status_of(t.run, t.status) end"),
        (Column.BigInt("read"), "t.rows_read"),
        (Column.BigInt("changed"), "t.changed"),
        (Column.BigInt("unchanged"), "t.rows_unchanged"),
        (Column.BigInt("rejected"), "t.rejected"),
        (Column.BigInt("not_sent"), "t.not_sent"),
        (Column.BigInt("unmatched") with { Description =
            "Rows of its sources that found no partner, at each join; they are not among those read." }, "t.unmatched"),
        (Column.Text("text"), "t.text"),
        (Column.Text("fault") with { Description = "Why it failed." }, "t.fault"));

    static readonly LedgerTableDeclaration Calls = Table("calls", "The calls that were made, reads included.",
        "(select c.*, s.run, s.statement as number from calls_made c join statements s on s.id = c.statement) t",
        (Key(Run) with { References = "runs" }, "t.run"),
        (Column.BigInt("statement"), "t.number"),
        (Column.Timestamp("time"), "t.at"),
        (Column.Text("method"), "t.method"),
        (Column.Text("route"), "t.route"),
        (Column.BigInt("status") with { Description = "The HTTP status, or 0 when no answer came." }, "t.status"),
        (Column.BigInt("milliseconds"), "t.milliseconds"),
        (Column.BigInt("bytes") with { Description = "Of both bodies together." }, "t.bytes_sent + t.bytes_received"),
        (Column.BigInt("retries") with { Description = "How often it had been tried before." }, "t.attempt - 1"));

    static readonly LedgerTableDeclaration Rejects = Table("rejects", "The rows that were not accepted.",
        "(select r.*, s.run, s.statement as number from rejects r join statements s on s.id = r.statement) t",
        (Key(Run) with { References = "runs" }, "t.run"),
        (Key("statement"), "t.number"),
        (Key("row") with { Description = "The row's number in the source, from 1." }, "t.row"),
        (Column.BigInt("source_row") with { Description =
            "The row's number in the Excel sheet that it comes from; null when it is not known." }, "t.source_row"),
        (new Column("source", ColumnKind.Json) { Description = "The row's values by column." }, "t.\"values\""),
        (Column.Text("code") with { Description = "Why, as a word for programs, such as address-invalid." }, "t.code"),
        (Column.Text("reason") with { Description = "Why." }, "t.reason"),
        (Column.Text("remedy") with { Description = "What to do." }, "t.remedy"));

    static readonly LedgerTableDeclaration Left = Table("left", "The rows that a load left as they are, although it speaks of them.",
        "(select r.*, s.run, s.statement as number from left_rows r join statements s on s.id = r.statement) t",
        (Key(Run) with { References = "runs" }, "t.run"),
        (Key("statement"), "t.number"),
        (Key("row") with { Description = "The row's number in the load, from 1." }, "t.row"),
        (new Column("values", ColumnKind.Json) { Description = "The row's values by column." }, "t.\"values\""),
        (Column.Text("reason"), "t.reason"));

    static readonly LedgerTableDeclaration Unmatched =
        Table("unmatched", "The rows of sources that found no partner in a join, and so never became rows of the load.",
        "(select u.*, j.source, j.target, j.\"by\", s.run, s.statement as load from unmatched u"
        + " join unmatched_joins j on j.statement = u.statement and j.number = u.number join statements s on s.id = u.statement) t",
        (Key(Run) with { References = "runs" }, "t.run"),
        (Key("statement"), "t.load"),
        (Column.Text("source"), "t.source"),
        (Column.Text("target") with { Description = "The table that has no partner for the row." }, "t.target"),
        (Column.Text("key") with { Description = "What was compared, such as email." }, "t.\"by\""),
        (Key("row") with { Description = "The row's number in the source, from 1." }, "t.row"),
        (new Column("values", ColumnKind.Json) { Description = "The row's values by column." }, "t.\"values\""),
        (Column.Boolean("near") with { Description = "It would have a partner if case, and blanks around a text, did not count." },
            "t.near"));

    /// <summary>All of them that the file itself answers.</summary>
    public static IReadOnlyList<LedgerTableDeclaration> All { get; } = [Runs, Statements, Calls, Rejects, Unmatched, Left];

    static Column Key(string name) => Column.BigInt(name) with { IsKey = true };

    static LedgerTableDeclaration Table(
        string name, string description, string from, params (Column Column, string Expression)[] columns) => new(
        new TableSchema(name, [.. columns.Select(c => c.Column with { ReadOnly = true })]) { Description = description },
        from,
        [.. columns.Select(c => c.Expression)]);
}
