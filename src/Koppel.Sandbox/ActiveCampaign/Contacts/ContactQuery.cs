using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Koppel.Sandbox.ActiveCampaign.Automations;
using Koppel.Sandbox.ActiveCampaign.Lists;
using Koppel.Sandbox.ActiveCampaign.Model;
using Koppel.Sandbox.ActiveCampaign.State;
using Koppel.Sandbox.ActiveCampaign.Wire;

namespace Koppel.Sandbox.ActiveCampaign.Contacts;

/// <summary>
/// Which contacts a list asks for. Whatever an index can answer is answered by it: a mail address, ids, a tag, bounds of the id. Only
/// the other conditions look at each contact that is left, and only an order other than by id sorts.
/// </summary>
internal sealed class ContactQuery
{
    readonly QueryText _query;
    readonly string? _email;
    readonly List<int>? _ids;
    readonly int _tag;
    readonly int _list;
    readonly int _status;
    readonly int _greater;
    readonly int _less;
    readonly ReadOnlyMemory<int>? _segment;
    readonly List<Func<Contact, bool>> _conditions = [];

    /// <summary>Reads a query.</summary>
    /// <param name="query">What was sent.</param>
    /// <param name="segment">The ids of the contacts that its <c>segmentid</c> means, ascending; null when it has none.</param>
    public ContactQuery(QueryText query, ReadOnlyMemory<int>? segment = null)
    {
        (_query, _segment) = (query, segment);
        _email = query.Text("email");
        _ids = query.Numbers("ids");
        _tag = query.Number("tagid") ?? 0;
        // Beside a segment the list is ignored: so a client in daily use found it.
        _list = segment is null ? query.Number("listid") ?? 0 : 0;
        _status = query.Number("status") ?? -1;
        _greater = query.Number("id_greater") ?? 0;
        _less = query.Number("id_less") ?? int.MaxValue;
        if (query.Text("email_like") is { } part) _conditions.Add(contact => Has(contact.Email, part));
        if (query.Text("phone") is { } phone) _conditions.Add(contact => contact.Phone.StartsWith(phone, StringComparison.Ordinal));
        if (query.Text("search") is { } search) _conditions.Add(contact => Matches(contact, search));
        if (query.Text("exclude") is not null) _conditions.Add(Excluding(query.Numbers("exclude")!));
        if (query.Number("organization") is > 0 and var account) _conditions.Add(contact => contact.OrganizationId == account);
        // Nobody is in a form or a wait of the sandbox.
        if (query.Number("formid") is > 0 || query.Number("waitid") is > 0) _conditions.Add(_ => false);
        if (_status != -1) _conditions.Add(HasStatus);
        foreach (var (name, value) in query.Members("filters")) AddDate(name, value);
    }

    /// <summary>The contacts of the page, and how many there are on all pages.</summary>
    public (IReadOnlyList<Contact> Page, int Total) Run(Store store, Page page)
    {
        var orders = ContactOrder.Of(_query);
        if (_query.Number("seriesid") is > 0 and var automation)
            _conditions.Add(contact => store.Automations.Of(contact).Any(enrolment => enrolment.Automation.Id == automation));
        if (_email is null && _ids is null && _segment is null && _conditions.Count == 0 && orders.IsById && (_tag == 0 || _list == 0))
        {
            if (_tag != 0 ^ _list != 0)
            {
                var some = IndexedIds(store);
                return (Array.ConvertAll(Cut(some, page, orders.IsDescending), id => store.Contacts.Find(id)!), some.Length);
            }

            var between = Between(store);
            return (Cut(between, page, orders.IsDescending), between.Length);
        }

        var found = Array.FindAll(Candidates(store),
            contact => contact.Id > _greater && contact.Id < _less && _conditions.TrueForAll(condition => condition(contact)));
        return orders.IsById
            ? (Cut<Contact>(found, page, orders.IsDescending), found.Length)
            : ([.. orders.Sort(found).Skip(page.Offset).Take(page.Limit)], found.Length);
    }

