using System.Globalization;
using Koppel.Connectors.Salesforce.Describe;
using Koppel.Connectors.Salesforce.Soql;
using Koppel.Sdk.Reading;
using Koppel.Sdk.Schema;

namespace Koppel.Connectors.Salesforce.Query;

/// <summary>
/// What becomes of a condition: sent exactly, sent so that more rows may come, or left to the engine, which checks what is not exact.
/// SOQL differs from SQL: texts are compared without case, null is a value, truth values are never null, an empty text does not exist. So
/// only what brings at least the rows of SQL is sent. Source: Salesforce's pages on comparison operators and null.
/// </summary>
/// <param name="Match">How well it is answered.</param>
/// <param name="How">A few words for a reader.</param>
internal sealed record SoqlCondition(Match Match, string How)
{
    /// <summary>Years that a condition may speak of. Source: Salesforce's page on date formats.</summary>
    const int FirstYear = 1700, LastYear = 4000;

    /// <summary>The condition, or null when it is a list or is not sent.</summary>
    public string? Text { get; private init; }

    /// <summary>The field of a list of values, or null.</summary>
    public string? ListField { get; private init; }

    /// <summary>The values as SOQL writes them; with a field and no values no row can be wanted.</summary>
    public IReadOnlyList<string> List { get; private init; } = [];

    /// <summary>No row can meet it, so that nothing needs to be asked.</summary>
    public bool IsNever => ListField is not null && List.Count == 0;

    static readonly SoqlCondition Unsupported = new(Match.Unsupported, "checked here");

    /// <summary>What becomes of a predicate on a field.</summary>
    public static SoqlCondition Of(SoqlField field, Predicate predicate)
    {
        if (!field.Field.Filterable || field.Field.Class == FieldClass.Other)
            return new(Match.Unsupported, $"checked here: Salesforce takes no condition on {field.Path}");
        return predicate switch
        {
            _ when predicate.AnyOf is { } values => AnyOf(field, values),
            Predicate.Compare compare => Compare(field, compare),
            Predicate.StartsWith starts => Like(field, SoqlText.StartsWith(starts.Value), starts.Value),
            Predicate.Contains contains => Like(field, SoqlText.Contains(contains.Value), contains.Value),
            Predicate.IsNull when field.Field.Class != FieldClass.Truth => Exact($"{field.Path} = null"),
            Predicate.IsNotNull when field.Field.Class != FieldClass.Truth => Exact($"{field.Path} != null"),
            _ => Unsupported,
        };
    }

    static SoqlCondition Exact(string text) => new(Match.Exact, "in SOQL") { Text = text };

    static SoqlCondition AnyOf(SoqlField field, IReadOnlyList<object> values)
    {
        // A value that no row can have is left out; one that cannot be written in SOQL is the end of the list.
        var literals = new List<string>();
        foreach (var value in values)
        {
            var (isPossible, literal) = Literal(field, value);
            if (!isPossible) continue;
            if (literal is null) return Unsupported;
            literals.Add(literal);
        }
        var isExact = field.Field.Class switch
        {
            FieldClass.Text or FieldClass.Picklist => false,
            FieldClass.Truth => !field.IsRelated,
            _ => true,
        };
        if (field.Field.Class == FieldClass.Truth && literals.Count > 0)
            return field.IsRelated || literals.Distinct().Count() != 1 ? Unsupported : Exact($"{field.Path} = {literals[0]}");
        return new(isExact ? Match.Exact : Match.Inexact, isExact ? "in SOQL" : "in SOQL without case, checked here")
        {
            ListField = field.Path, List = [.. literals.Distinct()],
        };
    }

    static SoqlCondition Compare(SoqlField field, Predicate.Compare compare)
    {
        var kind = field.Field.Class;
        if (kind is FieldClass.Text or FieldClass.Picklist) return Unsupported; // The org's order of texts is its own.
        if (kind == FieldClass.Truth)
            return compare is { Operator: ComparisonOperator.NotEqual, Value: bool not } && !field.IsRelated
                ? Exact($"{field.Path} = {SoqlText.Literal(!not)}") : Unsupported;
        if (compare.Operator == ComparisonOperator.NotEqual)
        {
            var (isPossible, other) = Literal(field, compare.Value);
            if (!isPossible) return Exact($"{field.Path} != null");
            return other is null ? Unsupported : Exact($"({field.Path} != {other} AND {field.Path} != null)");
        }
        if (kind is FieldClass.Id) return Unsupported; // A text that is no id can be compared with in SQL.
        return kind is FieldClass.Instant ? InstantRange(field, compare) : Literal(field, compare.Value) is (true, { } literal)
            ? Exact($"{field.Path} {Sign(compare.Operator)} {literal}") : Unsupported;
    }

