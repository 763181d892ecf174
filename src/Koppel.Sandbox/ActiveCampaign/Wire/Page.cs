namespace Koppel.Sandbox.ActiveCampaign.Wire;

/// <summary>Which rows of a list are asked for.</summary>
internal readonly record struct Page(int Offset, int Limit)
{
    const int Default = 20;
    const int Most = 100;

    public static Page Of(QueryText query, int byDefault = Default) => new(
        Math.Max(0, query.Number("offset") ?? 0),
        query.Number("limit") is { } limit and > 0 ? Math.Min(limit, Most) : byDefault);

    /// <summary>Whether more is asked for than a page may hold.</summary>
    public static bool IsTooLarge(QueryText query) => query.Number("limit") > Most;

    public ReadOnlySpan<T> Cut<T>(ReadOnlySpan<T> rows) =>
        Offset >= rows.Length ? [] : rows.Slice(Offset, Math.Min(Limit, rows.Length - Offset));
}