    /// <summary>The query as the API repeats it.</summary>
    public void WritePageInput(PhpJson json, Page page) => json.BeginObject()
        .Name("segmentid"u8).Number(_query.Number("segmentid") ?? 0).Name("formid"u8).Number(0).Name("listid"u8).Number(_list)
        .Name("tagid"u8).Number(_tag)
        .Name("limit"u8).Number(page.Limit).Name("offset"u8).Number(page.Offset)
        .Name("search"u8).Text(_query.Text("search")).Name("sort"u8).Null()
        .Name("seriesid"u8).Number(_query.Number("seriesid") ?? 0).Name("waitid"u8).Number(0).Name("status"u8).Number(_status)
        .Name("forceQuery"u8).Number(_query.Number("forceQuery") ?? 0)
        .Name("cacheid"u8)
        .Text(Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes($"{page}/{_tag}/{_list}/{_greater}/{_less}")).AsSpan(0, 16)))
        .EndObject();

    /// <summary>Contacts by ascending id, as few as an index can tell.</summary>
    Contact[] Candidates(Store store)
    {
        if (_email is not null) return Known([store.Contacts.Of(_email)]);
        if (_ids is not null) return Known(_ids.Distinct().Order().Select(store.Contacts.Find));
        if (_segment is { } found) return Known(found.ToArray().Select(store.Contacts.Find));
        return _tag != 0 || _list != 0 ? Known(IndexedIds(store).ToArray().Select(store.Contacts.Find)) : Between(store).ToArray();

        Contact[] Known(IEnumerable<Contact?> contacts) =>
        [
            .. contacts.OfType<Contact>()
                .Where(contact => _ids is null || _ids.Contains(contact.Id))
                .Where(contact => _segment is not { } members || members.Span.BinarySearch(contact.Id) >= 0)
                .Where(contact => _tag == 0 || contact.Tags.Exists(link => link.Tag.Id == _tag))
                .Where(contact => _list == 0 || Array.Exists(contact.Lists, row => row.List == _list)),
        ];
    }

    ReadOnlySpan<Contact> Between(Store store)
    {
        var from = store.Contacts.Rows.IndexAfter(_greater);
        return store.Contacts.Rows.All[from..Math.Max(from, store.Contacts.Rows.IndexAfter(_less - 1))];
    }

    /// <summary>The contacts that have the tag, or else that have to do with the list, by ascending id.</summary>
    ReadOnlySpan<int> IndexedIds(Store store)
    {
        if ((_tag != 0 ? store.Tags.Find(_tag)?.Contacts : store.Memberships.Of(_list).Contacts) is not { } sorted) return [];
        var from = Place(_greater + 1L);
        return CollectionsMarshal.AsSpan(sorted)[from..Math.Max(from, Place(_less))];

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
            case "created_before": _conditions.Add(contact => contact.Created < moment); break;
            case "created_after": _conditions.Add(contact => contact.Created > moment); break;
            case "updated_before": _conditions.Add(contact => contact.Updated < moment); break;
            case "updated_after": _conditions.Add(contact => contact.Updated > moment); break;
        }
    }

    /// <summary>The status on the list that was asked for, else on any. A contact that is on no list is an active one.</summary>
    bool HasStatus(Contact contact) => contact.Lists.Length == 0
        ? _status == (int)ListStatus.Active && _list == 0
        : Array.Exists(contact.Lists, row => (int)row.Status == _status && (_list == 0 || row.List == _list));

    static Func<Contact, bool> Excluding(List<int> ids) => contact => !ids.Contains(contact.Id);

    static bool Matches(Contact contact, string search) =>
        Has(contact.Email, search) || Has(contact.FirstName, search) || Has(contact.LastName, search)
        || Has(contact.Phone, search) || Has(contact.OrganizationName, search)
        || (search.Contains(' ', StringComparison.Ordinal) && Has($"{contact.FirstName} {contact.LastName}", search));

    static bool Has(string text, string part) => text.Contains(part, StringComparison.OrdinalIgnoreCase);
}
