using Koppel.Engine.Loading.Cells;
using Koppel.Engine.Sql;
using Koppel.Sdk.Schema;

namespace Koppel.Engine.Loading.Changes;

/// <summary>A column of the target in SQL.</summary>
internal static class ColumnSql
{
    extension(Column column)
    {
        /// <summary>Its name, quoted.</summary>
        public string Sql => SqlText.Identifier(column.Name);

        /// <summary>No value of it.</summary>
        public string Null => $"cast(null as {column.Type})";

        /// <summary>Whether it holds texts: the interfaces can empty a text, nothing else.</summary>
        public bool IsText => column.Type.Kind == ColumnKind.Text;

        /// <summary>What it is called in a table; of one that cannot be read, nothing.</summary>
        public string Of(string table) => column.WriteOnly ? column.Null : $"{table}.{column.Sql}";

        /// <summary>
        /// A value for it as the user gives it; one that stands in the statement is converted at once, so that one that cannot be is a
        /// fault of the statement.
        /// </summary>
        public SqlTemplate Given(ScriptPart value) =>
            ConstantCells.Is(value.Tokens) ? $"cast(({value}\n) as {column.Type.ToString()})" : (SqlTemplate)$"({value}\n)";

        /// <summary>Whether a value says nothing: it is null, or a text without anything that can be seen.</summary>
        public string IsBlank(string sql) => column.Type.Kind switch
        {
            ColumnKind.Text => $"({sql} is null or regexp_full_match({sql}, '[\\s\\p{{Z}}\\p{{Cf}}]*'))",
            ColumnKind.TextList or ColumnKind.BigIntList => $"coalesce(len({sql}), 0) = 0",
            _ => $"{sql} is null",
        };

        /// <summary>What a user compares: a text that is empty is one that is not there.</summary>
        public string Comparable(string sql) => column.IsText ? $"nullif({sql}, '')" : sql;

        /// <summary>Whether two values differ to a user.</summary>
        public string Differs(string one, string other) => $"{column.Comparable(one)} is distinct from {column.Comparable(other)}";

        /// <summary>A value as it is compared: what is the same to the target is the same here.</summary>
        public string Same(string sql) => column.IsText ? CellSql.Same(sql, column.Sameness) : sql;

        /// <summary>A value as it is compared, as text: where tables tell it in different types.</summary>
        public string AsText(string sql) => $"cast({column.Same(sql)} as varchar)";
    }
}
