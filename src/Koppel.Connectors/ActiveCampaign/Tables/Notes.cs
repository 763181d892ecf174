using Koppel.Connectors.ActiveCampaign.Api;
using Koppel.Sdk.Rest.Declare;
using Koppel.Sdk.Schema;

namespace Koppel.Connectors.ActiveCampaign.Tables;

/// <summary>
/// Notes on contacts, deals, accounts, tasks and activities. Source: the API's reference of notes (2026-08), recorded answers (2020) and
/// the keys of a live account (2026-08).
/// </summary>
internal static class Notes
{
    /// <summary>The declaration.</summary>
    public static readonly RestTable Table = new("notes", Item: "note")
    {
        Description = "Notes on contacts, deals, accounts, tasks and activities",
        Path = "notes",
        Paging = Pages.ByOffset,
        Columns =
        [
            Column.Key("id"),
            Column.Text("note") with { Required = true, Description = "The text" },
            Column.Text("reltype") with { Required = true,
                Description = "What it is on: Subscriber (a contact), Deal, DealTask, CustomerAccount or Activity",
                Example = "Subscriber" },
            Column.BigInt("relid") with { Required = true, Description = "Id of what it is on", Example = "1" },
            ReadOnlyColumns.Id("user", "users", "Who wrote it"),
            ReadOnlyColumns.Flag("is_draft"),
            ReadOnlyColumns.Json("owner", "What it is on, as type and id"),
            ReadOnlyColumns.Created("cdate"),
            ReadOnlyColumns.Changed("mdate"),
            ReadOnlyColumns.Aside(ReadOnlyColumns.Id("userid", "users", "As user")),
        ],
        Filters = [Filter.ById("id", "notes/{id}")],
        Insert = RowCall.Post("notes"),
        Update = RowCall.Put("notes/{id}") with { Also = ["note", "reltype", "relid"] }, // The reference wants all three with every change.
        Delete = RowCall.Delete("notes/{id}"),
    };
}
