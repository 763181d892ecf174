using Koppel.Sandbox.ActiveCampaign.Model;
using Koppel.Sandbox.ActiveCampaign.State;

namespace Koppel.Sandbox.ActiveCampaign.Declared;

/// <summary>The rows of a resource that belong to a row of another, under its path: all at once and without <c>meta</c>.</summary>
/// <param name="Parent">The name of the other resource: <c>fields</c>. An id that it has not is answered 404.</param>
/// <param name="Name">What follows the id in the path: <c>options</c>.</param>
/// <param name="Rows">The rows that belong to one of the other's.</param>
internal sealed record Nested(string Parent, string Name, Func<Resource, Store, IRow, IEnumerable<IRow>> Rows)
{
    public string Path => $"{Parent}/{{id}}/{Name}";

    /// <summary>Set when it is a relation of contacts: then their rows, and <c>include=</c>, name these rows too.</summary>
    public Func<Store, Contact, IEnumerable<IRow>>? OfContacts { get; init; }

    /// <summary>Under a contact.</summary>
    public static Nested OfContact(string name, Func<Store, Contact, IEnumerable<IRow>> rows) =>
        new("contacts", name, (_, store, row) => rows(store, (Contact)row)) { OfContacts = rows };

    /// <summary>Under a row of another resource, whose id a column of these rows holds.</summary>
    public static Nested Under(string parent, string name, string column) =>
        new(parent, name, (self, store, row) => store.Table(self).Where(column, row.Id));

    /// <summary>Under a row of another resource, by whatever joins them.</summary>
    public static Nested Of(string parent, string name, Func<Store, IRow, IEnumerable<IRow>> rows) =>
        new(parent, name, (_, store, row) => rows(store, row));
}
