using Koppel.Sdk.Schema;

namespace Koppel.Engine.Ledger;

/// <summary>The tables of the ledger that can be queried.</summary>
internal static class LedgerTables
{
    /// <summary>By which all of them are filtered.</summary>
    public const string Run = "run";

    static readonly TableSchema Runs = Table("runs", "The runs of scripts.",
        Key(Run),
        Column.Timestamp("started"),
        Column.Timestamp("finished"),
        Column.Text("status"),
        Column.Text("script") with { Description = "The file, or the text where it came from none." },
        Column.BigInt("statements"),
        Column.BigInt("read"),
        Column.BigInt("changed"),
        Column.BigInt("unchanged"),
        Column.BigInt("rejected"),
        Column.BigInt("not_sent"),
        Column.Text("user") with { Description = "Who began it." },
        Column.Text("door") with { Description = "Through which door it came: cli, ui, job or api." });

    static readonly TableSchema Statements = Table("statements", "The statements of runs.",
        Key(Run) with { References = "runs" },
        Key("statement"),
        Column.Text("target"),
        Column.Text("status"),
        Column.BigInt("read"),
        Column.BigInt("changed"),
        Column.BigInt("unchanged"),
        Column.BigInt("rejected"),
        Column.BigInt("not_sent"),
        Column.BigInt("unmatched") with
        {
            Description = "Rows of its sources that found no partner, at each join; they are not among those read.",
        },
        Column.Text("text"),
        Column.Text("fault") with { Description = "Why it failed." });

    static readonly TableSchema Calls = Table("calls", "The calls that were made, reads included.",
        Key(Run) with { References = "runs" },
        Column.BigInt("statement"),
        Column.Timestamp("time"),
        Column.Text("method"),
        Column.Text("route"),
        Column.BigInt("status") with { Description = "The HTTP status, or 0 when no answer came." },
        Column.BigInt("milliseconds"),
        Column.BigInt("bytes") with { Description = "Of both bodies together." },
        Column.BigInt("retries") with { Description = "How often it had been tried before." });

    static readonly TableSchema Rejects = Table("rejects", "The rows that were not accepted.",
        Key(Run) with { References = "runs" },
        Key("statement"),
        Key("row") with { Description = "The row's number in the source, from 1." },
        Column.BigInt("source_row") with
        {
            Description = "The row's number in the Excel sheet that it comes from; null when it is not known.",
        },
        new Column("source", ColumnKind.Json) { Description = "The row's values by column." },
        Column.Text("code") with { Description = "Why, as a word for programs, such as address-invalid." },
        Column.Text("reason") with { Description = "Why." },
        Column.Text("remedy") with { Description = "What to do." });

    static readonly TableSchema Left = Table("left", "The rows that a load left as they are, although it speaks of them.",
        Key(Run) with { References = "runs" },
        Key("statement"),
        Key("row") with { Description = "The row's number in the load, from 1." },
        new Column("values", ColumnKind.Json) { Description = "The row's values by column." },
        Column.Text("reason"));

    static readonly TableSchema Unmatched = Table("unmatched",
        "The rows of sources that found no partner in a join, and so never became rows of the load.",
        Key(Run) with { References = "runs" },
        Key("statement"),
        Column.Text("source"),
        Column.Text("target") with { Description = "The table that has no partner for the row." },
        Column.Text("key") with { Description = "What was compared, such as email." },
        Key("row") with { Description = "The row's number in the source, from 1." },
        new Column("values", ColumnKind.Json) { Description = "The row's values by column." },
        Column.Boolean("near") with { Description = "It would have a partner if case, and blanks around a text, did not count." });

    /// <summary>All of them whose rows the ledger keeps as they are shown.</summary>
    public static IReadOnlyList<TableSchema> All { get; } = [Runs, Statements, Calls, Rejects, Unmatched, Left];

    static Column Key(string name) => Column.BigInt(name) with { IsKey = true };

    static TableSchema Table(string name, string description, params IReadOnlyList<Column> columns) =>
        new(name, [.. columns.Select(c => c with { ReadOnly = true })]) { Description = description };
}
