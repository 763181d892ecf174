namespace Koppel.Sandbox.Salesforce.Soql;

/// <summary>What the platform asks of queries inside of IN: two at most, neither under OR nor inside of each other, on fields of the
/// object.</summary>
internal static class SemiJoins
{
    const int Most = 2;

    public static void Check(Scope scope, Query query)
    {
        if (query.Where is { } where && Count(scope, where, isUnderOr: false) > Most)
            throw new SoqlFault(SoqlCodes.Malformed, $"maximum {Most} semi join sub-selects are allowed");
    }

    static int Count(Scope scope, Condition condition, bool isUnderOr) => condition switch
    {
        AllOf all => all.Parts.Sum(part => Count(scope, part, isUnderOr)),
        AnyOf any => any.Parts.Sum(part => Count(scope, part, isUnderOr: true)),
        NotOf not => Count(scope, not.Inner, isUnderOr),
        QueryComparison query => One(scope, query, isUnderOr),
        _ => 0,
    };

    static int One(Scope scope, QueryComparison join, bool isUnderOr)
    {
        var at = join.Value.Position;
        if (isUnderOr) throw scope.At(at, SoqlCodes.Malformed, "Semi join sub-selects are not allowed with the 'OR' operator");
        if (join.Value is not PathExpression path || scope.Resolve(path.Path) is not { Steps.Count: 0, Field.IsReference: true })
            throw scope.At(at, SoqlCodes.Malformed, "The left operand of a semi join must be an id or a reference of the object itself");
        if (join.Query.Where is { } inner && Holds(inner))
            throw scope.At(join.Query.From.Position, SoqlCodes.Malformed, "Nesting of semi join sub-selects is not supported");
        return 1;
    }

    static bool Holds(Condition condition) => condition switch
    {
        AllOf all => all.Parts.Any(Holds),
        AnyOf any => any.Parts.Any(Holds),
        NotOf not => Holds(not.Inner),
        _ => condition is QueryComparison,
    };
}
