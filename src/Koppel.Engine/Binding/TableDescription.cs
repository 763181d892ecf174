using Koppel.Sdk.Schema;

namespace Koppel.Engine.Binding;

/// <summary>A table in the list of tables.</summary>
/// <param name="Connection">The connection's name.</param>
/// <param name="Name">The table's name.</param>
/// <param name="Synonyms">Other names of it.</param>
/// <param name="Verbs">What can be done with it.</param>
/// <param name="Description">One sentence, or empty.</param>
public sealed record TableListing(string Connection, string Name, IReadOnlyList<string> Synonyms, TableVerbs Verbs, string Description)
{
    /// <summary>What cannot be done with it, why, and the way round, a sentence or two each.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>Why the connection cannot list its tables; the listing names no table then. Null when it can.</summary>
    public string? Fault { get; init; }

    /// <summary>Where the table lies in its file, or null when that is not known.</summary>
    public FileRegion? Region { get; init; }

    /// <summary>
    /// The hidden column that tells a row's number in the file that it comes from, or null when there is none.
    /// </summary>
    public string? RowNumbers { get; init; }

    /// <summary>What can be done with it, in words of SQL, such as <c>select, insert</c>.</summary>
    public string Can => string.Join(", ", new[] { TableVerbs.Select, TableVerbs.Insert, TableVerbs.Update, TableVerbs.Delete }
        .Where(verb => Verbs.HasFlag(verb)).Select(verb => verb.ToString().ToLowerInvariant()));
}

/// <summary>A table with its columns.</summary>
/// <param name="Table">Name, synonyms, verbs.</param>
/// <param name="Columns">The columns.</param>
public sealed record TableDescription(TableListing Table, IReadOnlyList<ColumnDescription> Columns)
{
    /// <summary>What was found out about the table's file and why, a line each; empty for a table that is no file of text.</summary>
    public IReadOnlyList<string> Findings { get; init; } = [];
}

/// <summary>A column in a table's description.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its type in SQL.</param>
/// <param name="Traits">Words such as <c>key</c>, <c>required</c>, <c>read-only</c>, <c>hidden</c>, <c>contacts</c> (what it refers
/// to).</param>
/// <param name="Description">One line, or empty.</param>
public sealed record ColumnDescription(string Name, string Type, IReadOnlyList<string> Traits, string Description);
