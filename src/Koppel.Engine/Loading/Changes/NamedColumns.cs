using Koppel.Engine.Sql;
using Koppel.Sdk.Schema;

namespace Koppel.Engine.Loading.Changes;

/// <summary>Finds the columns that a change names, and says what is wrong with one.</summary>
/// <param name="script">The script, for positions.</param>
/// <param name="table">The target as the user wrote it.</param>
/// <param name="target">Its columns.</param>
internal sealed class NamedColumns(string script, TableReference table, TableSchema target)
{
    /// <summary>A column of the target.</summary>
    /// <exception cref="QueryException">It has no such column.</exception>
    public Column Find(NamedColumn named) => target.Find(named.Name)
        ?? throw Missing(named, target.Columns, $"It has: {string.Join(", ", target.Columns.Where(c => !c.Hidden).Select(c => c.Name))}.");

    /// <summary>A column to which an update gives a value.</summary>
    /// <param name="named">The column.</param>
    /// <param name="before">Those that the update names before it.</param>
    /// <exception cref="QueryException">It is not there, or cannot be changed.</exception>
    public Column ForUpdate(NamedColumn named, IReadOnlyCollection<Column> before)
    {
        var column = Given(named, target.Writable.Where(c => !c.IsKey));
        if (column.IsKey)
            throw Fault(named,
                $"Column '{column.Name}' is the key of {table.Text}: it tells which row is meant and cannot be changed. Delete the row "
                    + $"and insert another.");
        if (column.InsertOnly)
            throw Fault(named,
                $"Column '{column.Name}' of {table.Text} is given to a new row and cannot be changed. "
                    + $"{(target.Verbs.HasFlag(TableVerbs.Delete) ? "Delete the row and insert another." : "Leave it out.")}");
        return Once(named, column, before);
    }

    /// <summary>A column to which an insert gives a value.</summary>
    /// <param name="named">The column.</param>
    /// <param name="before">Those that the insert names before it.</param>
    /// <exception cref="QueryException">It is not there, or cannot be written.</exception>
    public Column ForInsert(NamedColumn named, IReadOnlyCollection<Column> before)
    {
        var column = Once(named, Given(named, target.Writable), before);
        return column.UpdateOnly
            ? throw Fault(named,
                $"Column '{column.Name}' of {table.Text} cannot be given to a new row. Insert the row without it and update it then.")
            : column;
    }

    /// <summary>A column by which rows are found that the source has too.</summary>
    /// <param name="named">What is named.</param>
    /// <param name="given">Names of the source's columns.</param>
    /// <exception cref="QueryException">It is not there, or cannot be read.</exception>
    public Column ToFind(NamedColumn named, IReadOnlyList<string> given)
    {
        var column = Find(named);
        if (!given.Contains(named.Name, StringComparer.OrdinalIgnoreCase))
            throw Fault(named, $"The source has no column '{named.Name}'. It has: {string.Join(", ", given)}.");
        return column.WriteOnly
            ? throw Fault(named, $"Column '{column.Name}' of {table.Text} cannot be read, so that no row is found by it.")
            : column;
    }

    /// <summary>What an inserted row must have and is not given, as words; null when nothing is missing.</summary>
    public string? MissingToInsert(IReadOnlyCollection<Column> given)
    {
        var missing = target.Columns.Where(c => c.Required && !given.Contains(c)).Select(c => c.Name).ToList();
        return missing.Count == 0 ? null : string.Join(" and ", missing);
    }

    /// <summary>Sentences on the source's columns that go nowhere.</summary>
    /// <param name="given">Names of the source's columns.</param>
    /// <param name="identifying">Those that tell which row is meant.</param>
    public IEnumerable<string> Unwritten(IReadOnlyList<string> given, IReadOnlyCollection<Column> identifying)
    {
        var unknown = given.Where(g => target.Find(g) is null).ToList();
        if (unknown.Count > 0) yield return $"{table.Text} has no column of the name, so that it is left out: {string.Join(", ", unknown)}";
        var readOnly = given.Where(g => target.Find(g) is { ReadOnly: true } column && !identifying.Contains(column)).ToList();
        if (readOnly.Count > 0) yield return $"{table.Text} gives it by itself, so that it is left out: {string.Join(", ", readOnly)}";
    }

    Column Given(NamedColumn named, IEnumerable<Column> writable) =>
        target.Find(named.Name) ?? throw Missing(named, writable, $"It can be given: {string.Join(", ", writable.Select(c => c.Name))}.");

    Column Once(NamedColumn named, Column column, IReadOnlyCollection<Column> before)
    {
        if (column.ReadOnly)
            throw Fault(named, $"Column '{column.Name}' of {table.Text} is given by the system and cannot be written. Leave it out.");
        return before.Contains(column) ? throw Fault(named, $"Column '{column.Name}' is named twice. Name it once.") : column;
    }

    QueryException Missing(NamedColumn named, IEnumerable<Column> near, string otherwise) => Fault(
        named,
        $"{table.Text} has no column '{named.Name}'. "
            + $"{(Suggestion.For(named.Name, near.Select(c => c.Name)) is { } name ? $"Did you mean '{name}'?" : otherwise)}");

    QueryException Fault(NamedColumn named, string message) => QueryException.At(script, named, message);
}
