using Koppel.Sandbox.ActiveCampaign.Declared;
using Koppel.Sandbox.ActiveCampaign.Fields;
using Koppel.Sandbox.ActiveCampaign.Lists;
using Koppel.Sandbox.ActiveCampaign.Model;
using Koppel.Sandbox.ActiveCampaign.State;

namespace Koppel.Sandbox.Control.Pages;

/// <summary>All about a contact.</summary>
internal sealed record ContactPage(
    int Id, string Email, string FirstName, string LastName, string Phone, DateTime Created, DateTime Updated, Named? Account,
    IReadOnlyList<ContactPage.Tag> Tags, IReadOnlyList<ContactPage.Field> Fields, IReadOnlyList<ContactPage.Membership> Lists,
    IReadOnlyList<DealView> Deals, IReadOnlyList<ChangeView> Changes)
{
    const int MostChanges = 200;

    public static ContactPage? Read(SandboxState state, int id) =>
        state.Use(() => state.Store.Contacts.Find(id) is { } contact ? Of(state.Store, contact) : null);

    static ContactPage Of(Store store, Contact contact) => new(
        contact.Id,
        contact.Email,
        contact.FirstName,
        contact.LastName,
        contact.Phone,
        contact.Created,
        contact.Updated,
        contact.Account is { } account ? new(account.Id, account.Name) : null,
        [.. contact.Tags.Select(link => new Tag(link.Tag.Id, link.Tag.Name, link.Created))],
        [.. contact.Values.Select(value => Field.Of(store, value)).OrderBy(field => field.Id)],
        [.. contact.Lists.Select(row => Membership.Of(store, row))],
        DealView.Of(store, contact),
        [.. store.Journal.Of(contact.Id, MostChanges).Select(ChangeView.Of)]);

    /// <summary>A tag of the contact, and since when.</summary>
    internal sealed record Tag(int Id, string Name, DateTime Since);

    /// <summary>What it has in a custom field.</summary>
    internal sealed record Field(int Id, string Title, string Name, IReadOnlyList<string> Values)
    {
        public static Field Of(Store store, FieldValue value)
        {
            var field = store.Table(FieldRows.Resource).Find(value.Field);
            return new(value.Field, field?.Text("title") ?? "", field?.Text("perstag") ?? "", Choices(value.Value));
        }

        /// <summary>Several choices are kept as <c>||one||other||</c>.</summary>
        static string[] Choices(string text) =>
            text.StartsWith("||", StringComparison.Ordinal) ? text.Split("||", StringSplitOptions.RemoveEmptyEntries) : [text];
    }

    /// <summary>How it stands to a list, and since when.</summary>
    internal sealed record Membership(int Id, string Name, string Status, DateTime Since)
    {
        public static Membership Of(Store store, ContactList row) =>
            new(row.List, store.Table(ListRows.Resource).Find(row.List)?.Text("name") ?? "",
                row.Status.ToString().ToLowerInvariant(), row.Unsubscribed ?? row.Subscribed ?? row.Created);
    }
}
