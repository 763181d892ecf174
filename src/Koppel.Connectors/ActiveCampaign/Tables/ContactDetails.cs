using Koppel.Sdk.Rest.Declare;
using Koppel.Sdk.Schema;

namespace Koppel.Connectors.ActiveCampaign.Tables;

/// <summary>
/// The contacts with what belongs to them, for the tables by name: one call a page brings all of it. Source of <c>include=</c>: known from
/// use, not from the reference; of the rows' keys, recorded answers (2020 to 2021).
/// </summary>
internal static class ContactDetails
{
    /// <summary>The contact's own columns.</summary>
    static readonly string[] Own = ["id", "email", "firstName", "lastName", "phone", "cdate", "udate"];

    /// <summary>What belongs to a contact: lists of the answer, each row with the contact's id.</summary>
    static readonly string[] Lists = ["fieldValues", "contactTags", "contactLists", "accountContacts"];

    /// <summary>The declaration.</summary>
    public static readonly RestTable Table = new("contacts", Item: "contact")
    {
        Description = "The contacts with their field values, tags, lists and account",
        Path = Contacts.Table.Path,
        Paging = Contacts.Table.Paging,
        Columns =
        [
            .. Own.Select(name => Contacts.Table.Columns.First(c => c.Name == name)),
            .. Lists.Select(name => new Column(name, ColumnKind.Json) { ReadOnly = true }),
        ],
        Filters = [.. Contacts.Table.Filters.Where(f => Own.Contains(f.Column))],
        Sideloads = [.. Lists.Select(name => new Sideload(name, Include: name, Owner: "contact"))],
        Identity = ["email"],
    };
}
