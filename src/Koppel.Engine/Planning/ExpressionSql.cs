using System.Globalization;
using System.Text.Json;
using Koppel.Engine.Sql;
using static Koppel.Engine.Planning.PlanJson;

namespace Koppel.Engine.Planning;

/// <summary>
/// Writes an expression of DuckDB's plan back as SQL over the columns of one scan. What it does not know for sure it does not write: an
/// expression that means something else would be worse than none.
/// </summary>
/// <param name="columnOf">What a position of the expression's input is, or null.</param>
internal sealed class ExpressionSql(Func<int, ScanExpression?> columnOf)
{
    /// <summary>Functions whose result depends on nothing but their arguments, and that keep all of these in the plan.</summary>
    static readonly HashSet<string> Functions = new(StringComparer.OrdinalIgnoreCase)
    {
        "lower", "lcase", "upper", "ucase", "trim", "ltrim", "rtrim", "replace", "substring", "substr", "left", "right", "length", "len",
        "strlen", "concat", "concat_ws",
        "||", "+", "-", "*", "/", "//", "%", "~~", "!~~", "~~*", "!~~*", "prefix", "suffix", "contains", "starts_with", "ends_with", "^@",
        "regexp_matches", "regexp_full_match", "regexp_replace", "regexp_extract", "strip_accents", "reverse", "lpad", "rpad", "split_part",
        "array_extract",
        "abs", "round", "floor", "ceil", "year", "month", "day",
    };

    static readonly Dictionary<string, string> Signs = new()
    {
        ["COMPARE_EQUAL"] = "=", ["COMPARE_NOTEQUAL"] = "<>", ["COMPARE_LESSTHAN"] = "<", ["COMPARE_LESSTHANOREQUALTO"] = "<=",
        ["COMPARE_GREATERTHAN"] = ">", ["COMPARE_GREATERTHANOREQUALTO"] = ">=",
        ["COMPARE_DISTINCT_FROM"] = "is distinct from", ["COMPARE_NOT_DISTINCT_FROM"] = "is not distinct from",
    };

    ScanPlace? _scan;
    bool _isThinned;
    bool _isLost;
    readonly HashSet<string> _names = [];

    /// <summary>The expression, or null when it cannot be written or is over no scan or several.</summary>
    public ScanExpression? Read(JsonElement expression)
    {
        var column = Reference(expression) is >= 0 and var index && columnOf(index) is { } plain ? plain.Column : -1;
        var sql = Write(expression);
        if (_isLost || _scan is null) return null;
        var told = _names.Aggregate(sql, (text, name) => text.Replace(SqlText.Identifier(name), name, StringComparison.Ordinal));
        return new ScanExpression(_scan, sql, IsColumn(expression) ? _names.Single() : told) { Column = column, IsThinned = _isThinned };
    }

    static bool IsColumn(JsonElement expression) =>
        Reference(expression) >= 0 || (Text(expression, "expression_class") == "BOUND_CAST" && IsColumn(expression.GetProperty("child")));

    string Write(JsonElement e) => Text(e, "expression_class") switch
    {
        "BOUND_REF" => Column(e),
        "BOUND_CONSTANT" => Constant(e),
        "BOUND_CAST" when TypeOf(e.GetProperty("return_type")) is { } type =>
            $"{(e.GetProperty("try_cast").GetBoolean() ? "try_cast" : "cast")}({Write(e.GetProperty("child"))} as {type})",
        "BOUND_COMPARISON" when Signs.TryGetValue(Text(e, "type"), out var sign) =>
            $"({Write(e.GetProperty("left"))} {sign} {Write(e.GetProperty("right"))})",
        "BOUND_CONJUNCTION" => $"({string.Join(Text(e, "type") == "CONJUNCTION_AND" ? " and " : " or ", Children(e))})",
        "BOUND_BETWEEN" => Between(e),
        "BOUND_OPERATOR" => Operator(e),
        "BOUND_CASE" => Case(e),
        "BOUND_FUNCTION" when Functions.Contains(Text(e, "name")) => $"{Function(Text(e, "name"))}({string.Join(", ", Children(e))})",
        _ => Lost(),
    };

    static string Function(string name) => char.IsAsciiLetter(name[0]) ? name : SqlText.Identifier(name);

    IEnumerable<string> Children(JsonElement e) => Array(e, "children").Select(Write);

    string Column(JsonElement e)
    {
        if (columnOf(Reference(e)) is not { } column || (_scan is not null && _scan != column.Scan)) return Lost();
        _scan = column.Scan;
        _isThinned |= column.IsThinned;
        _names.Add(column.Name);
        return column.Sql;
    }

    string Constant(JsonElement e)
    {
        var value = e.GetProperty("value");
        if (value.GetProperty("is_null").GetBoolean())
            return TypeOf(value.GetProperty("type")) is { } type ? $"cast(null as {type})" : Lost();
        return PlanJson.Constant(e) is { } constant ? PredicateSql.Value(constant) : Lost();
    }

    string Between(JsonElement e)
    {
        var (lower, upper) =
            (e.GetProperty("lower_inclusive").GetBoolean() ? ">=" : ">", e.GetProperty("upper_inclusive").GetBoolean() ? "<=" : "<");
        var input = Write(e.GetProperty("input"));
        return $"({input} {lower} {Write(e.GetProperty("lower"))} and {input} {upper} {Write(e.GetProperty("upper"))})";
    }

    string Operator(JsonElement e)
    {
        var parts = Children(e).ToList();
        return Text(e, "type") switch
        {
            "OPERATOR_IS_NULL" => $"({parts[0]} is null)",
            "OPERATOR_IS_NOT_NULL" => $"({parts[0]} is not null)",
            "OPERATOR_NOT" => $"(not {parts[0]})",
            "OPERATOR_COALESCE" => $"coalesce({string.Join(", ", parts)})",
            "COMPARE_IN" => $"({parts[0]} in ({string.Join(", ", parts.Skip(1))}))",
            "COMPARE_NOT_IN" => $"({parts[0]} not in ({string.Join(", ", parts.Skip(1))}))",
            _ => Lost(),
        };
    }

    string Case(JsonElement e)
    {
        var checks =
            Array(e, "case_checks").Select(c => $" when {Write(c.GetProperty("when_expr"))} then {Write(c.GetProperty("then_expr"))}");
        return $"(case{string.Concat(checks)} else {Write(e.GetProperty("else_expr"))} end)";
    }

    /// <summary>A type by its name alone; of those that hold others only decimals are known.</summary>
    static string? TypeOf(JsonElement type)
    {
        var hasMore = type.TryGetProperty("type_info", out var more) && more.ValueKind == JsonValueKind.Object;
        return (Text(type, "id"), hasMore) switch
        {
            ("DECIMAL", true) => string.Create(
                CultureInfo.InvariantCulture, $"DECIMAL({more.GetProperty("width").GetInt32()},{more.GetProperty("scale").GetInt32()})"),
            ({ Length: > 0 } name, false) => name,
            _ => null,
        };
    }

    string Lost()
    {
        _isLost = true;
        return "";
    }
}
