namespace Koppel.Engine.GuidedLoads;

/// <summary>A column of a source, and what it is for the target.</summary>
/// <param name="Column">Its name.</param>
/// <param name="Use">What it is.</param>
public sealed record MappedColumn(string Column, ColumnUse Use)
{
    /// <summary>The field's column, or the tag's name of <see cref="ColumnUse.TagIf"/>; null for other uses.</summary>
    public string? Target { get; init; }

    /// <summary>How sure that is, from 0 to 1; 1 where a person has said it.</summary>
    public double Sure { get; init; } = 1;

    /// <summary>Why, as a word for programs, such as <c>heading</c> or <c>content</c>.</summary>
    public string Why { get; init; } = "said";

    /// <summary>What <see cref="Why"/> is about, such as the name that a heading is like; null for nothing.</summary>
    public string? Like { get; init; }

    /// <summary>The share of the values that speak for it, from 0 to 1; null where they were not asked.</summary>
    public double? Share { get; init; }

    /// <summary>What stands between several names in a cell; null for a comma, a semicolon, two bars or the end of a line.</summary>
    public string? Separator { get; init; }

    /// <summary>An empty cell takes away what the contact has; otherwise it leaves it.</summary>
    public bool ClearsNulls { get; init; }

    /// <summary>A value is written only where the contact has none.</summary>
    public bool FillEmpty { get; init; }

    /// <summary>The target takes several values; null when that is not known.</summary>
    public bool? TakesSeveral { get; init; }
}
