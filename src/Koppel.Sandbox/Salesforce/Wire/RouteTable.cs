namespace Koppel.Sandbox.Salesforce.Wire;

/// <summary>All that is answered. Of two routes that match, the first counts.</summary>
internal sealed class RouteTable(params IEnumerable<SalesforceRoute> routes)
{
    readonly SalesforceRoute[] _routes = [.. routes];

    public IReadOnlyList<SalesforceRoute> All => _routes;

    /// <summary>How a call is counted; one without a route with ids as <c>{id}</c>, so that there are not ever more of them.</summary>
    public string NameOf(string method, string path)
    {
        if (Find(method, path).Route is { } route) return route.Name;
        var version = ApiVersions.Of(path);
        var shown = version == 0 ? path : ApiVersions.Root + "/{version}" + path[ApiVersions.Path(version).Length..];
        var name = $"{method} {string.Join('/', shown.Split('/').Select(segment => segment.Length is 15 or 18 ? "{id}" : segment))}";
        return name.Length <= 120 ? name : name[..120];
    }

    /// <summary>Answers a call: one of a client, or one of the calls of a composite request.</summary>
    /// <exception cref="SalesforceFault">It is refused.</exception>
    public SalesforceAnswer Answer(SalesforceCall call)
    {
        var (route, values, known) = Find(call.Method, call.Path);
        if (route is null) throw known ? NotAllowed(call.Method) : SalesforceFault.NotFound();
        return route.Handle(call with { Values = values });
    }

    /// <summary>The route of a call with what stands in its path; null when there is none, and then whether the path has others.</summary>
    (SalesforceRoute? Route, IReadOnlyDictionary<string, string> Values, bool HasOtherMethods) Find(string method, string path)
    {
        var sent = path.Split('/');
        var others = false;
        foreach (var route in _routes)
        {
            if (route.Match(sent) is not { } values) continue;
            if (route.Method == method) return (route, values, true);
            others = true;
        }

        return (null, new Dictionary<string, string>(), others);
    }

    static SalesforceFault NotAllowed(string method) =>
        new(405, "METHOD_NOT_ALLOWED", $"HTTP Method '{method}' not allowed. The path is there for other methods.");
}
