using Koppel.Sdk.Schema;

namespace Koppel.Engine.Loading.Changes;

/// <summary>What an undo needs to know of the table whose changes it takes back.</summary>
/// <param name="Schema">The table.</param>
/// <param name="Named">The columns that the changes speak of.</param>
internal sealed record UndoTarget(TableSchema Schema, IReadOnlySet<string> Named)
{
    /// <summary>The columns by which an inserted row is found again.</summary>
    public IReadOnlyList<Column> Identity { get; } = Schema.Identifying;

    /// <summary>The columns by which a row is known.</summary>
    public IReadOnlyList<Column> Keys { get; } = Schema.Keys;

    /// <summary>A row only says which rows of other tables belong together, such as a contact and a tag.</summary>
    public bool IsLink => Schema.IsLink;

    /// <summary>The columns that are given values.</summary>
    public IReadOnlyList<Column> Columns { get; } =
        [.. Schema.Writable.Where(c => Named.Contains(c.Name) || Schema.Identity.Contains(c.Name, StringComparer.OrdinalIgnoreCase))];

    /// <summary>The key columns that are not among them.</summary>
    public IReadOnlyList<Column> OtherKeys => [.. Keys.Where(k => !Columns.Contains(k))];

    /// <summary>Changes tell themselves which row is meant and what it was, so that the target need not be read.</summary>
    public bool IsKnownWithoutReading => IsLink && OtherKeys.Count == 0;

    /// <summary>The system keeps removed rows, and brings them back by their key.</summary>
    public bool IsRestored => !IsLink && Keys.Count == 1 && Schema.Verbs.HasFlag(TableVerbs.Restore);

    /// <summary>A removed row can be put back as it was.</summary>
    public bool CanPutBack =>
        IsRestored || (IsLink && Schema.Verbs.HasFlag(TableVerbs.Insert) && Schema.Writable.All(Columns.Contains));

    /// <summary>Columns whose values a created row has of the run, or nothing: it is as it was created.</summary>
    public IEnumerable<Column> Own => Schema.Columns.Where(c => !c.ReadOnly && !c.WriteOnly && !c.Hidden && !c.IsKey);

    /// <summary>Rows that the run created are deleted: it is looked at who uses them.</summary>
    public bool DeletesCreated { get; init; }

    /// <summary>Rows that the run created may be deleted, all of them or those that came into being on the way.</summary>
    public bool LooksAtCreated => DeletesCreated || Schema.Columns.Any(c => c is { CountsUses: true, Hidden: false });

    /// <summary>The columns of the target that are read: all where it is looked at whether a created row is as it was created.</summary>
    public IReadOnlyList<Column> Read =>
        [.. Schema.Columns.Where(c => !c.WriteOnly && (c.Hidden ? DeletesCreated && GoesWith.ListsUses(c)
            : LooksAtCreated || c.IsCreationTime || Keys.Contains(c) || Identity.Contains(c) || Columns.Contains(c)))];
}
