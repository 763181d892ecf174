using Koppel.Sandbox.ActiveCampaign.Model;

namespace Koppel.Sandbox.ActiveCampaign.Lists;

/// <summary>Who has or had to do with a list.</summary>
internal sealed class ListMembers
{
    readonly int[] _counts = new int[4];

    public static ListMembers None { get; } = new();

    /// <summary>The ids of the contacts, in whatever status, ascending.</summary>
    public List<int> Contacts { get; } = [];

    public int Count(ListStatus status) => _counts[(int)status];

    public void Add(Contact contact, ListStatus status)
    {
        var place = Contacts.Count > 0 && Contacts[^1] < contact.Id ? Contacts.Count : ~Contacts.BinarySearch(contact.Id);
        Contacts.Insert(place, contact.Id);
        _counts[(int)status]++;
    }

    public void Move(ListStatus from, ListStatus to)
    {
        _counts[(int)from]--;
        _counts[(int)to]++;
    }

    public void Remove(Contact contact, ListStatus status)
    {
        Contacts.RemoveAt(Contacts.BinarySearch(contact.Id));
        _counts[(int)status]--;
    }
}
