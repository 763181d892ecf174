using Koppel.Sandbox.ActiveCampaign.CustomObjects;
using Koppel.Sandbox.ActiveCampaign.Declared;
using Koppel.Sandbox.ActiveCampaign.Resources;
using Koppel.Sandbox.ActiveCampaign.Segments;

namespace Koppel.Sandbox.ActiveCampaign;

/// <summary>All that the API answers, written out. Of two that match, the first counts.</summary>
sealed class Routes
{
    public const string Import = "POST /api/3/import/bulk_import";

    readonly Dictionary<string, Route[]> routes;

    public Routes(SandboxState state, SandboxOptions options, Uri root)
    {
        var rows = new RowWriter(root, options);
        var declared = new ResourceSet(state, options, rows, root, Declarations.All);
        var contacts = new Contacts(state, rows, declared, options);
        var tags = new Tags(state, rows, options);
        var contactTags = new ContactTags(state, rows, options);
        var imports = new Imports(state, options);
        Route[] all =
        [
            new("GET", "contacts", contacts.List),
            new("POST", "contacts", contacts.Create),
            new("POST", "contact/sync", contacts.Sync),
            // The plural is a trap of the real API: it creates.
            new("POST", "contacts/sync", contacts.Create),
            new("GET", "contacts/{id}", contacts.One),
            new("PUT", "contacts/{id}", contacts.Update),
            new("DELETE", "contacts/{id}", contacts.Delete),
            new("GET", "contacts/{id}/contactTags", contactTags.OfContact),
            new("GET", "tags", tags.List),
            new("POST", "tags", tags.Create),
            new("GET", "tags/{id}", tags.One),
            new("PUT", "tags/{id}", tags.Update),
            new("DELETE", "tags/{id}", tags.Delete),
            new("GET", "contactTags", contactTags.List),
            new("POST", "contactTags", contactTags.Create),
            new("GET", "contactTags/{id}", contactTags.One),
            new("DELETE", "contactTags/{id}", contactTags.Delete),
            new("GET", "contactTags/{id}/contact", contactTags.ContactOf),
            new("GET", "contactTags/{id}/tag", contactTags.TagOf),
            new("GET", "tags/{id}/contactGoalTags", tags.GoalsOf),
            new("POST", "import/bulk_import", imports.Queue),
            new("GET", "import/bulk_import", imports.Progress),
            new("GET", "import/info", imports.Info),
            .. new Schemas(state).Routes(),
            .. new Records(state, options).Routes(),
            .. SegmentRoutes.Of(state, options),
            .. declared.Routes(),
            .. ContactParts.Routes(declared),
        ];
        routes = all.GroupBy(route => route.First).ToDictionary(group => group.Key, group => group.ToArray(), StringComparer.Ordinal);
    }

    /// <summary>All of them.</summary>
    public IEnumerable<Route> All => routes.Values.SelectMany(group => group);

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
        foreach (var route in routes.GetValueOrDefault(sent[0]) ?? [])
        {
            if (!route.Matches(sent, out var id)) continue;
            if (route.Method == method) return (route, id, true);
            others = true;
        }

        return (null, 0, others);
    }
}
