namespace Koppel.Sdk.Rest.Declare;

/// <summary>
/// A call that writes many rows of a table at once. It stands beside the call for one row, which takes over where that is as cheap, and
/// where a batch is refused: only it tells which row is at fault, and why.
/// </summary>
/// <param name="Method">POST, PATCH or DELETE.</param>
/// <param name="Path">The path.</param>
/// <param name="Most">How many rows a call carries at most.</param>
public sealed record BulkCall(HttpMethod Method, string Path, int Most)
{
    /// <summary>
    /// How large a body becomes at most, in bytes. The default is what the strictest importer known here takes; a body that is too large
    /// for a system is cut in halves, and so are those behind it.
    /// </summary>
    public int MostBytes { get; init; } = 399_999;

    /// <summary>
    /// The parameter of the URL that carries the keys, such as <c>ids[]</c>; null when rows travel in the body, as an array.
    /// </summary>
    public string? Keys { get; init; }

    /// <summary>New rows, an array of them as the body.</summary>
    public static BulkCall Post(string path, int most) => new(HttpMethod.Post, path, most);

    /// <summary>Changed rows, an array of keys and values as the body.</summary>
    public static BulkCall Patch(string path, int most) => new(HttpMethod.Patch, path, most);

    /// <summary>Rows to remove, their keys in the URL.</summary>
    public static BulkCall Delete(string path, string keys, int most) => new(HttpMethod.Delete, path, most) { Keys = keys };
}
