namespace Koppel.Engine.DuckDb;

/// <summary>A value that .NET has no exact type for, such as an interval, a date before the year 1, or a decimal of 38 digits.</summary>
/// <param name="Type">Its type in SQL.</param>
/// <param name="Text">Its text, as a cast to VARCHAR gives it.</param>
public sealed record SqlValue(string Type, string Text)
{
    /// <inheritdoc/>
    public override string ToString() => Text;
}
