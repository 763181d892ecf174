using Koppel.Sandbox.ActiveCampaign.Declared;
using Koppel.Sandbox.ActiveCampaign.Model;
using Koppel.Sandbox.ActiveCampaign.State;

namespace Koppel.Sandbox.ActiveCampaign.Lists;

/// <summary>Which contacts are or were on which list.</summary>
internal sealed class MembershipSet(Store store)
{
    readonly Dictionary<int, ListMembers> _members = [];

    public Rows<ContactList> Rows { get; } = new();

    /// <summary>Told when a contact has become active on a list, and when.</summary>
    public Action<Contact, int, DateTime>? Subscribed { get; set; }

    /// <summary>Who has to do with a list.</summary>
    public ListMembers Of(int list) => _members.GetValueOrDefault(list) ?? ListMembers.None;

    /// <summary>
    /// Puts a contact on a list, or changes how it stands to it. The first subscription and the leaving keep their dates.
    /// </summary>
    /// <returns>The row of the pair, and whether it is new.</returns>
    public (ContactList Row, bool IsNew) Subscribe(Contact contact, int list, ListStatus status, DateTime now, byte source = 3)
    {
        if (store.Table(ListRows.Resource).Find(list) is null) throw new ArgumentException($"There is no list {list}.", nameof(list));
        var known = Array.Find(contact.Lists, row => row.List == list);
        var before = known?.Status;
        if (before != status) Note(contact, list, before, status);
        var row = known ?? Add(new ContactList(Rows.NextId, contact, list, now) { Status = status });
        if (known is not null)
        {
            _members[list].Move(row.Status, status);
            row.Status = status;
        }

        if (status == ListStatus.Active) (row.Subscribed, row.Unsubscribed) = (row.Subscribed ?? now, null);
        if (status == ListStatus.Unsubscribed) row.Unsubscribed ??= now;
        (row.Source, row.Updated) = (source, now);
        if (status == ListStatus.Active && before != status) Subscribed?.Invoke(contact, list, now);
        return (row, known is null);
    }

    /// <summary>Adds a row as it is, from a snapshot.</summary>
    public ContactList Add(ContactList row)
    {
        Rows.Add(row);
        row.Contact.Lists = row.Contact.Lists.With(row);
        if (!_members.TryGetValue(row.List, out var list)) _members.Add(row.List, list = new ListMembers());
        list.Add(row.Contact, row.Status);
        return row;
    }

    public void Remove(ContactList row)
    {
        Note(row.Contact, row.List, row.Status, null);
        Rows.Remove(row);
        row.Contact.Lists = row.Contact.Lists.Without(row);
        _members[row.List].Remove(row.Contact, row.Status);
    }

    /// <summary>Forgets who was on a list that goes.</summary>
    public void RemoveOf(int list)
    {
        if (!_members.Remove(list, out var gone)) return;
        var rows = gone.Contacts.Select(id => Array.Find(store.Contacts.Find(id)!.Lists, row => row.List == list)!).ToHashSet();
        foreach (var row in rows)
        {
            Note(row.Contact, list, row.Status, null);
            row.Contact.Lists = row.Contact.Lists.Without(row);
        }

        Rows.RemoveAll(rows);
    }

    void Note(Contact contact, int list, ListStatus? before, ListStatus? after)
    {
        if (store.Journal.Cause is not null)
            store.Journal.Note(
                contact.Id, "list " + store.Table(ListRows.Resource).Find(list)?.Text("name"), Word(before), Word(after));

        static string? Word(ListStatus? status) => status?.ToString().ToLowerInvariant();
    }
}
