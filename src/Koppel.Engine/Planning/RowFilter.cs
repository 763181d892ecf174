using System.Text;
using Koppel.Sdk.Reading;
using Koppel.Sdk.Schema;

namespace Koppel.Engine.Planning;

/// <summary>Checks a row against a predicate as DuckDB does, for rows that are looked at on their way to it.</summary>
internal static class RowFilter
{
    /// <summary>Whether the row meets the condition; a row without a value meets none but <c>is null</c>.</summary>
    public static bool Meets(Predicate predicate, ColumnBuffer column, int row) => predicate switch
    {
        Predicate.IsNull => column.IsNull(row),
        Predicate.IsNotNull => !column.IsNull(row),
        _ when column.IsNull(row) => false,
        Predicate.Compare compare => Holds(compare.Operator, Order(column.Get(row)!, compare.Value)),
        Predicate.In any => any.Values.Any(v => Order(column.Get(row)!, v) == 0),
        Predicate.StartsWith start => column.Texts[row].StartsWith(start.Value, StringComparison.Ordinal),
        Predicate.Contains part => column.Texts[row].Contains(part.Value, StringComparison.Ordinal),
        _ => throw new InvalidOperationException($"No check is known for {predicate.GetType().Name}."),
    };

    static bool Holds(ComparisonOperator op, int order) => op switch
    {
        ComparisonOperator.Equal => order == 0,
        ComparisonOperator.NotEqual => order != 0,
        ComparisonOperator.Less => order < 0,
        ComparisonOperator.LessOrEqual => order <= 0,
        ComparisonOperator.Greater => order > 0,
        ComparisonOperator.GreaterOrEqual => order >= 0,
        _ => throw new InvalidOperationException($"No check is known for {op}."),
    };

    /// <summary>
    /// A predicate's value is of its column's type. Texts have the order of their bytes; to SQL what is no number is the greatest.
    /// </summary>
    static int Order(object value, object other) => (value, other) switch
    {
        (string text, string than) => Encoding.UTF8.GetBytes(text).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(than)),
        (double number, double than) when double.IsNaN(number) || double.IsNaN(than) => double.IsNaN(number).CompareTo(double.IsNaN(than)),
        _ => ((IComparable)value).CompareTo(other),
    };
}
