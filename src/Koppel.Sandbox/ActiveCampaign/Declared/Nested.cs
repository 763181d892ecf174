using Koppel.Sandbox.ActiveCampaign.State;

namespace Koppel.Sandbox.ActiveCampaign.Declared;

/// <summary>The rows of a resource that belong to a row of another, under its path: all at once and without <c>meta</c>.</summary>
/// <param name="Path">Such as <c>fields/{id}/options</c>.</param>
/// <param name="Parent">The row with the id in the path; none is answered 404.</param>
/// <param name="ParentInner">What the 404 calls it.</param>
/// <param name="Rows">Its rows.</param>
sealed record Nested(string Path, Func<Store, int, IRow?> Parent, string ParentInner, Func<Resource, Store, IRow, IEnumerable<IRow>> Rows)
{
    /// <summary>Set when it is a relation of contacts: then their rows, and <c>include=</c>, name these rows too.</summary>
    public (string Name, Func<Store, Contact, IEnumerable<IRow>> Rows)? Contact { get; init; }

    /// <summary>Under a contact.</summary>
    public static Nested OfContact(string name, Func<Store, Contact, IEnumerable<IRow>> rows) =>
        new($"contacts/{{id}}/{name}", (store, id) => store.Contacts.Find(id), "Subscriber", (_, store, row) => rows(store, (Contact)row))
        {
            Contact = (name, rows),
        };

    /// <summary>Under a row of a declared resource, whose id a column of these rows holds.</summary>
    public static Nested Under(Resource parent, string name, string column) => new(
        $"{parent.Path}/{{id}}/{name}",
        (store, id) => store.Table(parent).Find(id),
        parent.Inner,
        (self, store, row) => store.Table(self).Where(column, row.Id));
}
