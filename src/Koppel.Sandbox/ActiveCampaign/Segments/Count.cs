namespace Koppel.Sandbox.ActiveCampaign.Segments;

/// <summary>How many tags or memberships there must be, and since when they count.</summary>
internal static class Count
{
    public static Func<int, bool> Of(AggregateDefinition aggregate)
    {
        var value = aggregate.Operator == "between" ? $"{aggregate.Start},{aggregate.End}" : aggregate.Value;
        if (aggregate.Operator is not ("=" or "!=" or "<" or ">" or "<=" or ">=" or "between"))
            throw new SegmentFault(
                $"The aggregate operator '{aggregate.Operator}' is not known here. Counts are compared with = != < > <= >= and between.");
        var holds = NumberComparison.Of(new("aggregate_field_value", aggregate.Operator, value, "number"));
        return count => holds(count);
    }

    public static DateTime Since(AggregateDefinition aggregate, DateTime now) =>
        aggregate.Within == 0 ? DateTime.MinValue : aggregate.Unit switch
    {
        "hours" => now.AddHours(-aggregate.Within),
        "days" or "" => now.AddDays(-aggregate.Within),
        "weeks" => now.AddDays(-7 * aggregate.Within),
        "months" => now.AddMonths(-aggregate.Within),
        _ => throw new SegmentFault($"'{aggregate.Unit}' is no unit of time. Write hours, days, weeks or months."),
    };
}
