using Koppel.Sdk.Reading;

namespace Koppel.Engine.Tests.Testing;

/// <summary>Whether a value meets a condition, as SQL sees it: what has no value meets none but <c>is null</c>.</summary>
static class PredicateCheck
{
    public static bool Holds(Predicate predicate, object? value) => predicate switch
    {
        Predicate.IsNull => value is null,
        Predicate.IsNotNull => value is not null,
        _ when value is null => false,
        Predicate.Compare compare => Holds(compare.Operator, Order(value, compare.Value)),
        Predicate.In any => any.Values.Any(v => Order(value, v) == 0),
        Predicate.StartsWith start => ((string)value).StartsWith(start.Value, StringComparison.Ordinal),
        Predicate.Contains part => ((string)value).Contains(part.Value, StringComparison.Ordinal),
        _ => throw new InvalidOperationException($"The double does not know {predicate.GetType().Name}."),
    };

    static bool Holds(ComparisonOperator op, int order) => op switch
    {
        ComparisonOperator.Equal => order == 0,
        ComparisonOperator.NotEqual => order != 0,
        ComparisonOperator.Less => order < 0,
        ComparisonOperator.LessOrEqual => order <= 0,
        ComparisonOperator.Greater => order > 0,
        _ => order >= 0,
    };

    // A value of another type than the column's fails here: the contract promises the column's own.
    static int Order(object value, object other) =>
        value is string text ? string.CompareOrdinal(text, (string)other) : ((IComparable)value).CompareTo(other);
}
