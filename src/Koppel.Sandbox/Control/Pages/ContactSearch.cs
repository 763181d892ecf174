using Koppel.Sandbox.ActiveCampaign.State;

namespace Koppel.Sandbox.Control.Pages;

/// <summary>Which contacts a page shows, and in which order.</summary>
sealed class ContactSearch
{
    readonly List<Func<Contact, bool>> conditions = [];
    int tag;
    string sort = "";
    bool descending;

    public static ContactSearch Of(ControlCall call)
    {
        var search = new ContactSearch { tag = call.Number("tag"), sort = call.Text("sort"), descending = call.Text("dir") == "desc" };
        if (call.Text("search") is { Length: > 0 } text) search.conditions.Add(contact => Matches(contact, text));
        if (call.Number("also") is > 0 and var also) search.conditions.Add(contact => contact.Tags.Exists(link => link.Tag.Id == also));
        if (call.Number("account") is > 0 and var account) search.conditions.Add(contact => contact.OrganizationId == account);
        return search;
    }

    /// <summary>The contacts of a page, and how many there are on all.</summary>
    public (IReadOnlyList<Contact> Found, int Total) Run(Store store, int offset, int limit)
    {
        // Without anything to look at, a page of a million contacts is a slice.
        if (conditions.Count == 0 && tag == 0 && sort is "" or "id" && !descending)
        {
            var all = store.Contacts.All;
            return (offset >= all.Length ? [] : all.Slice(offset, Math.Min(limit, all.Length - offset)).ToArray(), all.Length);
        }

        var left = Candidates(store).Where(contact => conditions.TrueForAll(condition => condition(contact))).ToArray();
        return ([.. Order(left).Skip(offset).Take(limit)], left.Length);
    }

    IEnumerable<Contact> Candidates(Store store) => tag == 0
        ? store.Contacts.All.ToArray()
        : (store.Tags.Find(tag)?.Contacts ?? []).Select(id => store.Contacts.Find(id)!);

    IEnumerable<Contact> Order(Contact[] contacts) => sort switch
    {
        "email" => By(contacts, contact => contact.Email, StringComparer.OrdinalIgnoreCase),
        "name" => By(contacts, contact => contact.LastName.Length > 0 ? contact.LastName : contact.FirstName, StringComparer.OrdinalIgnoreCase),
        "account" => By(contacts, contact => contact.OrganizationName, StringComparer.OrdinalIgnoreCase),
        "tags" => By(contacts, contact => contact.Tags.Count, Comparer<int>.Default),
        "updated" => By(contacts, contact => contact.Updated, Comparer<DateTime>.Default),
        _ => By(contacts, contact => contact.Id, Comparer<int>.Default),
    };

    IEnumerable<Contact> By<TKey>(Contact[] contacts, Func<Contact, TKey> key, IComparer<TKey> comparer) =>
        descending ? contacts.OrderByDescending(key, comparer) : contacts.OrderBy(key, comparer);

    static bool Matches(Contact contact, string search) =>
        Has(contact.Email, search) || Has(contact.FirstName, search) || Has(contact.LastName, search) || Has(contact.OrganizationName, search)
        || Has(contact.FirstName + " " + contact.LastName, search) || contact.Tags.Exists(link => Has(link.Tag.Name, search));

    static bool Has(string text, string part) => text.Contains(part, StringComparison.OrdinalIgnoreCase);
}
