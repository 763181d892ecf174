using Koppel.Sandbox.ActiveCampaign;
using Koppel.Sandbox.ActiveCampaign.State;

namespace Koppel.Sandbox.Control.Pages;

/// <summary>A page of the contacts that a search and filters leave, in an order.</summary>
sealed record ContactsPage(int Total, int Offset, int Limit, IReadOnlyList<ContactsPage.Row> Contacts)
{
    const int Size = 50;

    // A tag that came so lately is marked.
    static readonly TimeSpan Lately = TimeSpan.FromSeconds(15);

    public static ContactsPage Read(SandboxState state, ControlCall call) => state.Use(() =>
    {
        var offset = Math.Max(0, call.Number("offset"));
        var now = state.Now;
        var (found, total) = ContactSearch.Of(call).Run(state.Store, offset, Size);
        return new ContactsPage(total, offset, Size, [.. found.Select(contact => Row.Of(contact, now - Lately))]);
    });

    /// <summary>One contact.</summary>
    internal sealed record Row(int Id, string Email, string FirstName, string LastName, Named? Account, IReadOnlyList<Tag> Tags, DateTime Updated)
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
