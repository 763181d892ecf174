namespace Koppel.Engine.Sql.HiddenColumns;

/// <summary>One <c>select … from …</c> of a statement, whichever of the two words comes first or is left out.</summary>
/// <param name="outer">The one within which it stands, whose tables it sees too; null for the outermost.</param>
internal sealed class QueryBlock(QueryBlock? outer)
{
    /// <summary>The one within which it stands, or null.</summary>
    public QueryBlock? Outer => outer;

    /// <summary>The positions of its words; those of queries within it belong to these.</summary>
    public List<int> Words { get; } = [];

    /// <summary>The tables with hidden columns behind its <c>from</c>.</summary>
    public List<BlockTable> Tables { get; } = [];
}

/// <summary>A table with hidden columns at a place of a statement.</summary>
/// <param name="Table">The table.</param>
/// <param name="First">Its first word.</param>
/// <param name="Last">Its last word: the table's name.</param>
/// <param name="Alias">What the statement calls it there, or null.</param>
internal sealed record BlockTable(HiddenTable Table, int First, int Last, string? Alias)
{
    /// <summary>The hidden columns that the statement names of it.</summary>
    public HashSet<string> Named { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>How a column of it is called, before its name.</summary>
    /// <param name="written">The table's name as it is written.</param>
    public string Qualifier(string written) => SqlText.Identifier(Alias ?? written);
}
