using Koppel.Connectors.ActiveCampaign.Api;
using Koppel.Sdk.Reading;
using Koppel.Sdk.Rest.Declare;
using Koppel.Sdk.Schema;

namespace Koppel.Connectors.ActiveCampaign.Tables;

/// <summary>
/// The automations and which contact has gone how far in which. Source: the API's reference of automations and contactAutomations
/// (2026-08). Automations cannot be built or changed through the API.
/// </summary>
internal static class Automations
{
    /// <summary>The automations.</summary>
    public static readonly RestTable Table = new("automations", Item: "automation")
    {
        Description = "The automations and how many contacts went through them",
        Path = "automations",
        Paging = Pages.ByOffset,
        Columns =
        [
            Column.Key("id"), ReadOnlyColumns.Text("name"), ReadOnlyColumns.Number("status", "1 active, 2 inactive"),
            ReadOnlyColumns.Number("entered", "How many contacts came in"), ReadOnlyColumns.Number("exited", "How many left"),
            ReadOnlyColumns.Flag("hidden"), ReadOnlyColumns.Id("userid", "users"), ReadOnlyColumns.Created("cdate"),
            ReadOnlyColumns.Changed("mdate"),
            .. ReadOnlyColumns.Aside(ReadOnlyColumns.Text("defaultscreenshot"), ReadOnlyColumns.Text("screenshot")),
        ],
        Filters = [Filter.ById("id", "automations/{id}")],
        Refusals = Refusals.ReadOnly("automation",
            "Build it in ActiveCampaign's own pages, under Automations; a contact is put into one by inserting into contactAutomations."),
    };

    /// <summary>
    /// The steps of the automations. No description has them; source: the schema of a production extractor, whose tests expect rows.
    /// </summary>
    public static readonly RestTable Blocks = new("automationBlocks", Item: "automationBlock")
    {
        Description = "The steps of the automations, each below the one before it",
        Path = "automationBlocks",
        Paging = Pages.ByOffset,
        WhenListRefused = "This account does not tell the steps of its automations: ActiveCampaign's reference has no call for them. Look "
            + "at them in its own pages, under Automations.",
        Columns =
        [
            Column.Key("id"), ReadOnlyColumns.Id("automation", "automations"),
            ReadOnlyColumns.Id("parent", "automationBlocks", "The step before it"),
            ReadOnlyColumns.Number("ordernum", "Its place among those of one parent"),
            ReadOnlyColumns.Json("params", "What it does, as the account keeps it"), ReadOnlyColumns.Flag("deleted"),
            ReadOnlyColumns.Created("cdate"), ReadOnlyColumns.Changed("mdate"),
        ],
        Refusals = Refusals.ReadOnly("automationBlock", "Build the automation in ActiveCampaign's own pages, under Automations."),
    };

    /// <summary>Which contact has gone how far.</summary>
    public static readonly RestTable Contacts = new("contactAutomations", Item: "contactAutomation")
    {
        Description = "Which contact is or was in which automation; inserting a row starts it for the contact",
        Path = "contactAutomations",
        Paging = Pages.ByOffset,
        Columns =
        [
            Column.Key("id"),
            Column.BigInt("contact") with { Required = true, References = "contacts" },
            Column.BigInt("automation") with { Required = true, References = "automations" },
            ReadOnlyColumns.Number("status", "1 under way, 2 over"),
            ReadOnlyColumns.Time("adddate", "When it came in") with { IsCreationTime = true },
            ReadOnlyColumns.Time("remdate", "When it left"),
            ReadOnlyColumns.Time("lastdate", "When it last went on"),
            ReadOnlyColumns.Flag("completed", "Whether it went to the end"),
            ReadOnlyColumns.Number("completedElements", "How many steps are done"),
            ReadOnlyColumns.Number("totalElements", "How many steps there are"),
            ReadOnlyColumns.Number("completeValue", "How far it is, in percent"),
            .. ReadOnlyColumns.Aside(ReadOnlyColumns.Id("seriesid", "automations", "As automation"), ReadOnlyColumns.Number("startid"),
                ReadOnlyColumns.Text("batchid"), ReadOnlyColumns.Number("timespan"), ReadOnlyColumns.Number("lastblock"),
                ReadOnlyColumns.Number("lastlogid")),
        ],
        Filters = [Filter.ById("id", "contactAutomations/{id}"),
            Filter.Path("contact", "contacts/{contact}/contactAutomations") with { Match = Match.Inexact }],
        Insert = RowCall.Post("contactAutomations"),
        Delete = RowCall.Delete("contactAutomations/{id}"),
        Refusals = Refusals.Of("contactAutomation",
            (WriteOperation.Update, "Delete it, which takes the contact out, or insert it again, which starts the automation anew.")),
    };
}
