namespace Koppel.Sdk.Http;

/// <summary>One call to a REST API.</summary>
/// <param name="Method">GET, POST, PUT or DELETE.</param>
/// <param name="Path">Path and query behind the connection's address, already escaped; see <see cref="UrlPath"/>.</param>
public sealed record RestRequest(HttpMethod Method, string Path)
{
    const string Json = "application/json";

    static readonly Dictionary<string, string> NoHeaders = [];

    /// <summary>The path's pattern in reports, such as <c>contacts/{id}</c>; null for <see cref="Path"/> without its query.</summary>
    public string? Pattern { get; init; }

    /// <summary>The body, or empty for none.</summary>
    public ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>What the body is. The default is <c>application/json</c>.</summary>
    public string ContentType { get; init; } = Json;

    /// <summary>What the answer is to be. The default is <c>application/json</c>: then one that is none is asked for again.</summary>
    public string Accept { get; init; } = Json;

    /// <summary>Headers of this call alone, none of them secret. The default is none.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = NoHeaders;

    /// <summary>
    /// Sending it twice does the same as sending it once, so that it may be tried again although the answer was lost.
    /// The default is true for GET, PUT and DELETE, and false for POST: that must be declared.
    /// </summary>
    public bool Repeatable { get; init; } = Method != HttpMethod.Post;

    /// <summary>The limits that the call counts against; null for the client's usual ones.</summary>
    public IReadOnlyList<RateLimit>? Limits { get; init; }

    /// <summary>Is cancelled when the call is not to be sent any more; one that is under way comes to its end.</summary>
    public CancellationToken Unless { get; init; }

    /// <summary>
    /// The body of a good answer is read by whoever asked, from <see cref="RestResponse.Stream"/>, and may be of any length. The default is
    /// false: it is read to its end.
    /// </summary>
    public bool IsStreamed { get; init; }

    /// <summary>
    /// Makes the body of the headers of the credential as it is at each attempt, for systems that want it in the body; null for
    /// <see cref="Body"/>. What it makes is never kept nor shown.
    /// </summary>
    public Func<IReadOnlyDictionary<string, string>, ReadOnlyMemory<byte>>? SignedBody { get; init; }

    /// <summary>
    /// The status that an answer stands for, where a system has one status for all that it refuses, and says in the body which: then 401
    /// has the credential renewed, 500 may be tried again. Null where the answer's own says it.
    /// </summary>
    public Func<RestResponse, int>? StatusOf { get; init; }

    /// <summary>Whether the answer is to be JSON.</summary>
    internal bool WantsJson => Accept == Json && !IsStreamed;

    /// <summary>The call in reports, such as <c>GET contacts/{id}</c>; the client puts its base path in front.</summary>
    internal string RoutePattern => Pattern ?? Path.Split('?', 2)[0];
}
