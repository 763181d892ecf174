using System.Security.Cryptography;
using System.Text;
using Koppel.Sandbox.ActiveCampaign.State;
using Koppel.Sandbox.ActiveCampaign.Wire;

namespace Koppel.Sandbox.ActiveCampaign.Resources;

/// <summary>
/// Which contacts a list asks for. Whatever an index can answer is answered by it: a mail address, ids, a tag, bounds of the id. Only
/// the other conditions look at each contact that is left, and only an order other than by id sorts.
/// </summary>
sealed class ContactQuery
{
    readonly QueryText query;
    readonly string? email;
    readonly List<int>? ids;
    readonly int tag;
    readonly int status;
    readonly int greater;
    readonly int less;
    readonly List<Func<Contact, bool>> conditions = [];

    public ContactQuery(QueryText query)
    {
        this.query = query;
        email = query.Text("email");
        ids = query.Numbers("ids");
        tag = query.Number("tagid") ?? 0;
        status = query.Number("status") ?? -1;
        greater = query.Number("id_greater") ?? 0;
        less = query.Number("id_less") ?? int.MaxValue;
        if (query.Text("email_like") is { } part) conditions.Add(contact => Has(contact.Email, part));
        if (query.Text("phone") is { } phone) conditions.Add(contact => contact.Phone.StartsWith(phone, StringComparison.Ordinal));
        if (query.Text("search") is { } search) conditions.Add(contact => Matches(contact, search));
        // Without lists every contact of the sandbox is an active one.
        if (status is not (-1 or 1)) conditions.Add(_ => false);
        foreach (var (name, value) in query.Members("filters")) AddDate(name, value);
    }

    /// <summary>The contacts of the page, and how many there are on all pages.</summary>
    public (IReadOnlyList<Contact> Page, int Total) Run(Store store, Page page)
    {
        var orders = ContactOrder.Of(query);
        if (email is null && ids is null && tag == 0 && conditions.Count == 0 && orders.IsById)
        {
            var from = store.Contacts.IndexAfter(greater);
            var to = Math.Max(from, store.Contacts.IndexAfter(less - 1));
            return (Cut(store.Contacts.All[from..to], page, orders.IsDescending), to - from);
        }

        var found = Candidates(store).Where(contact => contact.Id > greater && contact.Id < less && conditions.TrueForAll(condition => condition(contact))).ToArray();
        return orders.IsById
            ? (Cut(found, page, orders.IsDescending), found.Length)
            : ([.. orders.Sort(found).Skip(page.Offset).Take(page.Limit)], found.Length);
    }

    /// <summary>The query as the API repeats it.</summary>
    public void WritePageInput(PhpJson json, Page page) => json.BeginObject()
        .Name("segmentid"u8).Number(0).Name("formid"u8).Number(0).Name("listid"u8).Number(0).Name("tagid"u8).Number(tag)
        .Name("limit"u8).Number(page.Limit).Name("offset"u8).Number(page.Offset)
        .Name("search"u8).Text(query.Text("search")).Name("sort"u8).Null()
        .Name("seriesid"u8).Number(0).Name("waitid"u8).Number(0).Name("status"u8).Number(status).Name("forceQuery"u8).Number(0)
        .Name("cacheid"u8).Text(Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes($"{page}/{tag}/{greater}/{less}")).AsSpan(0, 16)))
        .EndObject();

    /// <summary>Contacts by ascending id, as few as an index can tell.</summary>
    IEnumerable<Contact> Candidates(Store store)
    {
        if (email is not null) return Known([store.ContactOf(email)]);
        if (ids is not null) return Known(ids.Distinct().Order().Select(store.Contacts.Find));
        if (tag != 0) return Known((store.Tags.Find(tag)?.Contacts ?? []).Select(store.Contacts.Find));
        return store.Contacts.All[store.Contacts.IndexAfter(greater)..].ToArray();

        IEnumerable<Contact> Known(IEnumerable<Contact?> contacts) => contacts
            .OfType<Contact>()
            .Where(contact => email is null || contact.Email.Equals(email, StringComparison.OrdinalIgnoreCase))
            .Where(contact => ids is null || ids.Contains(contact.Id))
            .Where(contact => tag == 0 || contact.Tags.Exists(link => link.Tag.Id == tag));
    }

    static Contact[] Cut(ReadOnlySpan<Contact> sorted, Page page, bool descending)
    {
        if (!descending) return page.Cut(sorted).ToArray();
        var end = Math.Max(0, sorted.Length - page.Offset);
        var cut = sorted[Math.Max(0, end - page.Limit)..end].ToArray();
        Array.Reverse(cut);
        return cut;
    }

    void AddDate(string name, string value)
    {
        // An unknown filter and a date that cannot be read are ignored without a word, as by the API.
        if (!CentralTime.TryRead(value, out var moment)) return;
        switch (name)
        {
            case "created_before": conditions.Add(contact => contact.Created < moment); break;
            case "created_after": conditions.Add(contact => contact.Created > moment); break;
            case "updated_before": conditions.Add(contact => contact.Updated < moment); break;
            case "updated_after": conditions.Add(contact => contact.Updated > moment); break;
        }
    }

    static bool Matches(Contact contact, string search) =>
        Has(contact.Email, search) || Has(contact.FirstName, search) || Has(contact.LastName, search)
        || Has(contact.Phone, search) || Has(contact.OrganizationName, search) || Has($"{contact.FirstName} {contact.LastName}", search);

    static bool Has(string text, string part) => text.Contains(part, StringComparison.OrdinalIgnoreCase);
}
