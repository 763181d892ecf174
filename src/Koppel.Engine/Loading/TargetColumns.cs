using Koppel.Engine.Sql;
using Koppel.Sdk.Schema;

namespace Koppel.Engine.Loading;

/// <summary>The columns that a load fills.</summary>
internal sealed class TargetColumns(string script, InsertStatement insert)
{
    /// <summary>Those that the statement names, or all that can be written.</summary>
    /// <exception cref="QueryException">A column is not there, cannot be written, is named twice, or one is missing.</exception>
    public IReadOnlyList<Column> Resolve(TableSchema table)
    {
        var writable = table.Columns.Where(c => !c.ReadOnly && !c.Hidden).ToList();
        if (insert.Columns.Count == 0) return writable;
        var columns = new List<Column>();
        foreach (var named in insert.Columns)
        {
            var column = table.Find(named.Name) ?? throw Fault(named, $"{insert.Target.Text} has no column '{named.Name}'. "
                + (Suggestion.For(named.Name, writable.Select(c => c.Name)) is { } near
                    ? $"Did you mean '{near}'?"
                    : $"It can be given: {string.Join(", ", writable.Select(c => c.Name))}."));
            if (column.ReadOnly)
                throw Fault(
                    named, $"Column '{column.Name}' of {insert.Target.Text} is given by the system and cannot be written. Leave it out.");
            if (columns.Contains(column)) throw Fault(named, $"Column '{column.Name}' is named twice. Name it once.");
            columns.Add(column);
        }
        var missing = table.Columns.Where(c => c.Required && !columns.Contains(c)).Select(c => c.Name).ToList();
        return missing.Count == 0 ? columns : throw QueryException.At(script, insert.Target.Start, insert.Target.Length,
            $"{insert.Target.Text} needs {string.Join(" and ", missing)}. Name {(missing.Count == 1 ? "it" : "them")} and give "
                + $"{(missing.Count == 1 ? "it" : "them")} a value.");
    }

    QueryException Fault(NamedColumn named, string message) => QueryException.At(script, named.Start, named.Length, message);
}
