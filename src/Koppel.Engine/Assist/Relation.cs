using Koppel.Sdk.Schema;

namespace Koppel.Engine.Assist;

/// <summary>Something with columns that a statement speaks of: a table of a connection or of the session, a with, a query.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Connection">Its connection; null for what has none, such as a with.</param>
/// <param name="Columns">The columns that are known.</param>
/// <param name="IsWhole">There are no others.</param>
internal sealed record Relation(string Name, string? Connection, IReadOnlyList<RelationColumn> Columns, bool IsWhole)
{
    /// <summary>The table as its connection describes it, or null.</summary>
    public TableSchema? Schema { get; init; }
}

/// <summary>A column of a relation.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its type in SQL; empty when it is not known.</param>
internal sealed record RelationColumn(string Name, string Type)
{
    /// <summary>The column as its connection describes it, or null.</summary>
    public Column? Its { get; init; }

    /// <summary>The table that it comes from, such as <c>contacts@ac</c>; empty when it is made.</summary>
    public string Of { get; init; } = "";

    /// <summary>Texts that it is known to have.</summary>
    public IReadOnlyList<string> Values { get; init; } = [];
}

/// <summary>A relation as one block of a statement speaks of it.</summary>
/// <param name="Alias">The name before a dot.</param>
/// <param name="Of">What it is; null when it is not known.</param>
/// <param name="Depth">How many blocks further out it stands than the cursor.</param>
internal sealed record SourceUse(string Alias, Relation? Of, int Depth);
