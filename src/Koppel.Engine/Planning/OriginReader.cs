using System.Text.Json;
using static Koppel.Engine.Planning.Origins;
using static Koppel.Engine.Planning.PlanJson;

namespace Koppel.Engine.Planning;

/// <summary>Tells which column of which scan an expression is, or what it is made of.</summary>
/// <param name="standIn">For a stand-in for one of DuckDB's own tables, the columns that are scanned as text and cast to their true type;
/// otherwise null.</param>
internal sealed class OriginReader(Func<string, IReadOnlySet<string>?> standIn)
{
    /// <summary>
    /// The column that an expression is, through a reference or, for a stand-in, through the cast to its true type and one to another type:
    /// its values are found in that type as they would be looked up.
    /// </summary>
    public Origin Of(JsonElement expression, List<Origin> input)
    {
        if (Reference(expression) is >= 0 and var index) return At(input, index);
        if (Text(expression, "expression_class") != "BOUND_CAST") return Origin.Unknown;
        var inner = Of(expression.GetProperty("child"), input);
        if (inner is not { Scan: { } scan, IsConverted: false } || standIn(scan.Reference) is null) return Origin.Unknown;
        return inner with { Narrowable = false, IsText = false, IsConverted = !inner.IsText, Made = inner.IsText ? null : inner.Made };
    }

    /// <summary>The column's name, where the expression is one in its own type.</summary>
    public string? ColumnOf(JsonElement expression, List<Origin> input)
    {
        var origin = Of(expression, input);
        return origin.IsConverted ? null : origin.Scan?.Names[origin.Column];
    }

    /// <summary>What an expression of a projection is.</summary>
    public Origin Projected(JsonElement expression, List<Origin> input) => Of(expression, input) switch
    {
        { Scan: null } => Used(expression, input) with { Made = Expression(expression, input) },
        { IsConverted: true } converted => converted with { Made = Expression(expression, input) },
        var column => column,
    };

    /// <summary>The expression as SQL over the one scan that it is made of, or null.</summary>
    public static ScanExpression? Expression(JsonElement expression, List<Origin> input) =>
        new ExpressionSql(index => At(input, index).Expression).Read(expression);
}
