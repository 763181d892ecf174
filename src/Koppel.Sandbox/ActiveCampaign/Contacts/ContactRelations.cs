using System.Text;
using Koppel.Sandbox.ActiveCampaign.Declared;
using Koppel.Sandbox.ActiveCampaign.Model;
using Koppel.Sandbox.ActiveCampaign.Records;
using Koppel.Sandbox.ActiveCampaign.State;
using Koppel.Sandbox.ActiveCampaign.Wire;

namespace Koppel.Sandbox.ActiveCampaign.Contacts;

/// <summary>
/// What belongs to a contact, by the name that its links use: <c>fieldValues</c>, <c>deals</c>. A resource that declares
/// <see cref="Nested.OfContact"/> is one; a relation that none declares is an empty list.
/// </summary>
internal sealed class ContactRelations
{
    readonly ResourceSet _set;

    readonly Dictionary<string, (string Resource, Func<Store, Contact, IEnumerable<IRow>> Rows)> _relations = new(StringComparer.Ordinal);

    public ContactRelations(ResourceSet set)
    {
        _set = set;
        foreach (var resource in set.All)
        {
            foreach (var nested in resource.Nested)
            {
                if (nested.OfContacts is { } rows) _relations.TryAdd(nested.Name, (resource.Name, rows));
            }

            foreach (var (name, rows) in resource.Includes) _relations.TryAdd(name, (resource.Name, rows));
        }
    }

    public bool Has(string relation) => _relations.ContainsKey(relation);

    public ResourceCalls Resource(string relation) => _set[_relations[relation].Resource];

    public IEnumerable<IRow> Rows(string relation, Contact contact) =>
        _relations.TryGetValue(relation, out var known) ? known.Rows(_set.Store, contact) : [];

    /// <summary>The rows of some contacts as a list of its own.</summary>
    public void WriteRows(PhpJson json, string relation, IEnumerable<Contact> contacts)
    {
        json.Name(Encoding.UTF8.GetBytes(relation)).BeginArray();
        if (_relations.ContainsKey(relation))
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
