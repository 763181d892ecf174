using System.Text.Json;
using Koppel.Sdk.Reading;
using static Koppel.Engine.Planning.Origins;
using static Koppel.Engine.Planning.PlanJson;

namespace Koppel.Engine.Planning;

/// <summary>
/// Reads what a join uses of its sides, which scans it narrows to the values of others, and which of its rows have no partner.
/// </summary>
/// <param name="origins">Tells what the sides of its conditions are.</param>
/// <param name="narrowings">Takes the columns that can be narrowed to the values of others.</param>
/// <param name="joins">Takes what inner joins ask to be equal.</param>
internal sealed class JoinReader(
    OriginReader origins, List<(Origin Target, Origin Driver)> narrowings, List<IReadOnlyList<EqualityCondition>> joins)
{
    /// <summary>Reads a join.</summary>
    /// <param name="node">The operator.</param>
    /// <param name="type">Its type.</param>
    /// <param name="inputs">The columns of its two sides.</param>
    /// <param name="isPlain">It stands in no correlated subquery and in nothing that is repeated.</param>
    public List<Origin> Read(JsonElement node, string type, List<List<Origin>> inputs, bool isPlain)
    {
        var (left, right) = (inputs[0], inputs[1]);
        var joinType = Text(node, "join_type");
        if (type == "LOGICAL_COMPARISON_JOIN" && joinType == "INNER" && isPlain)
            joins.Add([.. Array(node, "conditions").Select(c => Equality(c, left, right)).OfType<EqualityCondition>()]);
        foreach (var condition in Array(node, "conditions"))
        {
            if (!condition.TryGetProperty("left", out var l) || !condition.TryGetProperty("right", out var r))
            {
                Used(condition, [.. left, .. right]);
                continue;
            }
            Used(l, left);
            Used(r, right);
            if (joinType is "SEMI" or "ANTI" or "MARK") Restrict(l, left);
            if (joinType is "RIGHT_SEMI" or "RIGHT_ANTI") Restrict(r, right);
            if (type == "LOGICAL_COMPARISON_JOIN")
                Narrow(Text(condition, "comparison"), joinType, origins.Of(l, left), origins.Of(r, right), l, r);
        }
        foreach (var other in new[] { "condition", "predicate" })
            if (node.TryGetProperty(other, out var expression)) Used(expression, [.. left, .. right]);
        foreach (var column in Array(node, "duplicate_eliminated_columns")) Used(column, IsTrue(node, "delim_flipped") ? right : left);
        left = Mapped(left, node, "left_projection_map");
        right = Mapped(right, node, "right_projection_map");
        if (joinType is "LEFT" or "OUTER" or "SINGLE") right = [.. right.Select(o => o with { Extended = true, IsThinned = true })];
        if (joinType is "RIGHT" or "OUTER") left = [.. left.Select(o => o with { Extended = true, IsThinned = true })];
        return joinType switch
        {
            "SEMI" or "ANTI" => Thinned(left),
            "RIGHT_SEMI" or "RIGHT_ANTI" => Thinned(right),
            "MARK" => [.. left, Origin.Unknown],
            _ => [.. left, .. right],
        };
    }

    /// <summary>
    /// A condition leaves rows out here, above joins that were noted; one over several scans says nothing of a row that has no partner.
    /// </summary>
    public static void Restrict(JsonElement condition, List<Origin> input)
    {
        if (References(condition).Select(i => At(input, i).Expression?.Scan).Distinct().ToList() is [{ } scan]) scan.IsRestricted = true;
    }

    static EqualityCondition? Equality(JsonElement condition, List<Origin> left, List<Origin> right) =>
        Text(condition, "comparison") == "COMPARE_EQUAL" && OriginReader.Expression(condition.GetProperty("left"), left) is { } l
            && OriginReader.Expression(condition.GetProperty("right"), right) is { } r
            ? new EqualityCondition(l, r)
            : null;

    void Narrow(string comparison, string joinType, Origin left, Origin right, JsonElement leftExpression, JsonElement rightExpression)
    {
        if (joinType is "INNER" or "SEMI" or "RIGHT") Narrow(comparison, left, right, leftExpression);
        if (joinType is "INNER" or "SEMI" or "LEFT" or "ANTI" or "SINGLE") Narrow(comparison, right, left, rightExpression);
    }

    void Narrow(string comparison, Origin target, Origin driver, JsonElement targetExpression)
    {
        // A driver's null finds nothing with =. Where it finds nulls, there must be none: correlated subqueries are joined so.
        if (comparison != "COMPARE_EQUAL" && !(comparison == "COMPARE_NOT_DISTINCT_FROM" && HasNoNulls(target))) return;
        // A cast above the target's column would make several of its values equal to one of the driver's.
        if (target is { Scan: { } scan, Narrowable: true } && driver.Scan is { } source && scan != source
            && Reference(targetExpression) >= 0)
            narrowings.Add((target, driver));
    }

    static bool HasNoNulls(Origin column) =>
        column is { Scan: { } scan, Extended: false }
            && scan.Predicates.Any(p => p is Predicate.IsNotNull && p.Column == scan.Names[column.Column]);
}
