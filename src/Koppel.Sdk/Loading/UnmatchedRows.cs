namespace Koppel.Sdk.Loading;

/// <summary>
/// What an inner join of a load left out: rows of a source that have no partner in the other table. They are no rows of the load, so its
/// books do not count them.
/// </summary>
/// <param name="Source">The source, such as <c>Sheet1@crm</c>.</param>
/// <param name="Target">The table that has the partners, such as <c>contacts@ac</c>.</param>
/// <param name="By">What is compared, such as <c>email</c> or <c>mail = email</c>.</param>
/// <param name="Rows">Rows of the source that meet the statement's conditions on it.</param>
/// <param name="Count">How many of them have no partner.</param>
public sealed record UnmatchedRows(string Source, string Target, string By, long Rows, long Count)
{
    /// <summary>How many of these would have one if case, and blanks around a text, did not count.</summary>
    public long Near { get; init; }

    /// <summary>Which rows of the other table are partners, as a condition in SQL; empty for all.</summary>
    public string Partners { get; init; } = "";

    /// <summary>How sure <see cref="Count"/> is.</summary>
    public CountBound Bound { get; init; }

    /// <summary>The first of them, where they are to be shown.</summary>
    public IReadOnlyList<UnmatchedRow> First { get; init; } = [];
}

/// <summary>A row without a partner.</summary>
/// <param name="Row">Its number in the source, from 1.</param>
/// <param name="Key">The values by which it was compared, as they are shown.</param>
/// <param name="IsNear">It would have a partner if case and blanks did not count.</param>
public sealed record UnmatchedRow(long Row, string Key, bool IsNear);

/// <summary>How sure a number is.</summary>
public enum CountBound
{
    /// <summary>It is the number.</summary>
    Exact,

    /// <summary>It is not more: some of the rows may have been left out by the statement itself.</summary>
    AtMost,

    /// <summary>It is not less: some of the partners may have been left out by the statement itself.</summary>
    AtLeast,
}
