using System.Globalization;
using Koppel.Sdk.Reading;
using Koppel.Sdk.Schema;

namespace Koppel.Connectors.Tests.ActiveCampaign.Conformance;

/// <summary>Conditions on a column, and whether a value as it is shown meets one.</summary>
static class Cases
{
    /// <summary>All that can be asked of a column of such values.</summary>
    public static IEnumerable<Predicate> Of(Column column, List<string> values)
    {
        var objects = values.Select(v => Value(column, v)).ToList();
        yield return new Predicate.Compare(column.Name, ComparisonOperator.Equal, objects[0]);
        yield return new Predicate.In(column.Name, objects);
        if (column.Type.Kind is not (ColumnKind.BigInt or ColumnKind.TimestampTz)) yield break;
        foreach (var by in new[] { ComparisonOperator.Less, ComparisonOperator.LessOrEqual, ComparisonOperator.Greater,
            ComparisonOperator.GreaterOrEqual })
            yield return new Predicate.Compare(column.Name, by, objects[objects.Count / 2]);
    }

    /// <summary>Whether a value meets it.</summary>
    public static bool Holds(Predicate predicate, string shown)
    {
        if (shown == "null") return false;
        if (predicate.AnyOf is { } values) return values.Any(v => Order(v, shown) == 0);
        var compare = (Predicate.Compare)predicate;
        var order = -Order(compare.Value, shown);
        return compare.Operator switch
        {
            ComparisonOperator.Less => order < 0,
            ComparisonOperator.LessOrEqual => order <= 0,
            ComparisonOperator.Greater => order > 0,
            _ => order >= 0,
        };
    }

    /// <summary>A value by its text.</summary>
    public static object Value(Column column, string shown) => column.Type.Kind switch
    {
        ColumnKind.BigInt => long.Parse(shown, CultureInfo.InvariantCulture),
        ColumnKind.TimestampTz => DateTimeOffset.Parse(shown, CultureInfo.InvariantCulture),
        ColumnKind.Boolean => shown == "true",
        _ => shown,
    };

    static int Order(object value, string shown) => value switch
    {
        long number => number.CompareTo(long.Parse(shown, CultureInfo.InvariantCulture)),
        DateTimeOffset instant => instant.CompareTo(DateTimeOffset.Parse(shown, CultureInfo.InvariantCulture)),
        bool on => on.CompareTo(shown == "true"),
        _ => string.CompareOrdinal((string)value, shown),
    };
}
