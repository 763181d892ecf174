using System.Text;
using Koppel.Engine.Sql;
using Koppel.Sdk;

namespace Koppel.Engine.Writing;

/// <summary>The query of a load with its columns in the target's types.</summary>
internal static class LoadQuery
{
    const string Before = "from (\n";

    /// <summary>What the row's number in its file is called here; no target has a column of this name.</summary>
    const string SourceRow = "\"row of the source\"";

    /// <summary>Wraps the query. A value that cannot be converted is told at the column that it was meant for.</summary>
    /// <param name="insert">The load.</param>
    /// <param name="query">Its query.</param>
    /// <param name="columns">The columns that it fills.</param>
    /// <param name="hasSourceRows">Behind them it gives the row's number in its file.</param>
    public static RewrittenSql In(InsertStatement insert, RewrittenSql query, IReadOnlyList<Column> columns, bool hasSourceRows)
    {
        var names = columns.Select(c => SqlText.Identifier(c.Name)).Concat(hasSourceRows ? [SourceRow] : []);
        var after = new StringBuilder("\n) as source(").AppendJoin(", ", names).Append(") select ");
        var places = new List<RewrittenSql.Replacement>();
        for (var i = 0; i < columns.Count; i++)
        {
            if (i > 0) after.Append(", ");
            var cast = $"cast({SqlText.Identifier(columns[i].Name)} as {columns[i].Type})";
            var (start, length) = insert.Columns.Count > 0 ? (insert.Columns[i].Start, insert.Columns[i].Length) : (insert.Target.Start, insert.Target.Length);
            places.Add(new(after.Length, cast.Length, start, length));
            after.Append(cast);
        }
        if (hasSourceRows) after.Append(", ").Append(SourceRow);
        return query.Within(Before, after.ToString(), places);
    }
}
