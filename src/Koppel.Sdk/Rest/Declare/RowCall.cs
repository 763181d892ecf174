using Koppel.Sdk.Schema;

namespace Koppel.Sdk.Rest.Declare;

/// <summary>A call that writes one row.</summary>
/// <param name="Method">POST, PUT, PATCH or DELETE.</param>
/// <param name="Path">The path, with <c>{id}</c> where the key of the row stands, and <c>{column}</c> for the value of any other
/// column.</param>
public sealed record RowCall(HttpMethod Method, string Path)
{
    /// <summary>What the key of the row is named in a path.</summary>
    internal const string Key = "id";

    /// <summary>
    /// Sending it twice does the same as sending it once, so that it may be tried again although the answer was lost.
    /// The default is false for POST and true for the others.
    /// </summary>
    public bool Repeatable { get; init; } = Method != HttpMethod.Post;

    /// <summary>
    /// The status by which a POST says that a row of the same identity was there already, which it then answers instead of making another
    /// one. The default is null: the system refuses such a row, or does not tell it from a new one.
    /// </summary>
    public int? StatusWhenThere { get; init; }

    /// <summary>
    /// How the row stands in the body. The default is under what the API calls one row; alone, where it calls it nothing.
    /// </summary>
    public BodyShape Body { get; init; }

    /// <summary>
    /// The name that the row stands under in the body, where it is another one than <see cref="RestTable.Item"/>; otherwise null.
    /// </summary>
    public string? Envelope { get; init; }

    /// <summary>
    /// Where the answer to an insert tells the key of the new row, a name or a path; null, the default, where it holds the row itself.
    /// </summary>
    public string? KeyIn { get; init; }

    /// <summary>Columns that an update sends with the values that the row has, because the call wants them beside what changes.</summary>
    public IReadOnlyList<string> Also { get; init; } = [];

    /// <summary>
    /// An update whose path has no place for the key: the row is meant by what identifies it, which stands in the body. The default is
    /// false.
    /// </summary>
    public bool ByIdentity { get; init; }

    /// <summary>
    /// The name of the object inside the row that holds all fields, such as <c>attributes</c>; null when each stands where its column's
    /// <see cref="Column.Field"/> says.
    /// </summary>
    public string? Inside { get; init; }

    /// <summary>The name that the row stands under in the body; null where it stands alone.</summary>
    internal string? EnvelopeOf(RestTable table) =>
        Body != BodyShape.Bare && (Envelope ?? table.Item) is { Length: > 0 } name ? name : null;

    /// <summary>The columns that stand in the path, beside the key.</summary>
    internal IReadOnlyList<string> Names => NamesIn(Path);

    /// <summary>A POST.</summary>
    public static RowCall Post(string path) => new(HttpMethod.Post, path);

    /// <summary>A PUT.</summary>
    public static RowCall Put(string path) => new(HttpMethod.Put, path);

    /// <summary>A PATCH.</summary>
    public static RowCall Patch(string path) => new(HttpMethod.Patch, path);

    /// <summary>A DELETE.</summary>
    public static RowCall Delete(string path) => new(HttpMethod.Delete, path);

    /// <summary>The columns that stand in a path, beside the key.</summary>
    internal static IReadOnlyList<string> NamesIn(string pattern)
    {
        var names = new List<string>();
        for (var from = pattern.IndexOf('{', StringComparison.Ordinal); from >= 0; from = pattern.IndexOf('{', from + 1))
            if (pattern[(from + 1)..pattern.IndexOf('}', from)] is var name && name != Key) names.Add(name);
        return names;
    }
}

/// <summary>How a row stands in a request's body.</summary>
public enum BodyShape
{
    /// <summary>An object under a name: <c>{"tag":{…}}</c>.</summary>
    Item,

    /// <summary>The row alone: <c>{…}</c>.</summary>
    Bare,

    /// <summary>The only one of a list under a name: <c>{"fieldOptions":[{…}]}</c>.</summary>
    List,
}
