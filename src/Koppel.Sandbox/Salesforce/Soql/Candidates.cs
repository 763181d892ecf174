using Koppel.Sandbox.Salesforce.Schema;
using Koppel.Sandbox.Salesforce.State;

namespace Koppel.Sandbox.Salesforce.Soql;

/// <summary>The few rows that a condition on ids leaves, so that a look-up in a million rows looks at no others.</summary>
internal static class Candidates
{
    /// <summary>Rows, by number, outside of which the condition holds for none; null for all.</summary>
    public static IEnumerable<int>? Of(Scope scope, Condition condition) => condition switch
    {
        AllOf all => all.Parts.Select(part => Of(scope, part)).FirstOrDefault(rows => rows is not null),
        Comparison { Operator: "=", Value: PathExpression path } one when IsId(scope, path) => Rows(scope, path, [one.With]),
        ListComparison { Operator: "IN", Value: PathExpression path } list when IsId(scope, path) => Rows(scope, path, list.Values),
        _ => null,
    };

    static bool IsId(Scope scope, PathExpression path) => scope.Resolve(path.Path) is { Steps.Count: 0, Field.Type: FieldType.Id };

    static SortedSet<int> Rows(Scope scope, PathExpression path, IReadOnlyList<Literal> values)
    {
        var field = scope.Resolve(path.Path).Field;
        var rows = values.Select(value => Operand.Of(scope, field, path.Position, value)).OfType<RecordId>().Select(scope.Table.RowOf);
        return [.. rows.Where(row => row >= 0)];
    }
}
