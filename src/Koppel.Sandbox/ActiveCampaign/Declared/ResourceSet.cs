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
        byName =
            resources.ToDictionary(resource => resource.Name, resource => new ResourceCalls(this, resource, root), StringComparer.Ordinal);
        OfContacts = new ContactRelations(this);
        foreach (var calls in byName.Values) OfContacts.Add(calls.Resource);

        contacts.Relations = OfContacts;
    }

    public SandboxState State { get; }

    public SandboxOptions Options { get; }

    /// <summary>The sandbox's own address.</summary>
    public Uri Root { get; }

    public Store Store => State.Store;

    /// <summary>What belongs to contacts.</summary>
    public ContactRelations OfContacts { get; }

    /// <summary>The resource whose single rows stand under a key: <c>lists</c> for <c>list</c>. Null when there is none.</summary>
    public ResourceCalls? ByOne(string one) => byName.Values.FirstOrDefault(calls => calls.Resource.One == one);

    public ResourceCalls this[string name] => byName[name];

    /// <summary>The resource of a name; null when there is none.</summary>
    public ResourceCalls? Find(string name) => byName.GetValueOrDefault(name);

    /// <summary>All that the resources answer; what only links name comes last.</summary>
    public IEnumerable<Route> Routes() =>
        byName.Values.SelectMany(calls => calls.Routes())
            .Concat(byName.Values.SelectMany(calls => LinkedRows.Routes(this, calls.Resource)));

    /// <summary>Removes a row and all that goes with it.</summary>
    public void Remove(string resource, IRow row) => byName[resource].Remove(row);

    /// <summary>Removes a contact and all that goes with it.</summary>
    public void Remove(Contact contact)
    {
        foreach (var calls in byName.Values) calls.Resource.ContactGoes?.Invoke(this, contact);
        Store.Remove(contact);
    }

    /// <summary>A contact in full, as it stands beside a row that was written for it.</summary>
    public void WriteContact(PhpJson json, Contact contact) => contacts.Contact(json, contact, ContactPlace.BesideContactTag);
}
