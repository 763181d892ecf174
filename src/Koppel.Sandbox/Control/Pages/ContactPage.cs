using Koppel.Sandbox.ActiveCampaign;

namespace Koppel.Sandbox.Control.Pages;

/// <summary>All about a contact.</summary>
sealed record ContactPage(
    int Id, string Email, string FirstName, string LastName, string Phone, DateTime Created, DateTime Updated, Named? Account,
    IReadOnlyList<ContactPage.Tag> Tags, IReadOnlyList<ChangeView> Changes)
{
    const int MostChanges = 200;

    public static ContactPage? Read(SandboxState state, int id) => state.Use(() => state.Store.Contacts.Find(id) is not { } contact ? null : new ContactPage(
        contact.Id,
        contact.Email,
        contact.FirstName,
        contact.LastName,
        contact.Phone,
        contact.Created,
        contact.Updated,
        contact.Account is { } account ? new(account.Id, account.Name) : null,
        [.. contact.Tags.Select(link => new Tag(link.Tag.Id, link.Tag.Name, link.Created))],
        [.. state.Store.Journal.Of(id, MostChanges).Select(ChangeView.Of)]));

    /// <summary>A tag of the contact, and since when.</summary>
    internal sealed record Tag(int Id, string Name, DateTime Since);
}
