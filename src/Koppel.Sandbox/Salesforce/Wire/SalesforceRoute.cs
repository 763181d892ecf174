namespace Koppel.Sandbox.Salesforce.Wire;

/// <summary>A method and a path that are answered; names in braces stand for anything.</summary>
/// <param name="method">GET, POST, …</param>
/// <param name="path">
/// What follows <c>/services/data/v60.0/</c>, as in <c>sobjects/{object}/describe</c>; a path from the root begins with a slash.
/// </param>
/// <param name="handle">Answers.</param>
internal sealed class SalesforceRoute(string method, string path, Func<SalesforceCall, SalesforceAnswer> handle)
{
    readonly string[] _segments = Full(path).Split('/');

    public string Method => method;

    /// <summary>How statistics, log and faults name it: <c>GET /services/data/{version}/query</c>.</summary>
    public string Name { get; } = $"{method} {Full(path)}";

    public SalesforceAnswer Handle(SalesforceCall call) => handle(call);

    /// <summary>Whether a path is this one; gives what stands at the names. Names of the API are the same whatever their case.</summary>
    public IReadOnlyDictionary<string, string>? Match(string[] sent)
    {
        if (sent.Length != _segments.Length) return null;
        for (var index = 0; index < sent.Length; index++)
        {
            if (!IsName(_segments[index]) && !_segments[index].Equals(sent[index], StringComparison.OrdinalIgnoreCase)) return null;
        }

        var values = new Dictionary<string, string>();
        for (var index = 0; index < sent.Length; index++)
        {
            if (IsName(_segments[index])) values[_segments[index][1..^1]] = sent[index];
        }

        return values;
    }

    static bool IsName(string segment) => segment.StartsWith('{');

    static string Full(string path) => path.StartsWith('/') ? path : $"{ApiVersions.Root}/{{version}}/{path}".TrimEnd('/');
}
