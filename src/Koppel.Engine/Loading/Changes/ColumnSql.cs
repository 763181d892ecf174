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

        /// <summary>
        /// Whether what the target has is what was written into it, which it may give back in another form.
        /// <para>
        /// What is planned, and what was there before, was read from the target, so that it is compared exactly: otherwise a change of case
        /// or blanks only would be none. What was written is compared as the target compares it, since a target may keep an address in
        /// lower case and a name without the blanks around it. Where the change was one of case only, that would hold for anything: then
        /// the case must be the written one, or the one before, which a target that knows no case gives back for every spelling. Values
        /// that are no text, and texts that are only themselves, are the same by all of these.
        /// </para>
        /// </summary>
        /// <param name="now">What the target has.</param>
        /// <param name="written">What was written.</param>
        /// <param name="before">What the target had before.</param>
        public string IsWritten(string now, string written, string before)
        {
            var (has, wrote, had) = (column.Comparable(now), column.Comparable(written), column.Comparable(before));
            var isSame = $"{column.Same(has)} is not distinct from {column.Same(wrote)}";
            if (!column.IsText || !column.IgnoresCase) return isSame;
            return $"({isSame} and ({column.Same(had)} is distinct from {column.Same(wrote)} or {has} is not distinct from {had} or "
                + $"{Cased(has)} is not distinct from {Cased(wrote)}))";

            string Cased(string sql) => CellSql.Same(sql, column.Sameness & ~TextSameness.Case);
        }

        /// <summary>A value as it is compared, as text: where tables tell it in different types.</summary>
        public string AsText(string sql) => $"cast({column.Same(sql)} as varchar)";
    }
}
