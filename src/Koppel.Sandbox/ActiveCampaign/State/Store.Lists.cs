namespace Koppel.Sandbox.ActiveCampaign.State;

/// <content>Contacts on lists.</content>
sealed partial class Store
{
    readonly Dictionary<int, ListMembers> members = [];

    public Rows<ContactList> ContactLists { get; } = new();

    /// <summary>Who has to do with a list.</summary>
    public ListMembers MembersOf(int list) => members.GetValueOrDefault(list) ?? ListMembers.None;

    /// <summary>
    /// Puts a contact on a list, or changes how it stands to it. The first subscription and the leaving keep their dates.
    /// </summary>
    /// <returns>The row of the pair, and whether it is new.</returns>
    public (ContactList Row, bool IsNew) Subscribe(Contact contact, int list, ListStatus status, DateTime now, byte source = 3)
    {
        if (Table(Resources.Lists.Resource).Find(list) is null) throw new ArgumentException($"There is no list {list}.", nameof(list));
        var known = Array.Find(contact.Lists, row => row.List == list);
        var before = known?.Status;
        if (before != status) Note(contact, list, before, status);
        var row = known ?? Add(new ContactList(ContactLists.NextId, contact, list, now) { Status = status });
        if (known is not null)
        {
            members[list].Move(row.Status, status);
            row.Status = status;
        }

        if (status == ListStatus.Active) (row.Subscribed, row.Unsubscribed) = (row.Subscribed ?? now, null);
        if (status == ListStatus.Unsubscribed) row.Unsubscribed ??= now;
        (row.Source, row.Updated) = (source, now);
        if (status == ListStatus.Active && before != status) Automations.Subscribed(contact, list, now);
        return (row, known is null);
    }

    /// <summary>Adds a row as it is, from a snapshot.</summary>
    public ContactList Add(ContactList row)
    {
        ContactLists.Add(row);
        row.Contact.Lists = row.Contact.Lists.With(row);
        if (!members.TryGetValue(row.List, out var list)) members.Add(row.List, list = new ListMembers());
        list.Add(row.Contact, row.Status);
        return row;
    }

    public void Remove(ContactList row)
    {
        Note(row.Contact, row.List, row.Status, null);
        ContactLists.Remove(row);
        row.Contact.Lists = row.Contact.Lists.Without(row);
        members[row.List].Remove(row.Contact, row.Status);
    }

    /// <summary>Forgets who was on a list that goes.</summary>
    public void RemoveMembersOf(int list)
    {
        if (!members.Remove(list, out var gone)) return;
        var rows = gone.Contacts.Select(id => Array.Find(Contacts.Find(id)!.Lists, row => row.List == list)!).ToHashSet();
        foreach (var row in rows)
        {
            Note(row.Contact, list, row.Status, null);
            row.Contact.Lists = row.Contact.Lists.Without(row);
        }

        ContactLists.RemoveAll(rows);
    }

    void Note(Contact contact, int list, ListStatus? before, ListStatus? after)
    {
        if (Journal.Cause is not null)
            Journal.Note(contact.Id, "list " + Table(Resources.Lists.Resource).Find(list)?.Text("name"), Word(before), Word(after));

        static string? Word(ListStatus? status) => status?.ToString().ToLowerInvariant();
    }
}
