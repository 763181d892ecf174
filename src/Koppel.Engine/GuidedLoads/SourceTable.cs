using Koppel.Engine.Sql;

namespace Koppel.Engine.GuidedLoads;

/// <summary>Where the rows of a guided load come from, as SQL names it.</summary>
/// <param name="From">What stands behind <c>from</c>, such as <c>"Customers"@january</c> or a query in parentheses.</param>
public sealed record SourceTable(string From)
{
    /// <summary>The hidden column with the row's number in its file; null when there is none.</summary>
    public string? RowNumbers { get; init; }

    /// <summary>What it is called in words for a reader, such as <c>sheet Customers of January.xlsx</c>.</summary>
    public string Title { get; init; } = "";

    /// <summary>A table of a connection.</summary>
    /// <param name="table">The table's name.</param>
    /// <param name="connection">The connection's name.</param>
    public static SourceTable Of(string table, string connection) => new($"{Name(table)}@{Name(connection)}");

    /// <summary>A query.</summary>
    /// <param name="sql">The query, without a semicolon.</param>
    public static SourceTable Of(string sql) => new($"(\n{sql}\n)");

    /// <summary>A name that is more than a word stands in double quotes.</summary>
    internal static string Name(string name) =>
        name.Length > 0 && (char.IsAsciiLetter(name[0]) || name[0] == '_') && name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_')
            ? name : SqlText.Identifier(name);
}
