using Koppel.Sdk;
using Koppel.Sdk.Rest;

namespace Koppel.Connectors.ActiveCampaign.Tables;

/// <summary>
/// The people. Source of columns and filters: the API's reference of contacts (2026-08) and recorded answers (2020 to 2021);
/// <c>ids[]</c> and <c>include=contactTags</c> are known from use, not from the reference.
/// </summary>
internal static class Contacts
{
    /// <summary>The declaration.</summary>
    public static readonly RestTable Table = new("contacts", Item: "contact")
    {
        Description = "The people: a row for each e-mail address",
        Path = "contacts",
        Paging = Paging.ByKey(max: 100, after: "id_greater", order: "orders[id]"),
        Columns =
        [
            Column.Key("id"),
            Column.Text("email") with { Required = true, IgnoresCase = true, Description = "The address; a contact is known by it" },
            Column.Text("firstName"),
            Column.Text("lastName"),
            Column.Text("phone"),
            Column.Text("orgname") with { ReadOnly = true, Description = "Name of the contact's account" },
            Column.Boolean("deleted") with { ReadOnly = true },
            Column.Boolean("anonymized") with { ReadOnly = true },
            Column.Boolean("bounced_hard") with { ReadOnly = true },
            Column.Boolean("bounced_soft") with { ReadOnly = true },
            Column.Timestamp("cdate") with { ReadOnly = true, IsCreationTime = true, Description = "When it was created" },
            Column.Timestamp("udate") with { ReadOnly = true, Description = "When it was last changed" },
            new Column("contactTags", ColumnKind.BigIntList) { ReadOnly = true, Hidden = true, Description = "Ids of the contact's tags" },
        ],
        Filters =
        [
            Filter.Many("id", "ids[]", most: 100),
            Filter.Query("email", "email", Match.Inexact), // The API compares addresses without case.
            Filter.Above("id", "id_greater"),
            Filter.Below("id", "id_less"),
        ],
        Sideloads = [new Sideload("contactTags", Include: "contactTags", Owner: "contact", Value: "tag")],
        // Of these columns every change is known to change udate; tags, lists, scores and the account's name change without.
        Changes = new ChangedSince("filters[updated_after]", "udate", ["id", "email", "firstName", "lastName", "phone", "cdate", "udate"], CentralText.Write),
        Identity = ["email"],
        Insert = RowCall.Post("contacts"),
        Update = RowCall.Put("contacts/{id}"),
        Delete = RowCall.Delete("contacts/{id}"),
    };
}
