using Koppel.Sdk.Schema;

namespace Koppel.Engine.Loading.Changes;

/// <summary>
/// Which rows go by themselves with a row of another table that an undo deletes, such as a contact's tags and the values of its fields with
/// the contact. That row is deleted first then, and its tags are not taken one by one before.
/// </summary>
internal static class GoesWith
{
    /// <summary>
    /// The column by which rows of a table belong to a row of another one and go with it. Null when they do not, or when the other table
    /// counts them among what uses its row and does not tell which they are: then they must be gone before it is looked at.
    /// </summary>
    public static Column? Column(TableSchema table, TableSchema owner)
    {
        if (!TellsUses(owner)) return null;
        var identity = table.Identifying;
        if (identity.Find(c => owner.IsMeant(c)) is not { } column) return null;
        var isCounted = Uses(owner).Any(u => u.Name.Equals(table.Name, StringComparison.OrdinalIgnoreCase));
        return isCounted && List(table, owner) is null ? null : column;
    }

    /// <summary>Whether rows of a table can be deleted, and tell one by one what uses them.</summary>
    public static bool TellsUses(TableSchema owner) => !owner.IsLink && owner.Verbs.HasFlag(TableVerbs.Delete) && Uses(owner).Any();

    /// <summary>
    /// Of a link, the column of the owner that lists what its rows link to, and the link's column that holds it; null when there is none.
    /// </summary>
    public static (Column List, Column Other)? List(TableSchema table, TableSchema owner)
    {
        if (!table.IsLink || table.Identifying.Where(c => !owner.IsMeant(c)).ToList() is not [var other]) return null;
        var list = Uses(owner).FirstOrDefault(u => u.References?.Equals(other.References, StringComparison.OrdinalIgnoreCase) == true);
        return list is null ? null : (list, other);
    }

    /// <summary>Whether a column lists what uses its row: ids, as whole numbers or, where it says of which table, as texts.</summary>
    public static bool ListsUses(Column column) =>
        !column.WriteOnly && (column.Type.Kind == ColumnKind.BigIntList
            || (column.Type.Kind == ColumnKind.TextList && column.References is not null));

    /// <summary>The columns that tell what uses a row.</summary>
    static IEnumerable<Column> Uses(TableSchema owner) => owner.Columns.Where(ListsUses);
}
