namespace Koppel.Engine.Sql.HiddenColumns;

/// <summary>A table of a connection that has hidden columns.</summary>
/// <param name="Connection">The connection.</param>
/// <param name="Name">Its name.</param>
/// <param name="Names">The names, synonyms included, under which a statement speaks of it.</param>
/// <param name="Hidden">Its hidden columns.</param>
internal sealed record HiddenTable(string Connection, string Name, ISet<string> Names, IReadOnlyList<string> Hidden)
{
    /// <summary>Its hidden column of that name, as it writes it; null when it has none.</summary>
    public string? Find(string column) => Hidden.FirstOrDefault(h => h.Equals(column, StringComparison.OrdinalIgnoreCase));

    /// <summary>
    /// A hidden column's name in the schema <see cref="Koppel.Engine.Sql.Names.HiddenApart"/>: one that no other table has, so that a
    /// natural join does not take it for a column that both sides share.
    /// </summary>
    public static string Apart(string connection, string table, string column) => $"{column} of {table}@{connection}";
}
