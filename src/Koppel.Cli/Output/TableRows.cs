using Koppel.Engine.Binding;
using Koppel.Engine.Statements;

namespace Koppel.Cli.Output;

/// <summary>Tables and their columns as rows.</summary>
static class TableRows
{
    /// <summary>A list of tables.</summary>
    public static RowsResult Of(IReadOnlyList<TableListing> tables) => ModelRows.Of(
        ["connection", "table", "synonyms", "can", "description"],
        tables.Select(t => new[] { t.Connection, t.Name, string.Join(", ", t.Synonyms), t.Can, t.Fault ?? t.Description }));

    /// <summary>The columns of a table.</summary>
    public static RowsResult Of(TableDescription table) => ModelRows.Of(
        ["column", "type", "traits", "description"],
        table.Columns.Select(c => new[] { c.Name, c.Type, string.Join(", ", c.Traits), c.Description }));

    /// <summary>What is to be said of a table beside its columns, line by line.</summary>
    public static IEnumerable<string> About(TableListing table)
    {
        yield return $"{table.Name}@{table.Connection}{(table.Synonyms.Count > 0 ? $", also {string.Join(", ", table.Synonyms)}" : "")}: "
            + $"{table.Can}";
        if (table.Description.Length > 0) yield return table.Description;
        foreach (var note in table.Notes) yield return note;
    }
}
