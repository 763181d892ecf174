using System.Runtime.InteropServices;
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
    readonly int list;
    readonly int status;
    readonly int greater;
    readonly int less;
    readonly ReadOnlyMemory<int>? segment;
    readonly List<Func<Contact, bool>> conditions = [];

    /// <summary>Reads a query.</summary>
    /// <param name="query">What was sent.</param>
    /// <param name="segment">The ids of the contacts that its <c>segmentid</c> means, ascending; null when it has none.</param>
    public ContactQuery(QueryText query, ReadOnlyMemory<int>? segment = null)
    {
        (this.query, this.segment) = (query, segment);
        email = query.Text("email");
        ids = query.Numbers("ids");
        tag = query.Number("tagid") ?? 0;
        // Beside a segment the list is ignored: so a client in daily use found it.
        list = segment is null ? query.Number("listid") ?? 0 : 0;
        status = query.Number("status") ?? -1;
        greater = query.Number("id_greater") ?? 0;
        less = query.Number("id_less") ?? int.MaxValue;
        if (query.Text("email_like") is { } part) conditions.Add(contact => Has(contact.Email, part));
        if (query.Text("phone") is { } phone) conditions.Add(contact => contact.Phone.StartsWith(phone, StringComparison.Ordinal));
        if (query.Text("search") is { } search) conditions.Add(contact => Matches(contact, search));
        if (query.Text("exclude") is not null) conditions.Add(Excluding(query.Numbers("exclude")!));
        if (query.Number("organization") is > 0 and var account) conditions.Add(contact => contact.OrganizationId == account);
        // Nobody is in a form or a wait of the sandbox.
        if (query.Number("formid") is > 0 || query.Number("waitid") is > 0) conditions.Add(_ => false);
        if (status != -1) conditions.Add(HasStatus);
        foreach (var (name, value) in query.Members("filters")) AddDate(name, value);
    }

    /// <summary>The contacts of the page, and how many there are on all pages.</summary>
    public (IReadOnlyList<Contact> Page, int Total) Run(Store store, Page page)
    {
        var orders = ContactOrder.Of(query);
        if (query.Number("seriesid") is > 0 and var automation)
            conditions.Add(contact => store.Automations.Of(contact).Any(enrolment => enrolment.Automation.Id == automation));
        if (email is null && ids is null && segment is null && conditions.Count == 0 && orders.IsById && (tag == 0 || list == 0))
        {
            if (tag != 0 ^ list != 0)
            {
                var some = IndexedIds(store);
                return (Array.ConvertAll(Cut(some, page, orders.IsDescending), id => store.Contacts.Find(id)!), some.Length);
            }

            var between = Between(store);
            return (Cut(between, page, orders.IsDescending), between.Length);
        }

        var found = Array.FindAll(Candidates(store),
            contact => contact.Id > greater && contact.Id < less && conditions.TrueForAll(condition => condition(contact)));
        return orders.IsById
            ? (Cut<Contact>(found, page, orders.IsDescending), found.Length)
            : ([.. orders.Sort(found).Skip(page.Offset).Take(page.Limit)], found.Length);
    }

    /// <summary>The query as the API repeats it.</summary>
    public void WritePageInput(PhpJson json, Page page) => json.BeginObject()
        .Name("segmentid"u8).Number(query.Number("segmentid") ?? 0).Name("formid"u8).Number(0).Name("listid"u8).Number(list).Name("tagid"u8)
        .Number(tag)
        .Name("limit"u8).Number(page.Limit).Name("offset"u8).Number(page.Offset)
        .Name("search"u8).Text(query.Text("search")).Name("sort"u8).Null()
        .Name("seriesid"u8).Number(query.Number("seriesid") ?? 0).Name("waitid"u8).Number(0).Name("status"u8).Number(status)
        .Name("forceQuery"u8).Number(query.Number("forceQuery") ?? 0)
        .Name("cacheid"u8)
        .Text(Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes($"{page}/{tag}/{list}/{greater}/{less}")).AsSpan(0, 16)))
        .EndObject();

    /// <summary>Contacts by ascending id, as few as an index can tell.</summary>
    Contact[] Candidates(Store store)
    {
        if (email is not null) return Known([store.ContactOf(email)]);
        if (ids is not null) return Known(ids.Distinct().Order().Select(store.Contacts.Find));
        if (segment is { } found) return Known(found.ToArray().Select(store.Contacts.Find));
        return tag != 0 || list != 0 ? Known(IndexedIds(store).ToArray().Select(store.Contacts.Find)) : Between(store).ToArray();

        Contact[] Known(IEnumerable<Contact?> contacts) =>
        [
            .. contacts.OfType<Contact>()
                .Where(contact => ids is null || ids.Contains(contact.Id))
                .Where(contact => segment is not { } members || members.Span.BinarySearch(contact.Id) >= 0)
                .Where(contact => tag == 0 || contact.Tags.Exists(link => link.Tag.Id == tag))
                .Where(contact => list == 0 || Array.Exists(contact.Lists, row => row.List == list)),
        ];
    }

    ReadOnlySpan<Contact> Between(Store store)
    {
        var from = store.Contacts.IndexAfter(greater);
        return store.Contacts.All[from..Math.Max(from, store.Contacts.IndexAfter(less - 1))];
    }

    /// <summary>The contacts that have the tag, or else that have to do with the list, by ascending id.</summary>
    ReadOnlySpan<int> IndexedIds(Store store)
    {
        if ((tag != 0 ? store.Tags.Find(tag)?.Contacts : store.MembersOf(list).Contacts) is not { } sorted) return [];
        var from = Place(greater + 1L);
        return CollectionsMarshal.AsSpan(sorted)[from..Math.Max(from, Place(less))];

        // Where an id stands or would stand.
        int Place(long id)
        {
            var place = sorted.BinarySearch((int)Math.Min(id, int.MaxValue));
            return place < 0 ? ~place : place;
        }
    }

    static T[] Cut<T>(ReadOnlySpan<T> sorted, Page page, bool descending)
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

    /// <summary>The status on the list that was asked for, else on any. A contact that is on no list is an active one.</summary>
    bool HasStatus(Contact contact) => contact.Lists.Length == 0
        ? status == (int)ListStatus.Active && list == 0
        : Array.Exists(contact.Lists, row => (int)row.Status == status && (list == 0 || row.List == list));

    static Func<Contact, bool> Excluding(List<int> ids) => contact => !ids.Contains(contact.Id);

    static bool Matches(Contact contact, string search) =>
        Has(contact.Email, search) || Has(contact.FirstName, search) || Has(contact.LastName, search)
        || Has(contact.Phone, search) || Has(contact.OrganizationName, search)
        || (search.Contains(' ', StringComparison.Ordinal) && Has($"{contact.FirstName} {contact.LastName}", search));

    static bool Has(string text, string part) => text.Contains(part, StringComparison.OrdinalIgnoreCase);
}
