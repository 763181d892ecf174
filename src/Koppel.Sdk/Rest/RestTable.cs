namespace Koppel.Sdk.Rest;

/// <summary>
/// A table of a REST API, declared: what <see cref="RestSource"/> runs, <c>describe</c> shows and the conformance tests go through.
/// A verb that is not declared is refused.
/// </summary>
/// <param name="Name">The table's name as the API writes it; in an answer, the list of rows stands under it.</param>
/// <param name="Item">What the API calls one row: the envelope of a single row in requests and answers.</param>
public sealed record RestTable(string Name, string Item)
{
    /// <summary>One sentence for a reader of the data model.</summary>
    public string Description { get; init; } = "";

    /// <summary>Other names under which the table can be addressed.</summary>
    public IReadOnlyList<string> Synonyms { get; init; } = [];

    /// <summary>The columns; the first key column identifies a row.</summary>
    public required IReadOnlyList<Column> Columns { get; init; }

    /// <summary>The path that lists the rows, behind the API's base path.</summary>
    public required string Path { get; init; }

    /// <summary>How the list is cut into pages.</summary>
    public required Paging Paging { get; init; }

    /// <summary>The conditions that the API answers by itself.</summary>
    public IReadOnlyList<Filter> Filters { get; init; } = [];

    /// <summary>Columns whose values stand in another list of the same answer.</summary>
    public IReadOnlyList<Sideload> Sideloads { get; init; } = [];

    /// <summary>Columns that only the list gives, and only when a parameter asks for them.</summary>
    public IReadOnlyList<ListColumn> ListColumns { get; init; } = [];

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
        Verbs = TableVerbs.Select
            | (Insert is null && Bulk is null ? 0 : TableVerbs.Insert) | (Update is null ? 0 : TableVerbs.Update) | (Delete is null ? 0 : TableVerbs.Delete),
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
    public IEnumerable<string> Faults()
    {
        if (!Columns.Any(c => c.IsKey)) yield return $"Table '{Name}' has no key column.";
        else if (Key.Type.Kind != ColumnKind.BigInt) yield return $"Table '{Name}': the key '{Key.Name}' is a {Key.Type}, but must be a whole number.";
        if (Paging.Max < 1) yield return $"Table '{Name}': a page of {Paging.Max} rows holds none.";
        if (Paging.After is not null && Paging.Order is null) yield return $"Table '{Name}' is walked by key, but nothing puts its rows in the order of their keys.";
        foreach (var twice in Columns.GroupBy(c => c.Name, StringComparer.OrdinalIgnoreCase).Where(g => g.Count() > 1))
            yield return $"Table '{Name}' has column '{twice.Key}' twice.";
        var named = Filters.Select(f => ("filter", f.Column)).Concat(Sideloads.Select(s => ("sideload", s.Column)))
            .Concat(ListColumns.Select(l => ("list column", l.Column))).Concat(Identity.Select(i => ("identity", i)))
            .Concat(Defaults.Keys.Select(d => ("default", d)));
        foreach (var (what, column) in named)
            if (!Columns.Any(c => c.Name == column)) yield return $"Table '{Name}': the {what} on '{column}' names no column.";
        foreach (var filter in Filters.Where(f => f.Kind is FilterKind.Path or FilterKind.Item && !f.Target.Contains("{" + f.Column + "}", StringComparison.Ordinal)))
            yield return $"Table '{Name}': the filter on '{filter.Column}' has no place for it in '{filter.Target}'.";
        foreach (var filter in Filters.Where(f => f.Most < 1 || (f.Most > 1 && f.Kind != FilterKind.Query)))
            yield return $"Table '{Name}': the filter on '{filter.Column}' cannot carry {filter.Most} values a call.";
        foreach (var filter in Filters.Where(f => f.Through is not null && (f.Kind != FilterKind.Query || f.Most > Paging.Max)))
            yield return $"Table '{Name}': the filter on '{filter.Column}' reads '{filter.Through}', of which one page must hold all {filter.Most} values of a call.";
        foreach (var bound in Columns.Where(c => c.Type.Kind != ColumnKind.BigInt && Filters.Any(f => f.Column == c.Name && f.Kind is (FilterKind.Above or FilterKind.Below))))
            yield return $"Table '{Name}': '{bound.Name}' has a bound, but is no whole number.";
        foreach (var list in Columns.Where(c => c.Type.Kind != ColumnKind.BigIntList && Sideloads.Any(s => s.Column == c.Name)))
            yield return $"Table '{Name}': '{list.Name}' stands in another list of the answer, so it must be a list of whole numbers.";
        foreach (var operation in Enum.GetValues<WriteOperation>())
            if (BulkCallOf(operation) is { } many && CallOf(operation) is null) yield return $"Table '{Name}': '{many.Path}' has no call for one row beside it, which tells what a batch does not.";
        if (InsertMany is not null && Identity.Count == 0) yield return $"Table '{Name}': '{InsertMany.Path}' needs an identity, by which rows are found whose call was not answered.";
        foreach (var call in new[] { Update, Delete })
            if (call is not null && !call.Path.Contains("{id}", StringComparison.Ordinal)) yield return $"Table '{Name}': '{call.Path}' has no place for the key.";
    }
}

/// <summary>A call that writes one row.</summary>
/// <param name="Method">POST, PUT or DELETE.</param>
/// <param name="Path">The path, with <c>{id}</c> where the key of the row stands.</param>
public sealed record RowCall(HttpMethod Method, string Path)
{
    /// <summary>
    /// Sending it twice does the same as sending it once, so that it may be tried again although the answer was lost.
    /// The default is false for POST and true for the others.
    /// </summary>
    public bool Repeatable { get; init; } = Method != HttpMethod.Post;

    /// <summary>A POST.</summary>
    public static RowCall Post(string path) => new(HttpMethod.Post, path);

    /// <summary>A PUT.</summary>
    public static RowCall Put(string path) => new(HttpMethod.Put, path);

    /// <summary>A DELETE.</summary>
    public static RowCall Delete(string path) => new(HttpMethod.Delete, path);
}
