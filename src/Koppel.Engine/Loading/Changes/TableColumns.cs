using Koppel.Sdk.Schema;

namespace Koppel.Engine.Loading.Changes;

/// <summary>Columns of a table by what they are for.</summary>
internal static class TableColumns
{
    extension(TableSchema table)
    {
        /// <summary>The columns by which a row is known.</summary>
        public List<Column> Keys => [.. table.Columns.Where(c => c.IsKey)];

        /// <summary>The columns by which an inserted row is found again.</summary>
        public List<Column> Identifying => [.. table.Identity.Select(i => table.Find(i)!)];

        /// <summary>The columns that can be written and need not be asked for by name.</summary>
        public IEnumerable<Column> Writable => table.Columns.Where(c => c is { ReadOnly: false, Hidden: false });

        /// <summary>Whether a column of another table speaks of this one's rows.</summary>
        public bool IsMeant(Column column) => string.Equals(column.References, table.Name, StringComparison.OrdinalIgnoreCase);

        /// <summary>The column by which another table's column speaks of this one's rows: the key, or what identifies a row.</summary>
        public Column Meant(Column column) =>
            table.Keys[0] is var key && key.Type.Kind == column.Type.Kind ? key : table.Identifying[0];
    }
}
