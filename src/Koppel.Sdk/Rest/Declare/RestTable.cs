using Koppel.Sdk.Rest.Read;
using Koppel.Sdk.Schema;

namespace Koppel.Sdk.Rest.Declare;

/// <summary>
/// A table of a REST API, declared: what <see cref="RestSource"/> runs, <c>describe</c> shows and the conformance tests go through.
/// A verb that is not declared is refused.
/// </summary>
/// <param name="Name">The table's name as the API writes it; in an answer, the list of rows stands under it.</param>
/// <param name="Item">
/// What the API calls one row: the envelope of a single row in requests and answers; empty where a row has none.
/// </param>
public sealed record RestTable(string Name, string Item = "")
{
    /// <summary>One sentence for a reader of the data model.</summary>
    public string Description { get; init; } = "";

    /// <summary>Other names under which the table can be addressed.</summary>
    public IReadOnlyList<string> Synonyms { get; init; } = [];

    /// <summary>The columns; the first key column identifies a row.</summary>
    public required IReadOnlyList<Column> Columns { get; init; }

    /// <summary>The path that lists the rows, behind the API's base path.</summary>
    public required string Path { get; init; }

    /// <summary>
    /// Where the rows stand in an answer, a name or a path; empty where the answer is the list itself. The default is the table's name.
    /// </summary>
    public string List { get => field ?? Name; init; }

    /// <summary>
    /// The list that <see cref="Path"/> gives page by page, where this table's rows stand beside it in the same answers; otherwise null.
    /// </summary>
    public string? Beside { get; init; }

    /// <summary>
    /// Why the rows cannot be listed, as a sentence that says what to do; null when they can. They can then be looked up by a filter only.
    /// </summary>
    public string? Unlisted { get; init; }

    /// <summary>
    /// What it means when the list is answered 400 while no condition was asked for, as a sentence that says what to do; null when nothing
    /// is known of it. Some accounts list such rows, and others want a condition.
    /// </summary>
    public string? WhenListRefused { get; init; }

    /// <summary>How the list is cut into pages.</summary>
    public required Paging Paging { get; init; }

    /// <summary>The conditions that the API answers by itself.</summary>
    public IReadOnlyList<Filter> Filters { get; init; } = [];

    /// <summary>
    /// The orders in which the list can be asked for. Only by columns that always have a value, and are ordered by the API as SQL does it:
    /// numbers and times.
    /// </summary>
    public IReadOnlyList<RowOrder> Orders { get; init; } = [];

    /// <summary>Columns whose values stand in another list of the same answer.</summary>
    public IReadOnlyList<Sideload> Sideloads { get; init; } = [];

    /// <summary>Columns that only the list gives, and only when a parameter asks for them.</summary>
    public IReadOnlyList<ListColumn> ListColumns { get; init; } = [];

    /// <summary>How the list is asked for what changed, by which a snapshot is kept fresh, or null.</summary>
    public ChangedSince? Changes { get; init; }

    /// <summary>The call that adds one row, or null.</summary>
    public RowCall? Insert { get; init; }

    /// <summary>The call that changes one row, its key in the path, or null.</summary>
    public RowCall? Update { get; init; }

    /// <summary>The call that removes one row, its key in the path, or null.</summary>
    public RowCall? Delete { get; init; }

    /// <summary>The call that adds many rows, or null. It stands beside <see cref="Insert"/>.</summary>
    public BulkCall? InsertMany { get; init; }

    /// <summary>The call that changes many rows, or null. It stands beside <see cref="Update"/>.</summary>
    public BulkCall? UpdateMany { get; init; }

    /// <summary>The call that removes many rows, or null. It stands beside <see cref="Delete"/>.</summary>
    public BulkCall? DeleteMany { get; init; }

    /// <summary>
    /// The columns by which a row is the same row, compared without case. A row that is there already is not inserted again.
    /// </summary>
    public IReadOnlyList<string> Identity { get; init; } = [];

    /// <summary>Values that an inserted row gets in columns to which the load gives none, by column.</summary>
    public IReadOnlyDictionary<string, string> Defaults { get; init; } = new Dictionary<string, string>();

    /// <summary>Why the API cannot do a thing with rows, and the way round, as sentences by what is not declared.</summary>
    public IReadOnlyDictionary<WriteOperation, string> Refusals { get; init; } = new Dictionary<WriteOperation, string>();

    /// <summary>A way of loading rows that takes fewer calls than one a row, or null.</summary>
    public BulkWriter? Bulk { get; init; }

    /// <summary>The key column.</summary>
    public Column Key => Columns.First(c => c.IsKey);

    /// <summary>What the rest of the product sees of the declaration.</summary>
    public TableSchema Schema => new(Name, Columns)
    {
        Synonyms = Synonyms,
        Description = Description,
        Identity = Identity,
        Defaults = Defaults,
        Refusals = Refusals,
        Unlisted = Unlisted,
        Verbs = TableVerbs.Select
            | (Insert is null && Bulk is null ? 0 : TableVerbs.Insert) | (Update is null ? 0 : TableVerbs.Update) | (Delete is null
                ? 0
                : TableVerbs.Delete),
    };

    /// <summary>The call that writes one row, or null.</summary>
    internal RowCall? CallOf(WriteOperation operation) => operation switch
    {
        WriteOperation.Insert => Insert,
        WriteOperation.Update => Update,
        _ => Delete,
    };

    /// <summary>The call that writes many rows, or null.</summary>
    internal BulkCall? BulkCallOf(WriteOperation operation) => operation switch
    {
        WriteOperation.Insert => InsertMany,
        WriteOperation.Update => UpdateMany,
        _ => DeleteMany,
    };

    /// <summary>All faults of the declaration, as sentences; none when it can be used.</summary>
    public IEnumerable<string> Faults() => TableFaults.Of(this);
}
