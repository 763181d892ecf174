namespace Koppel.Sdk.Rest.Declare;

/// <summary>How a list is cut into pages, how one page leads to the next, and where an answer says how many rows there are.</summary>
public sealed record Paging
{
    /// <summary>How one page leads to the next.</summary>
    public PagingKind Kind { get; private init; }

    /// <summary>How many rows a page holds at most.</summary>
    public required int Max { get; init; }

    /// <summary>The parameter that says how many rows a page is to hold; null where the API takes none.</summary>
    public string? Limit { get; init; } = "limit";

    /// <summary>
    /// The parameter that says where a page begins: behind how many rows, at which page, behind which key, or the text that the page before
    /// gave, as <see cref="Kind"/> asks.
    /// </summary>
    public string From { get; init; } = "offset";

    /// <summary>The number of the first page, where pages are numbered. The default is 1.</summary>
    public int FirstPage { get; init; } = 1;

    /// <summary>
    /// The status by which a page behind the last is answered; null, the default, where it is answered with an empty list.
    /// </summary>
    public int? StatusBehindLast { get; init; }

    /// <summary>
    /// The parameter that says from which key on the rows are wanted, when the list can be walked by key; otherwise null.
    /// </summary>
    public string? After { get; init; }

    /// <summary>
    /// The parameter and value that put the rows in the order of their keys, where <see cref="After"/> is set and they do not come so.
    /// </summary>
    public (string Name, string Value)? Order { get; init; }

    /// <summary>
    /// Where an answer says how the next page is asked for: a path such as <c>meta.next_cursor</c>; null for the key of the page's last
    /// row, or for the header <c>Link</c>. What is not there, or is empty, is the end.
    /// </summary>
    public string? Next { get; init; }

    /// <summary>
    /// Where an answer says whether there is a further page, such as <c>has_more</c>; null where only <see cref="Next"/> tells.
    /// </summary>
    public string? More { get; init; }

    /// <summary>
    /// Where an answer says how many rows the whole list has, a path such as <c>meta.total</c>; null where it says so nowhere.
    /// </summary>
    public string? Total { get; init; }

    /// <summary>The header that says how many rows the whole list has, such as <c>X-Total-Count</c>; null where none does.</summary>
    public string? TotalHeader { get; init; }

    /// <summary>There is no list: the path gives the only row.</summary>
    public bool IsSingle => Kind == PagingKind.Single;

    /// <summary>Each page is told by the one before it, so that they come one after the other.</summary>
    internal bool IsFollowed => Kind is PagingKind.Cursor or PagingKind.LastKey or PagingKind.Link;

    /// <summary>No list: the path gives the only row, under what the API calls it.</summary>
    public static Paging Single => new() { Kind = PagingKind.Single, Max = 1 };

    /// <summary>Pages by how many rows stand before them: <c>limit=100&amp;offset=200</c>.</summary>
    public static Paging Offset(int max, string limit = "limit", string offset = "offset") =>
        new() { Kind = PagingKind.Offset, Max = max, Limit = limit, From = offset };

    /// <summary>Pages by number: <c>page=3&amp;page_size=100</c>.</summary>
    public static Paging Numbered(int max, string size = "page_size", string page = "page", int first = 1) =>
        new() { Kind = PagingKind.Number, Max = max, Limit = size, From = page, FirstPage = first };

    /// <summary>
    /// As <see cref="Offset"/>, and by key too, such as <c>sort=id</c> and <c>id_greater=</c> the last key seen. It stays quick, however
    /// long the list is, and misses no row when others go meanwhile. Keys are whole numbers.
    /// </summary>
    /// <param name="max">How many rows a page holds at most.</param>
    /// <param name="after">The parameter for the key.</param>
    /// <param name="order">The parameter that puts the rows in the order of their keys.</param>
    /// <param name="ascending">Its value.</param>
    public static Paging ByKey(int max, string after, string order, string ascending) =>
        Offset(max) with { After = after, Order = (order, ascending) };

    /// <summary>
    /// Pages behind the last row of the page before, in whatever order they come: <c>starting_after=</c> its key. Keys may be texts.
    /// </summary>
    /// <param name="max">How many rows a page holds at most.</param>
    /// <param name="after">The parameter for the key.</param>
    /// <param name="more">Where an answer says whether there is more; null where only an empty page tells.</param>
    public static Paging BehindLast(int max, string after, string? more = null) =>
        new() { Kind = PagingKind.LastKey, Max = max, From = after, More = more };

    /// <summary>Pages by a text that the page before gave, whatever it means: <c>after=NTI1Cg</c>.</summary>
    /// <param name="max">How many rows a page holds at most.</param>
    /// <param name="parameter">The parameter that takes it.</param>
    /// <param name="next">Where an answer gives it, such as <c>paging.next.after</c>.</param>
    public static Paging Cursor(int max, string parameter, string next) =>
        new() { Kind = PagingKind.Cursor, Max = max, From = parameter, Next = next };

    /// <summary>
    /// Pages by the address of the next one, whole or as a path, which must be of the same host.
    /// </summary>
    /// <param name="max">How many rows a page holds at most.</param>
    /// <param name="next">Where an answer gives it, such as <c>nextRecordsUrl</c>; null for the header <c>Link</c>.</param>
    public static Paging Link(int max, string? next = null) => new() { Kind = PagingKind.Link, Max = max, Next = next };
}

/// <summary>How one page leads to the next.</summary>
public enum PagingKind
{
    /// <summary>By how many rows stand before it, and by key where that is declared.</summary>
    Offset,

    /// <summary>There is only one row and no list.</summary>
    Single,

    /// <summary>By its number.</summary>
    Number,

    /// <summary>By a text that the page before gave.</summary>
    Cursor,

    /// <summary>By the key of the last row of the page before.</summary>
    LastKey,

    /// <summary>By its address, which the page before gave.</summary>
    Link,
}
