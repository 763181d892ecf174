using Koppel.Engine.KeptResults;
using Koppel.Server.Wire;

namespace Koppel.Server.Results;

/// <summary>An order or a part of a result as the page asks for it.</summary>
internal static class ViewBody
{
    /// <summary>Reads it.</summary>
    /// <exception cref="ApiFault">It names a column or an operator that is not there.</exception>
    public static ResultView Of(KeptResult result, Body body) => new()
    {
        Sort = [.. body.List("sort").Select(s => new ResultOrder(Column(result, s), s.Truth("descending") ?? false))],
        Filters = [.. body.List("filters").Select(f => new ResultFilter(Column(result, f), Operator(f), f.AnyText("value")))],
        Search = body.OptionalText("search"),
    };

    static int Column(KeptResult result, Body of) => ResultShelf.Column(result, of.AnyText("column"));

    static ResultOperator Operator(Body filter) => filter.Text("operator") switch
    {
        "contains" => ResultOperator.Contains,
        "is" => ResultOperator.Is,
        "isNot" => ResultOperator.IsNot,
        "startsWith" => ResultOperator.StartsWith,
        "greater" => ResultOperator.Greater,
        "less" => ResultOperator.Less,
        "null" => ResultOperator.Null,
        "notNull" => ResultOperator.NotNull,
        "empty" => ResultOperator.Empty,
        var other => throw ApiFault.Wrong($"There is no operator '{other}'. "
            + "There are contains, is, isNot, startsWith, greater, less, null, notNull and empty."),
    };
}
