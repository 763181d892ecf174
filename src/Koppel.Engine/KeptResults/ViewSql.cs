using Koppel.Engine.DuckDb;
using Koppel.Engine.Sql;

namespace Koppel.Engine.KeptResults;

/// <summary>An order or a part of a result as SQL.</summary>
internal sealed class ViewSql(KeptResult result)
{
    /// <summary>The statement that makes a table of it.</summary>
    public string Create(ResultView view, string table)
    {
        var conditions = view.Filters.Select(Condition).Concat(view.Search is { Length: > 0 } text ? [Anywhere(text)] : []).ToList();
        var where = conditions.Count == 0 ? "" : $" where {string.Join(" and ", conditions)}";
        var order = string.Join(", ", [.. view.Sort.Select(Order), "rowid"]);
        return $"create table {table} as select * from {result.Table}{where} order by {order}";
    }

    /// <summary>Texts by their letters first and their case after that, as people look for them.</summary>
    string Order(ResultOrder by)
    {
        var column = ChunkScan.ColumnName(by.Column);
        var direction = $"{(by.IsDescending ? "desc" : "asc")} nulls last";
        return IsText(by.Column) ? $"lower({column}) {direction}, {column} {direction}" : $"{column} {direction}";
    }

    string Condition(ResultFilter filter)
    {
        var column = ChunkScan.ColumnName(filter.Column);
        return filter.Operator switch
        {
            ResultOperator.Null => $"{column} is null",
            ResultOperator.NotNull => $"{column} is not null",
            ResultOperator.Empty => $"cast({column} as varchar) = ''",
            ResultOperator.Contains => $"contains({Lower(column)}, {Lowered(filter)})",
            ResultOperator.StartsWith => $"starts_with({Lower(column)}, {Lowered(filter)})",
            ResultOperator.Is => $"{column} = {Value(filter)}",
            ResultOperator.IsNot => $"{column} is distinct from {Value(filter)}",
            ResultOperator.Greater => $"{column} > {Value(filter)}",
            _ => $"{column} < {Value(filter)}",
        };
    }

    string Anywhere(string text)
    {
        var lower = SqlText.Literal(text.ToLowerInvariant());
        return $"({string.Join(" or ", result.Columns.Select((_, i) => $"contains({Lower(ChunkScan.ColumnName(i))}, {lower})"))})";
    }

    bool IsText(int column) => result.Types[column].Id == DuckTypeId.Varchar;

    /// <summary>A value in its column's type; one that is none of that type is a fault, and not a filter that never holds.</summary>
    string Value(ResultFilter filter)
    {
        var text = SqlText.Literal(filter.Value ?? throw Missing(filter));
        if (IsText(filter.Column)) return text;
        var type = result.Types[filter.Column].ToString();
        var sentence = $"{Shown(filter.Value)} is no {type}, which the column {result.Columns[filter.Column].Name} has.";
        return $"case when try_cast({text} as {type}) is null then error({SqlText.Literal(sentence)}) else cast({text} as {type}) end";
    }

    string Lowered(ResultFilter filter) => SqlText.Literal((filter.Value ?? throw Missing(filter)).ToLowerInvariant());

    QueryException Missing(ResultFilter filter) =>
        QueryException.Of($"The filter of the column {result.Columns[filter.Column].Name} has no value to compare with. Give one.");

    static string Lower(string column) => $"lower(cast({column} as varchar))";

    static string Shown(string value) => value.Length <= 40 ? $"'{value}'" : $"'{value[..40]}…'";
}
