namespace Koppel.Engine.Personal;

/// <summary>A table of the ledger in which a person can be named.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Keys">The columns by which a row is known: whole numbers.</param>
/// <param name="Texts">Its columns of texts.</param>
/// <param name="Values">The column with a row's values by column, as JSON; null for none.</param>
/// <param name="From">Where its rows are, as <c>t</c>, with the statement of each as <c>s</c>.</param>
/// <param name="Source">The table that the values are of, such as <c>Sheet1@crm</c>; null where they are the target's.</param>
internal sealed record LedgerPlace(
    string Name, IReadOnlyList<string> Keys, IReadOnlyList<string> Texts, string? Values, string From, string? Source = null)
{
    /// <summary>The column of notes, a list as JSON.</summary>
    public const string Notes = "notes";

    /// <summary>What calls carry lies packed, and is looked into elsewhere.</summary>
    public static readonly LedgerPlace Payloads = new(
        "payloads", ["call"], [], null, "contents t join calls c on c.id = t.call join statements s on s.id = c.statement");

    /// <summary>All others.</summary>
    public static readonly IReadOnlyList<LedgerPlace> All =
    [
        new("runs", ["run"], ["script", "file", "variables", "command"], null, "runs t left join statements s on 0"),
        new("statements", ["id"], ["text", "target", "fault", "creates", Notes], null, "statements t join statements s on s.id = t.id"),
        new("calls", ["id"], ["route", "token", "created"], null, OfStatement("calls")),
        new("calls_made", ["id"], ["route"], null, OfStatement("calls_made")),
        new("rejects", ["id"], ["reason", "remedy"], "values", OfStatement("rejects")),
        new("left_rows", ["statement", "row"], ["reason"], "values", OfStatement("left_rows")),
        new("unmatched_joins", ["statement", "number"], ["source", "target", "by", "partners"], null, OfStatement("unmatched_joins")),
        new("unmatched", ["statement", "number", "row"], [], "values",
            OfStatement("unmatched") + " join unmatched_joins j on j.statement = t.statement and j.number = t.number", "j.source"),
    ];

    /// <summary>All columns that can name him, the values last.</summary>
    public IReadOnlyList<string> Columns => Values is null ? Texts : [.. Texts, Values];

    /// <summary>The query for its rows: keys, run, statement, connection, table, source, columns.</summary>
    public string Query => $"select {string.Join(", ", Keys.Select(k => $"t.{k}"))}, {(Name == "runs" ? "t.run" : "s.run")}, "
        + $"s.statement, s.connection, s.target_table, {Source ?? "null"}, "
        + $"{string.Join(", ", Columns.Select(c => $"t.\"{c}\""))} from {From}";

    /// <summary>The condition for one of its rows.</summary>
    /// <param name="first">The number of the first parameter.</param>
    public string Where(int first) =>
        string.Join(" and ", Keys.Select((k, i) => FormattableString.Invariant($"{k} = ${first + i}")));

    static string OfStatement(string table) => $"{table} t join statements s on s.id = t.statement";
}
