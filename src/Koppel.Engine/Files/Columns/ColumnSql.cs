using Koppel.Engine.Sql;

namespace Koppel.Engine.Files.Columns;

/// <summary>Writes how the text of a cell becomes a value of its column's type.</summary>
internal static class ColumnSql
{
    /// <summary>A column's values, made of their texts.</summary>
    /// <param name="column">The column.</param>
    /// <param name="text">The expression of the text.</param>
    public static string Value(FileColumn column, string text)
    {
        if (column.IsNative) return column.Kind == FileColumnKind.Text ? text : $"cast({text} as {column.Type})";
        return column.Kind switch
        {
            FileColumnKind.Number => $"cast({Plain(text, column.Numbers)} as {column.Type})",
            FileColumnKind.Double => $"cast({Plain(text, column.Numbers)} as double)",
            FileColumnKind.Boolean => $"case when {text} is not null then lower({text}) in "
                + $"({string.Join(", ", ToldType.Words.True.Select(SqlText.Literal))}) end",
            FileColumnKind.Moment => Moment(text, column),
            _ => throw new InvalidOperationException($"A column of {column.Kind} has no SQL."),
        };
    }

    static string Plain(string text, NumberStyle style)
    {
        if (style.Group != 0) text = $"replace({text}, {SqlText.Literal(Sign(style.Group))}, '')";
        return style.Decimal == '.' ? text : $"replace({text}, {SqlText.Literal(Sign(style.Decimal))}, '.')";
    }

    static string Moment(string text, FileColumn column)
    {
        var form = column.Moments;
        var seconds = form.Digits == -1 ? " || ':00'" : "";
        if (form.Separator == 0) return $"cast({text}{seconds} as time)";
        var date = form.Joint == 0 ? text : $"split_part({text}, {SqlText.Literal(Sign(form.Joint))}, 1)";
        var day = $"cast(strptime({date}, {SqlText.Literal(form.Pattern(column.Order))}) as date)";
        return form.Joint == 0 ? day : $"{day} + cast(split_part({text}, {SqlText.Literal(Sign(form.Joint))}, 2){seconds} as time)";
    }

    /// <summary>A sign as text; nothing for 0.</summary>
    public static string Sign(byte sign) => sign == 0 ? "" : ((char)sign).ToString();
}
