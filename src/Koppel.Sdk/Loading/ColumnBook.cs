namespace Koppel.Sdk.Loading;

/// <summary>
/// What a load means for one column of its target, in rows that are inserted, updated or left as they are. Always: rows = set + changed +
/// cleared + same + kept.
/// </summary>
/// <param name="Column">The column.</param>
/// <param name="Set">It gets a value where there was none.</param>
/// <param name="Changed">It gets another value.</param>
/// <param name="Cleared">Its value is taken away.</param>
/// <param name="Same">It has already what the source gives.</param>
/// <param name="Kept">It keeps what it has, although the source gives something else.</param>
public sealed record ColumnBook(string Column, long Set, long Changed, long Cleared, long Same, long Kept)
{
    /// <summary>The statement says what values mean for it. The default is false.</summary>
    public bool IsSpokenOf { get; init; }
}
