using System.Text;
using Koppel.Engine.Sql;
using Koppel.Sdk;

namespace Koppel.Engine.Writing;

/// <summary>The query of a load with its columns in the target's types.</summary>
internal static class LoadQuery
{
    const string Before = "from (\n";

    /// <summary>Wraps the query. A value that cannot be converted is told at the column that it was meant for.</summary>
    /// <param name="insert">The load.</param>
    /// <param name="query">Its query.</param>
    /// <param name="columns">The columns that it fills.</param>
    public static RewrittenSql In(InsertStatement insert, RewrittenSql query, IReadOnlyList<Column> columns)
    {
        var after = new StringBuilder("\n) as source(").AppendJoin(", ", columns.Select(c => SqlText.Identifier(c.Name))).Append(") select ");
        var places = new List<RewrittenSql.Replacement>();
        for (var i = 0; i < columns.Count; i++)
        {
            if (i > 0) after.Append(", ");
            var cast = $"cast({SqlText.Identifier(columns[i].Name)} as {columns[i].Type})";
            var (start, length) = insert.Columns.Count > 0 ? (insert.Columns[i].Start, insert.Columns[i].Length) : (insert.Target.Start, insert.Target.Length);
            places.Add(new(after.Length, cast.Length, start, length));
            after.Append(cast);
        }
        return query.Within(Before, after.ToString(), places);
    }
}
