using System.Globalization;
using Koppel.Sdk.Reading;

namespace Koppel.Engine.Sql;

/// <summary>Writes predicates as DuckDB's SQL.</summary>
internal static class PredicateSql
{
    /// <summary>The conditions joined by <c>and</c>; <c>true</c> when there are none.</summary>
    public static string And(IEnumerable<Predicate> predicates) =>
        string.Join(" and ", predicates.Select(Write).DefaultIfEmpty("true"));

    /// <summary>One condition.</summary>
    public static string Write(Predicate predicate)
    {
        var column = SqlText.Identifier(predicate.Column);
        return predicate switch
        {
            Predicate.Compare compare => $"{column} {Sign(compare.Operator)} {Value(compare.Value)}",
            Predicate.In { Values: [] } => "false",
            Predicate.In any => $"{column} in ({string.Join(", ", any.Values.Select(Value))})",
            Predicate.StartsWith start => $"starts_with({column}, {Value(start.Value)})",
            Predicate.Contains part => $"contains({column}, {Value(part.Value)})",
            Predicate.IsNull => $"{column} is null",
            Predicate.IsNotNull => $"{column} is not null",
            _ => throw new InvalidOperationException($"No SQL is known for {predicate.GetType().Name}."),
        };
    }

    /// <summary>A value as a literal of its type.</summary>
    public static string Value(object value) => value switch
    {
        string text => SqlText.Literal(text),
        bool flag => flag ? "true" : "false",
        DateOnly date => $"date '{date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}'",
        DateTime time => $"timestamp '{time.ToString("yyyy-MM-dd HH:mm:ss.ffffff", CultureInfo.InvariantCulture)}'",
        DateTimeOffset instant =>
            $"timestamptz '{instant.ToUniversalTime().ToString("yyyy-MM-dd HH:mm:ss.ffffff", CultureInfo.InvariantCulture)}+00'",
        double number => $"cast({SqlText.Literal(number.ToString("R", CultureInfo.InvariantCulture))} as double)",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => throw new InvalidOperationException($"No literal is known for {value.GetType().Name}."),
    };

    static string Sign(ComparisonOperator op) => op switch
    {
        ComparisonOperator.Equal => "=",
        ComparisonOperator.NotEqual => "<>",
        ComparisonOperator.Less => "<",
        ComparisonOperator.LessOrEqual => "<=",
        ComparisonOperator.Greater => ">",
        ComparisonOperator.GreaterOrEqual => ">=",
        _ => throw new InvalidOperationException($"No sign is known for {op}."),
    };
}
