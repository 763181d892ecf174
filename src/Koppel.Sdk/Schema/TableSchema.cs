namespace Koppel.Sdk.Schema;

/// <summary>A table's name and columns.</summary>
/// <param name="Name">The name as the remote system writes it.</param>
/// <param name="Columns">The columns in their natural order.</param>
public sealed record TableSchema(string Name, IReadOnlyList<Column> Columns)
{
    /// <summary>Other names under which the table can be addressed.</summary>
    public IReadOnlyList<string> Synonyms { get; init; } = [];

    /// <summary>One sentence for a reader of the data model.</summary>
    public string Description { get; init; } = "";

    /// <summary>Columns by which a row that was inserted is found again; empty when there are none.</summary>
    public IReadOnlyList<string> Identity { get; init; } = [];

    /// <summary>
    /// Columns by which the system itself finds out whether an inserted row is there, and changes it then; empty when it cannot.
    /// </summary>
    public IReadOnlyList<string> UpsertKeys { get; init; } = [];

    /// <summary>What an inserted row gets in columns to which it gives nothing, as text, by column.</summary>
    public IReadOnlyDictionary<string, string> Defaults { get; init; } = new Dictionary<string, string>();

    /// <summary>
    /// The column that tells whose values the rows are, where a row is there only while it has any, such as the address of the contact for
    /// values of its fields: a missing row says that there is no value, and an update gives it some. The default is null: a missing row is
    /// none, and cannot be changed.
    /// </summary>
    public string? ValuesOf { get; init; }

    /// <summary>What can be done with the table, beside reading it.</summary>
    public TableVerbs Verbs { get; init; } = TableVerbs.Select;

    /// <summary>Why the rows cannot be listed, and how they are found; null when they can.</summary>
    public string? Unlisted { get; init; }

    /// <summary>
    /// Why the system cannot do a thing with rows, and the way round, as sentences; what is not here has no more reason than that it has no
    /// call.
    /// </summary>
    public IReadOnlyDictionary<WriteOperation, string> Refusals { get; init; } = new Dictionary<WriteOperation, string>();

    /// <summary>A row only says which rows of other tables belong together: it can be removed and put back at will.</summary>
    public bool IsLink => Identity.Count > 0 && Identity.All(i => Find(i)?.References is not null);

    /// <summary>
    /// The hidden column that tells a row's number in the file that it comes from, or null when there is none. A load tells its rejects by
    /// it.
    /// </summary>
    public string? RowNumbers { get; init; }

    /// <summary>Where the table lies in its file, or null when that is not known.</summary>
    public FileRegion? Region { get; init; }

    /// <summary>The column of that name, without regard to case, or null.</summary>
    public Column? Find(string name) => Columns.FirstOrDefault(c => string.Equals(c.Name, name, StringComparison.OrdinalIgnoreCase));

    /// <summary>Whether <paramref name="name"/> is the table's name or a synonym, without regard to case.</summary>
    public bool IsNamed(string name) =>
        string.Equals(Name, name, StringComparison.OrdinalIgnoreCase) || Synonyms.Contains(name, StringComparer.OrdinalIgnoreCase);
}

/// <summary>What can be done with a table.</summary>
[Flags]
public enum TableVerbs
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Rows can be read.</summary>
    Select = 1,

    /// <summary>Rows can be added.</summary>
    Insert = 2,

    /// <summary>Rows can be changed.</summary>
    Update = 4,

    /// <summary>Rows can be removed.</summary>
    Delete = 8,

    /// <summary>Rows that were removed can be brought back as they were, by their keys, as long as the system keeps them.</summary>
    Restore = 16,
}
