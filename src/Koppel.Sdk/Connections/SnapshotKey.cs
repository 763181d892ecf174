namespace Koppel.Sdk.Connections;

/// <summary>The key of a row that is kept: a whole number, or a text.</summary>
/// <param name="Number">The number; 0 where it is a text.</param>
/// <param name="Text">The text, or null.</param>
public readonly record struct SnapshotKey(long Number, string? Text = null)
{
    /// <summary>A whole number.</summary>
    public static implicit operator SnapshotKey(long number) => new(number);

    /// <summary>A text.</summary>
    public static implicit operator SnapshotKey(string text) => new(0, text);
}
