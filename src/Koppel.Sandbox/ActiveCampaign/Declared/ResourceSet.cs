using Koppel.Sandbox.ActiveCampaign.Model;
using Koppel.Sandbox.ActiveCampaign.State;
using Koppel.Sandbox.ActiveCampaign.Wire;

namespace Koppel.Sandbox.ActiveCampaign.Declared;

/// <summary>The declared resources of a sandbox, ready to serve. Hooks find here what they need.</summary>
internal sealed class ResourceSet
{
    readonly Dictionary<string, ResourceCalls> _byName;

    public ResourceSet(SandboxState state, SandboxOptions options, Uri root, IEnumerable<Resource> resources)
    {
        (State, Options, Root) = (state, options, root);
        _byName =
            resources.ToDictionary(resource => resource.Name, resource => new ResourceCalls(this, resource, root), StringComparer.Ordinal);
    }

    public SandboxState State { get; }

    public SandboxOptions Options { get; }

    /// <summary>The sandbox's own address.</summary>
    public Uri Root { get; }

    public Store Store => State.Store;

    public IEnumerable<Resource> All => _byName.Values.Select(calls => calls.Resource);

    /// <summary>Tells whoever listens what a call did.</summary>
    public Action<ContactEvent> Tell { get; init; } = _ => { };

    /// <summary>Writes a contact in full, as it stands beside a row that was written for it. The feature of contacts says how.</summary>
    public Action<PhpJson, Contact> WriteContact { get; set; } = (_, _) => throw new InvalidOperationException("Nobody writes contacts.");

    /// <summary>The resource whose single rows stand under a key: <c>lists</c> for <c>list</c>. Null when there is none.</summary>
    public ResourceCalls? ByOne(string one) => _byName.Values.FirstOrDefault(calls => calls.Resource.One == one);

    public ResourceCalls this[string name] => _byName[name];

    /// <summary>The resource of a name; null when there is none.</summary>
    public ResourceCalls? Find(string name) => _byName.GetValueOrDefault(name);

    /// <summary>All that the resources answer.</summary>
    public IEnumerable<Route> Routes() => _byName.Values.SelectMany(calls => calls.Routes());

    /// <summary>Removes a row and all that goes with it.</summary>
    public void Remove(string resource, IRow row) => _byName[resource].Remove(row);
}
