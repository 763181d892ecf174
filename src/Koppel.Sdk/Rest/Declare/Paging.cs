namespace Koppel.Sdk.Rest.Declare;

/// <summary>How a list is cut into pages.</summary>
public sealed record Paging
{
    /// <summary>How many rows a page holds at most.</summary>
    public required int Max { get; init; }

    /// <summary>
    /// The parameter that says from which key on the rows are wanted, when the list can be walked by key; otherwise null.
    /// </summary>
    public string? After { get; init; }

    /// <summary>The parameter and value that put the rows in the order of their keys, when <see cref="After"/> is set.</summary>
    public (string Name, string Value)? Order { get; init; }

    /// <summary>There is no list: the path gives the only row. The default is false.</summary>
    public bool IsSingle { get; init; }

    /// <summary>No list: the path gives the only row, under what the API calls it.</summary>
    public static Paging Single => new() { Max = 1, IsSingle = true };

    /// <summary>
    /// Pages are asked for by <c>page</c>, from 1, and <c>page_size</c>; a page that holds nothing is answered 404 or empty. The default is
    /// false.
    /// </summary>
    public bool IsNumbered { get; init; }

    /// <summary>Pages by <c>page</c> and <c>page_size</c>.</summary>
    public static Paging Numbered(int max) => new() { Max = max, IsNumbered = true };

    /// <summary>Pages by <c>limit</c> and <c>offset</c>.</summary>
    public static Paging Offset(int max) => new() { Max = max };

    /// <summary>
    /// Pages by key: <c>orders[id]=ASC</c> and <c>id_greater=</c> the last key seen. It stays quick, however long the list is.
    /// </summary>
    public static Paging ByKey(int max, string after, string order) => new() { Max = max, After = after, Order = (order, "ASC") };
}
