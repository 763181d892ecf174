namespace Koppel.Engine.GuidedLoads;

/// <summary>A cell that does not look like the others of its column.</summary>
/// <param name="Row">The row's number: as the workbook shows it, or counted from 1 where there are no such numbers.</param>
/// <param name="Value">The value; null for an empty cell.</param>
/// <param name="Code">Why, as a word for programs, such as <c>no-address</c>.</param>
public sealed record DoubtfulCell(long Row, string? Value, string Code)
{
    /// <summary>Why, as a sentence.</summary>
    public string Text => Code switch
    {
        "no-address" => $"'{Value}' is no e-mail address.",
        "empty" => "The row has no e-mail address.",
        "no-date" => $"'{Value}' is no date.",
        "no-number" => $"'{Value}' is no number.",
        "no-phone" => $"'{Value}' is no phone number.",
        _ => $"'{Value}' says neither yes nor no.",
    };
}
