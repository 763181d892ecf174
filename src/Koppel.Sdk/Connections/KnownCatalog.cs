using Koppel.Sdk.Schema;

namespace Koppel.Sdk.Connections;

/// <summary>What an open connection knows of its tables without a call to its remote system.</summary>
/// <param name="Tables">The tables.</param>
/// <param name="AreAll">There are no others: a name that is not among them is wrong.</param>
public sealed record KnownCatalog(IReadOnlyList<KnownTable> Tables, bool AreAll)
{
    /// <summary>Nothing is known.</summary>
    public static KnownCatalog Nothing { get; } = new([], AreAll: false);

    /// <summary>Whether a name may be that of a table that is not among them.</summary>
    /// <param name="name">The name.</param>
    public bool MayHave(string name) =>
        !AreAll || OpenPrefixes.Any(p => name.StartsWith(p, StringComparison.OrdinalIgnoreCase)) || Find(name) is not null;

    /// <summary>How names begin of which there may be others, although all else is known; none by default.</summary>
    public IReadOnlyList<string> OpenPrefixes { get; init; } = [];

    /// <summary>The table of that name or synonym, without regard to case, or null.</summary>
    public KnownTable? Find(string name) => Tables.FirstOrDefault(t => t.Schema.IsNamed(name));
}

/// <summary>A table of which something is known without a call.</summary>
/// <param name="Schema">Its name and the columns that are known.</param>
/// <param name="HasAllColumns">There are no other columns: a name that is not among them is wrong.</param>
public sealed record KnownTable(TableSchema Schema, bool HasAllColumns)
{
    /// <summary>Texts that a column is known to have, such as the names of tags, by column; a column that is not here has none.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Values { get; init; } = new Dictionary<string, IReadOnlyList<string>>();
}
