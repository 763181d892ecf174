namespace Koppel.Sandbox.ActiveCampaign.State;

/// <summary>Who has or had to do with a list.</summary>
sealed class ListMembers
{
    readonly int[] counts = new int[4];

    public static ListMembers None { get; } = new();

    /// <summary>The ids of the contacts, in whatever status, ascending.</summary>
    public List<int> Contacts { get; } = [];

    public int Count(ListStatus status) => counts[(int)status];

    public void Add(Contact contact, ListStatus status)
    {
        var place = Contacts.Count > 0 && Contacts[^1] < contact.Id ? Contacts.Count : ~Contacts.BinarySearch(contact.Id);
        Contacts.Insert(place, contact.Id);
        counts[(int)status]++;
    }

    public void Move(ListStatus from, ListStatus to)
    {
        counts[(int)from]--;
        counts[(int)to]++;
    }

    public void Remove(Contact contact, ListStatus status)
    {
        Contacts.RemoveAt(Contacts.BinarySearch(contact.Id));
        counts[(int)status]--;
    }
}
