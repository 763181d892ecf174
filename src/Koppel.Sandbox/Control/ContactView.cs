using Koppel.Sandbox.ActiveCampaign;
using Koppel.Sandbox.ActiveCampaign.State;
using Koppel.Sandbox.ActiveCampaign.Wire;

namespace Koppel.Sandbox.Control;

/// <summary>A page of contacts with the names of their tags, for the viewer.</summary>
sealed record ContactView(int Total, int Offset, int Limit, IReadOnlyList<ContactView.Row> Contacts)
{
    const int PageSize = 50;

    public static ContactView Read(SandboxState state, string search, string offset) => state.Use(() =>
    {
        var from = Math.Max(0, QueryText.ToInt(offset));
        var all = state.Store.Contacts.All;
        if (search.Length == 0) return new ContactView(all.Length, from, PageSize, [.. new Page(from, PageSize).Cut(all).ToArray().Select(Row.Of)]);
        var found = new List<Contact>();
        foreach (var contact in all)
        {
            if (Matches(contact, search)) found.Add(contact);
        }

        return new ContactView(found.Count, from, PageSize, [.. found.Skip(from).Take(PageSize).Select(Row.Of)]);
    });

    static bool Matches(Contact contact, string search) =>
        Has(contact.Email, search) || Has(contact.FirstName, search) || Has(contact.LastName, search) || contact.Tags.Exists(link => Has(link.Tag.Name, search));

    static bool Has(string text, string part) => text.Contains(part, StringComparison.OrdinalIgnoreCase);

    /// <summary>One contact.</summary>
    internal sealed record Row(int Id, string Email, string FirstName, string LastName, string Organization, IReadOnlyList<string> Tags)
    {
        public static Row Of(Contact contact) =>
            new(contact.Id, contact.Email, contact.FirstName, contact.LastName, contact.OrganizationName, [.. contact.Tags.Select(link => link.Tag.Name)]);
    }
}