    /// <summary>
    /// Salesforce keeps thousandths of a second, the engine millionths: what is between two thousandths is compared with the lower.
    /// </summary>
    static SoqlCondition InstantRange(SoqlField field, Predicate.Compare compare)
    {
        if (Instant(compare.Value) is not { Year: >= FirstYear and <= LastYear } instant) return Unsupported;
        var floor = new DateTimeOffset(instant.Ticks - (instant.Ticks % TimeSpan.TicksPerMillisecond), TimeSpan.Zero);
        var sign = floor == instant ? Sign(compare.Operator)
            : compare.Operator is ComparisonOperator.Greater or ComparisonOperator.GreaterOrEqual ? ">" : "<=";
        return Exact($"{field.Path} {sign} {SoqlText.Literal(floor)}");
    }

    static SoqlCondition Like(SoqlField field, string pattern, string text) =>
        field.Field.Class is FieldClass.Text or FieldClass.Picklist && text.Length is > 0 and < SoqlText.LongestText / 2
            && SoqlText.CanWrite(text)
            ? new(Match.Inexact, "in SOQL without case, checked here") { Text = $"{field.Path} LIKE {pattern}" }
            : Unsupported;

    /// <summary>A value as SOQL writes it; whether a row can have it; null when it cannot be written.</summary>
    static (bool IsPossible, string? Literal) Literal(SoqlField field, object value) => field.Field.Class switch
    {
        FieldClass.Id => value is string id && SalesforceId.IsWhole(id) ? (true, SoqlText.Literal(id)) : (false, null),
        FieldClass.Text or FieldClass.Picklist => value is not string text ? (true, null)
            : text.Length == 0 || (field.Field.Length > 0 && text.Length > field.Field.Length)
                || text.Contains('\0', StringComparison.Ordinal)
                ? (false, null)
            : (true, SoqlText.CanWrite(text) ? SoqlText.Literal(text) : null),
        FieldClass.Number => Number(field, value),
        FieldClass.Date => (true, value is DateOnly { Year: >= FirstYear and <= LastYear } day ? SoqlText.Literal(day) : null),
        FieldClass.Instant => Instant(value) is not { } instant ? (true, null)
            : instant.Ticks % TimeSpan.TicksPerMillisecond != 0 ? (false, null)
            : (true, instant is { Year: >= FirstYear and <= LastYear } ? SoqlText.Literal(instant) : null),
        FieldClass.Time => value is not TimeOnly time ? (true, null)
            : time.Ticks % TimeSpan.TicksPerMillisecond != 0 ? (false, null) : (true, SoqlText.Literal(time)),
        FieldClass.Truth => (true, value is bool truth ? SoqlText.Literal(truth) : null),
        _ => (true, null),
    };

    static (bool IsPossible, string? Literal) Number(SoqlField field, object value)
    {
        // A number that the engine keeps in binary is compared there: its decimal form is not the number itself.
        decimal? number = value switch
        {
            long whole => whole, int small => small, decimal exact => exact,
            string digits when decimal.TryParse(digits, NumberStyles.Number, CultureInfo.InvariantCulture, out var parsed) => parsed,
            _ => null,
        };
        return (true, number is { } it && field.Column.Type.Kind != ColumnKind.Double ? SoqlText.Literal(it) : null);
    }

    static DateTimeOffset? Instant(object value) => value switch
    {
        DateTimeOffset instant => instant.ToUniversalTime(),
        DateTime utc => new DateTimeOffset(DateTime.SpecifyKind(utc, DateTimeKind.Utc)),
        _ => null,
    };

    static string Sign(ComparisonOperator op) => op switch
    {
        ComparisonOperator.Less => "<",
        ComparisonOperator.LessOrEqual => "<=",
        ComparisonOperator.Greater => ">",
        ComparisonOperator.GreaterOrEqual => ">=",
        _ => "=",
    };
}
