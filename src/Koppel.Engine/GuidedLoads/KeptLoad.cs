namespace Koppel.Engine.GuidedLoads;

/// <summary>A mapping that is kept under a name, with the source for which it was made.</summary>
/// <param name="Mapping">The mapping.</param>
public sealed record KeptLoad(LoadMapping Mapping)
{
    /// <summary>The source; null when none is kept.</summary>
    public KeptSource? Source { get; init; }
}

/// <summary>The source of a mapping that is kept: a file, a table or a query.</summary>
public sealed record KeptSource
{
    /// <summary>The path of a file, relative to the configuration's folder; null for no file of the user's own.</summary>
    public string? Path { get; init; }

    /// <summary>The name of a file that was uploaded, and is not there any more; null for none.</summary>
    public string? Uploaded { get; init; }

    /// <summary>A connection, with a <see cref="Table"/>, or null.</summary>
    public string? Connection { get; init; }

    /// <summary>A table of it, or null.</summary>
    public string? Table { get; init; }

    /// <summary>A query, or null.</summary>
    public string? Query { get; init; }

    /// <summary>The sheet of a workbook, or null for the first with rows.</summary>
    public string? Sheet { get; init; }

    /// <summary>Settings by name that change how a file is read.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();
}
