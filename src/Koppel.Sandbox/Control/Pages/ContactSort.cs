using Koppel.Sandbox.ActiveCampaign.Model;
using Koppel.Sandbox.Control.Calls;

namespace Koppel.Sandbox.Control.Pages;

/// <summary>In which order a page shows contacts.</summary>
internal sealed record ContactSort(string By, bool Descending)
{
    public static ContactSort Of(ControlCall call) => new(call.Text("sort"), call.Text("dir") == "desc");

    /// <summary>Whether it is the order in which they are kept.</summary>
    public bool IsKept => By is "" or "id" && !Descending;

    public IEnumerable<Contact> Order(Contact[] contacts) => By switch
    {
        "email" => Order(contacts, contact => contact.Email, StringComparer.OrdinalIgnoreCase),
        "name" => Order(
            contacts, contact => contact.LastName.Length > 0 ? contact.LastName : contact.FirstName, StringComparer.OrdinalIgnoreCase),
        "account" => Order(contacts, contact => contact.OrganizationName, StringComparer.OrdinalIgnoreCase),
        "tags" => Order(contacts, contact => contact.Tags.Count, Comparer<int>.Default),
        "updated" => Order(contacts, contact => contact.Updated, Comparer<DateTime>.Default),
        _ => Order(contacts, contact => contact.Id, Comparer<int>.Default),
    };

    IOrderedEnumerable<Contact> Order<TKey>(Contact[] contacts, Func<Contact, TKey> key, IComparer<TKey> comparer) =>
        Descending ? contacts.OrderByDescending(key, comparer) : contacts.OrderBy(key, comparer);
}
