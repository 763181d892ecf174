namespace Koppel.Engine.Sql;

/// <summary>A change to the text of a statement for DuckDB.</summary>
/// <param name="Start">The first character that goes.</param>
/// <param name="Length">How many go; 0 where something is only put in.</param>
/// <param name="Text">What comes in their place.</param>
internal sealed record SqlEdit(int Start, int Length, string Text)
{
    /// <summary>The character behind what goes.</summary>
    public int End => Start + Length;
}
