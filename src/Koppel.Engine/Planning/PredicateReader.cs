using System.Text.Json;
using Koppel.Sdk.Reading;
using static Koppel.Engine.Planning.PlanJson;

namespace Koppel.Engine.Planning;

/// <summary>
/// Turns a condition of DuckDB's plan into predicates on one column. What it does not know it leaves out, which is always right:
/// DuckDB checks every condition itself, and a scan may bring more rows than needed.
/// </summary>
internal sealed class PredicateReader(Func<JsonElement, string?> columnOf)
{
    /// <summary>
    /// The predicates that a condition holds, all of which must be true; null when it could not be understood, or only in part.
    /// </summary>
    public IReadOnlyList<Predicate>? Read(JsonElement condition) => Text(condition, "expression_class") switch
    {
        "BOUND_COMPARISON" => One(Comparison(condition)),
        "BOUND_BETWEEN" => Between(condition),
        "BOUND_OPERATOR" => One(Operator(condition)),
        "BOUND_FUNCTION" => One(Function(condition)),
        "BOUND_CONJUNCTION" when Text(condition, "type") == "CONJUNCTION_AND" => All(condition),
        "BOUND_CONJUNCTION" => One(AnyOf(condition)),
        "BOUND_REF" when columnOf(condition) is { } column => [new Predicate.Compare(column, ComparisonOperator.Equal, true)],
        _ => null,
    };

    static IReadOnlyList<Predicate>? One(Predicate? predicate) => predicate is null ? null : [predicate];

    Predicate.Compare? Comparison(JsonElement e)
    {
        var (left, right) = (e.GetProperty("left"), e.GetProperty("right"));
        if (OperatorOf(Text(e, "type")) is not { } op) return null;
        if (columnOf(left) is { } column && Constant(right) is { } value) return new(column, op, value);
        if (columnOf(right) is { } mirrored && Constant(left) is { } first) return new(mirrored, Mirror(op), first);
        return null;
    }

    List<Predicate>? Between(JsonElement e)
    {
        if (columnOf(e.GetProperty("input")) is not { } column) return null;
        if (Constant(e.GetProperty("lower")) is not { } lower || Constant(e.GetProperty("upper")) is not { } upper) return null;
        return
        [
            new Predicate.Compare(column,
                e.GetProperty("lower_inclusive").GetBoolean() ? ComparisonOperator.GreaterOrEqual : ComparisonOperator.Greater, lower),
            new Predicate.Compare(
                column, e.GetProperty("upper_inclusive").GetBoolean() ? ComparisonOperator.LessOrEqual : ComparisonOperator.Less, upper),
        ];
    }

    Predicate? Operator(JsonElement e)
    {
        var children = Array(e, "children").ToList();
        if (children.Count == 0 || columnOf(children[0]) is not { } column) return null;
        switch (Text(e, "type"))
        {
            case "OPERATOR_IS_NULL": return new Predicate.IsNull(column);
            case "OPERATOR_IS_NOT_NULL": return new Predicate.IsNotNull(column);
            case "OPERATOR_NOT" when Reference(children[0]) >= 0: return new Predicate.Compare(column, ComparisonOperator.Equal, false);
            case "COMPARE_IN":
                var values = children.Skip(1).Select(Constant).ToList();
                return values.Contains(null) ? null : new Predicate.In(column, [.. values.Select(v => v!)]);
            default: return null;
        }
    }

    Predicate? Function(JsonElement e)
    {
        var children = Array(e, "children").ToList();
        if (children.Count != 2 || columnOf(children[0]) is not { } column || Constant(children[1]) is not string value) return null;
        return Text(e, "name") switch
        {
            "prefix" or "starts_with" or "^@" => new Predicate.StartsWith(column, value),
            "contains" => new Predicate.Contains(column, value),
            _ => null,
        };
    }

    List<Predicate>? All(JsonElement e)
    {
        var parts = Array(e, "children").Select(Read).ToList();
        return parts.Contains(null) ? null : [.. parts.SelectMany(p => p!)];
    }

    /// <summary><c>a = 1 or a = 2</c> is <c>a in (1, 2)</c>.</summary>
    Predicate.In? AnyOf(JsonElement e)
    {
        var parts = Array(e, "children").Select(Read).ToList();
        if (parts.Any(p => p is not [{ AnyOf: not null }])) return null;
        var column = parts[0]![0].Column;
        return parts.All(p => p![0].Column == column) ? new(column, [.. parts.SelectMany(p => p![0].AnyOf!).Distinct()]) : null;
    }

    static ComparisonOperator? OperatorOf(string type) => type switch
    {
        "COMPARE_EQUAL" => ComparisonOperator.Equal,
        "COMPARE_NOTEQUAL" => ComparisonOperator.NotEqual,
        "COMPARE_LESSTHAN" => ComparisonOperator.Less,
        "COMPARE_LESSTHANOREQUALTO" => ComparisonOperator.LessOrEqual,
        "COMPARE_GREATERTHAN" => ComparisonOperator.Greater,
        "COMPARE_GREATERTHANOREQUALTO" => ComparisonOperator.GreaterOrEqual,
        _ => null,
    };

    static ComparisonOperator Mirror(ComparisonOperator op) => op switch
    {
        ComparisonOperator.Less => ComparisonOperator.Greater,
        ComparisonOperator.LessOrEqual => ComparisonOperator.GreaterOrEqual,
        ComparisonOperator.Greater => ComparisonOperator.Less,
        ComparisonOperator.GreaterOrEqual => ComparisonOperator.LessOrEqual,
        _ => op,
    };
}
