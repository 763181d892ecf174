using Koppel.Sandbox.ActiveCampaign.Resources;
using Koppel.Sandbox.ActiveCampaign.State;
using Koppel.Sandbox.ActiveCampaign.Wire;

namespace Koppel.Sandbox.ActiveCampaign.Declared;

/// <summary>The declared resources of a sandbox, ready to serve. Hooks find here what they need.</summary>
sealed class ResourceSet
{
    readonly Dictionary<string, ResourceCalls> byName;
    readonly RowWriter contacts;

    public ResourceSet(SandboxState state, SandboxOptions options, RowWriter contacts, Uri root, IEnumerable<Resource> resources)
    {
        (State, Options, Root, this.contacts) = (state, options, root, contacts);
        byName = resources.ToDictionary(resource => resource.Name, resource => new ResourceCalls(this, resource, root), StringComparer.Ordinal);
    }

    public SandboxState State { get; }

    public SandboxOptions Options { get; }

    /// <summary>The sandbox's own address.</summary>
    public Uri Root { get; }

    public Store Store => State.Store;

    public ResourceCalls this[string name] => byName[name];

    /// <summary>All that the resources answer.</summary>
    public IEnumerable<Route> Routes() => byName.Values.SelectMany(calls => calls.Routes());

    /// <summary>Removes a row and all that goes with it.</summary>
    public void Remove(string resource, IRow row) => byName[resource].Remove(row);

    /// <summary>A contact in full, as it stands beside a row that was written for it.</summary>
    public void WriteContact(PhpJson json, Contact contact) => contacts.Contact(json, contact, ContactPlace.BesideContactTag);
}
