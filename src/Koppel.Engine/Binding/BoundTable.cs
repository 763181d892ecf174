using Koppel.Engine.Sql;
using Koppel.Sdk.Reading;
using Koppel.Sdk.Schema;

namespace Koppel.Engine.Binding;

/// <summary>A connector's table in a statement.</summary>
/// <param name="Connection">The connection's name.</param>
/// <param name="Table">The table.</param>
/// <param name="WrittenNames">The names, synonyms included, under which the statement speaks of it.</param>
/// <param name="Shown">The columns that the statement can speak of: all but the hidden ones whose name stands nowhere in it.</param>
internal sealed record BoundTable(string Connection, IScanTable Table, IReadOnlyList<string> WrittenNames, IReadOnlyList<Column> Shown)
{
    /// <summary>The table, such as <c>contacts@ac</c>.</summary>
    public string Reference => Names.Reference(Table.Schema.Name, Connection);

    /// <summary>The names of the columns that a star gives.</summary>
    public IReadOnlyList<string> Visible => [.. Shown.Where(c => !c.Hidden).Select(c => c.Name)];

    /// <summary>The names of the columns that only come when they are named; none when the statement names none of them.</summary>
    public IReadOnlyList<string> Hidden =>
        Shown.Any(c => c.Hidden) ? [.. Table.Schema.Columns.Where(c => c is { Hidden: true, WriteOnly: false }).Select(c => c.Name)] : [];
}
