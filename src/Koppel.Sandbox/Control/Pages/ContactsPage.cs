using Koppel.Sandbox.ActiveCampaign.Model;
using Koppel.Sandbox.ActiveCampaign.State;
using Koppel.Sandbox.ActiveCampaign.Wire;
using Koppel.Sandbox.Control.Calls;

namespace Koppel.Sandbox.Control.Pages;

/// <summary>A page of the contacts that a search and filters leave, in an order.</summary>
internal sealed record ContactsPage(int Total, int Offset, int Limit, IReadOnlyList<ContactsPage.Row> Contacts)
{
    const int Size = 50;

    // A tag that came so lately is marked.
    static readonly TimeSpan Lately = TimeSpan.FromSeconds(15);

    public static ContactsPage Read(SandboxState state, ControlCall call) => state.Use(() =>
    {
        var offset = Math.Max(0, call.Number("offset"));
        var now = state.Now;
        var (search, sort, all) = (new ContactSearch(state, call), ContactSort.Of(call), state.Store.Contacts.Rows);
        // Without anything to look at, a page of a million contacts is a slice.
        if (search.IsOpen && sort.IsKept)
            return new ContactsPage(all.Count, offset, Size, Rows(new Page(offset, Size).Cut(all.All).ToArray(), now));
        var found = search.Run();
        return new ContactsPage(found.Length, offset, Size, Rows(sort.Order(found).Skip(offset).Take(Size), now));
    });

    static Row[] Rows(IEnumerable<Contact> contacts, DateTime now) => [.. contacts.Select(contact => Row.Of(contact, now - Lately))];

    /// <summary>One contact.</summary>
    internal sealed record Row(
        int Id, string Email, string FirstName, string LastName, Named? Account, IReadOnlyList<Tag> Tags, DateTime Updated)
    {
        public static Row Of(Contact contact, DateTime since) => new(
            contact.Id,
            contact.Email,
            contact.FirstName,
            contact.LastName,
            contact.Account is { } account ? new(account.Id, account.Name) : null,
            [.. contact.Tags.Select(link => new Tag(link.Tag.Id, link.Tag.Name, link.Created >= since))],
            contact.Updated);
    }

    /// <summary>A tag of a contact.</summary>
    internal sealed record Tag(int Id, string Name, bool IsNew);
}
