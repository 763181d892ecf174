using System.Text;
using Koppel.Sandbox.ActiveCampaign.State;
using Koppel.Sandbox.ActiveCampaign.Wire;

namespace Koppel.Sandbox.ActiveCampaign.Declared;

/// <summary>
/// What belongs to a contact, by the name that its links use: <c>fieldValues</c>, <c>deals</c>. A resource that declares
/// <see cref="Nested.OfContact"/> is one; a relation that none declares is an empty list.
/// </summary>
sealed class ContactRelations(ResourceSet set)
{
    readonly Dictionary<string, (string Resource, Func<Store, Contact, IEnumerable<IRow>> Rows)> relations = new(StringComparer.Ordinal);

    public void Add(Resource resource)
    {
        var under = resource.Nested.Select(nested => nested.Contact).OfType<(string, Func<Store, Contact, IEnumerable<IRow>>)>();
        foreach (var (name, rows) in under.Concat(resource.Includes))
            relations.TryAdd(name, (resource.Name, rows));
    }

    public bool Has(string relation) => relations.ContainsKey(relation);

    public ResourceCalls Resource(string relation) => set[relations[relation].Resource];

    public IEnumerable<IRow> Rows(string relation, Contact contact) =>
        relations.TryGetValue(relation, out var known) ? known.Rows(set.Store, contact) : [];

    /// <summary>The rows of some contacts as a list of its own.</summary>
    public void WriteRows(PhpJson json, string relation, IEnumerable<Contact> contacts)
    {
        json.Name(Encoding.UTF8.GetBytes(relation)).BeginArray();
        if (relations.ContainsKey(relation))
        {
            var writer = Resource(relation).Writer;
            foreach (var row in contacts.SelectMany(contact => Rows(relation, contact))) writer.Write(json, row, Shown.List);
        }

        json.EndArray();
    }

    /// <summary>The ids of a contact's rows.</summary>
    public void WriteIds(PhpJson json, string relation, Contact contact)
    {
        json.BeginArray();
        foreach (var row in Rows(relation, contact)) json.Text(row.Id);
        json.EndArray();
    }
}
