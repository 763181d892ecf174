using System.Globalization;

namespace Koppel.Sandbox.ActiveCampaign.Segments;

/// <summary>Compares numbers. What is blank or no number is neither less nor greater than any.</summary>
internal static class NumberComparison
{
    public static Func<decimal?, bool> Of(FieldDefinition field)
    {
        switch (field.Operator)
        {
            case "empty": return number => number is null;
            case "not empty" or "any": return number => number is not null;
            case "is in any" or "none":
                var wanted = FieldDefinition.List(field.Value).Select(text => Read(field, text)).ToHashSet();
                return field.Operator == "none"
                    ? number => number is null || !wanted.Contains(number.Value)
                    : number => number is not null && wanted.Contains(number.Value);
            case "between" or "not between":
                var (low, high) = field.Pair();
                var (from, until) = (Read(field, low), Read(field, high));
                return field.Operator == "between"
                    ? number => number >= from && number <= until
                    : number => number is null || number < from || number > until;
        }

        var value = Read(field, field.Value);
        return field.Operator switch
        {
            "=" or "is" => number => number == value,
            "!=" or "is not" => number => number != value,
            "<" => number => number < value,
            "<=" => number => number <= value,
            ">" => number => number > value,
            ">=" => number => number >= value,
            "empty|=" => number => number is null || number == value,
            "empty|<" => number => number is null || number < value,
            "empty|<=" => number => number is null || number <= value,
            _ => throw field.Misfit("numbers"),
        };
    }

    /// <summary>A text as a number; null when it is none.</summary>
    public static decimal? Read(string text) =>
        decimal.TryParse(text, NumberStyles.Number & ~NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;

    static decimal Read(FieldDefinition field, string text) =>
        Read(text) ?? throw new SegmentFault($"The field '{field.Name}' is compared with '{text}', which is no number.");
}
