using Koppel.Engine.Sql;

namespace Koppel.Engine.GuidedLoads;

/// <summary>The cells of a source as SQL: what stands in them, and what they mean for a contact.</summary>
/// <param name="types">The types of the columns in SQL.</param>
internal sealed class CellSql(IReadOnlyDictionary<string, string> types)
{
    /// <summary>By which the script calls the source.</summary>
    public const string Source = "s";

    static readonly string[] s_usual = [",", ";", "||", "\n", "\r\n"];

    /// <summary>The value as it is.</summary>
    public static string Value(MappedColumn column) => $"{Source}.{SqlText.Identifier(column.Column)}";

    /// <summary>The value as a text.</summary>
    public string Text(MappedColumn column) =>
        types.GetValueOrDefault(column.Column) == "VARCHAR" ? Value(column) : $"cast({Value(column)} as varchar)";

    /// <summary>Several names in a cell.</summary>
    public string Several(MappedColumn column)
    {
        if (types.GetValueOrDefault(column.Column) == "VARCHAR[]") return Value(column);
        return column.Separator is not { Length: > 0 } separator || s_usual.Contains(separator) ? $"split_tags({Text(column)})"
            : $"[trim(part) for part in string_split({Text(column)}, {SqlText.Literal(separator)}) if trim(part) <> '']";
    }

    /// <summary>One name in a cell, as a list; null for an empty cell.</summary>
    public string One(MappedColumn column) => $"case when trim({Text(column)}) <> '' then [trim({Text(column)})] end";

    /// <summary>A name where the cell says yes, as a list; null otherwise.</summary>
    public string If(MappedColumn column)
    {
        var name = $"[{SqlText.Literal(column.Target!)}]";
        return types.GetValueOrDefault(column.Column) == "BOOLEAN" ? $"case when {Value(column)} then {name} end"
            : $"case when lower(trim({Text(column)})) in ({string.Join(", ", YesNo.Yes.Select(SqlText.Literal))}) then {name} end";
    }

    /// <summary>A value of a contact.</summary>
    public string Field(MappedColumn column) => column.TakesSeveral == true ? Several(column)
        : types.GetValueOrDefault(column.Column) is "VARCHAR" or "DATE" or "BOOLEAN" ? Value(column)
        : Text(column);

    /// <summary>Lists as one.</summary>
    public static string Together(IReadOnlyList<string> lists, string indent) => lists is [var only] ? only
        : $"list_concat({string.Join($",\n{indent}", lists)})";
}
