using Koppel.Sandbox.ActiveCampaign.Declared;
using Koppel.Sandbox.ActiveCampaign.State;
using Koppel.Sandbox.ActiveCampaign.Wire;

namespace Koppel.Sandbox.ActiveCampaign;

/// <summary>All that the API answers. Of two that match, the first counts.</summary>
internal sealed class Routes
{
    readonly Dictionary<string, Route[]> _routes;

    /// <param name="state">What the sandbox holds.</param>
    /// <param name="options">How it behaves.</param>
    /// <param name="root">Its own address.</param>
    /// <param name="tell">Hears what calls do.</param>
    public Routes(SandboxState state, SandboxOptions options, Uri root, Action<ContactEvent>? tell = null)
    {
        var set = new ResourceSet(state, options, root, Catalog.Resources) { Tell = tell ?? (_ => { }) };
        _routes = Catalog.Routes(set).GroupBy(route => route.First)
            .ToDictionary(group => group.Key, group => group.ToArray(), StringComparer.Ordinal);
    }

    /// <summary>All of them.</summary>
    public IEnumerable<Route> All => _routes.Values.SelectMany(group => group);

    /// <summary>The route of a call; null when there is none, and then whether the path has others.</summary>
    /// <param name="method">GET, POST, …</param>
    /// <param name="path">What follows <c>/api/3/</c>.</param>
    public (Route? Route, int Id, bool HasOtherMethods) Find(string method, string path)
    {
        var found = Exact(method, path);
        // A slash too many is an empty id for a row, and nothing at all for a list.
        return found.Route is null && path.EndsWith('/') ? Exact(method, path[..^1]) : found;
    }

    /// <summary>How a call without a route is counted: ids as <c>{id}</c>, so that there are not ever more of them.</summary>
    public static string NameOf(string method, string path)
    {
        var segments = path.Split('/').Select(segment => segment.Length > 0 && segment.All(char.IsAsciiDigit) ? "{id}" : segment);
        var name = $"{method} /api/3/{string.Join('/', segments)}";
        return name.Length <= 120 ? name : name[..120];
    }

    (Route? Route, int Id, bool HasOtherMethods) Exact(string method, string path)
    {
        var sent = path.Split('/');
        var others = false;
        foreach (var route in _routes.GetValueOrDefault(sent[0]) ?? [])
        {
            if (!route.Matches(sent, out var id)) continue;
            if (route.Method == method) return (route, id, true);
            others = true;
        }

        return (null, 0, others);
    }
}
