namespace Koppel.Sandbox.ActiveCampaign.Segments;

/// <summary>A comparison.</summary>
/// <param name="Name">What is compared: <c>tagid</c>, <c>email</c>, <c>field12</c>.</param>
/// <param name="Operator">How: <c>=</c>, <c>contains</c>, <c>empty</c>.</param>
/// <param name="Value">What with; some operators need nothing.</param>
/// <param name="DataType">As what: <c>string</c>, <c>number</c>, <c>date</c>.</param>
/// <param name="External">Whether the value is told when the segment is asked, and not here.</param>
internal sealed record FieldDefinition(string Name, string Operator, string Value, string DataType, bool External = false)
{
    /// <summary>The two ends of <c>between</c>: <c>4,8</c>.</summary>
    public (string Low, string High) Pair() => List(Value) is [var low, var high]
        ? (low, high)
        : throw new SegmentFault($"The field '{Name}' needs two values for '{Operator}', as in 4,8; it has '{Value}'.");

    public SegmentFault Misfit(string kind) => new($"The operator '{Operator}' does not compare {kind}, as the field '{Name}' has them.");

    /// <summary>The values of a list: <c>1,2,3</c>.</summary>
    public static string[] List(string values) => values.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}
