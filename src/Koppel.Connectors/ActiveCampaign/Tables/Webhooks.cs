using Koppel.Connectors.ActiveCampaign.Api;
using Koppel.Sdk.Reading;
using Koppel.Sdk.Rest.Declare;
using Koppel.Sdk.Schema;

namespace Koppel.Connectors.ActiveCampaign.Tables;

/// <summary>
/// Addresses that are called when something happens, and events. Source: the API's reference of webhooks, event tracking and site tracking
/// (2026-08), and the keys of a live account (2026-08).
/// </summary>
internal static class Webhooks
{
    /// <summary>The key of a table that has one row.</summary>
    static readonly Column OnlyKey = Column.Key("id") with { Hidden = true, Description = "1: there is one row" };

    /// <summary>The webhooks.</summary>
    public static readonly RestTable Table = new("webhooks", Item: "webhook")
    {
        Description = "Addresses that are called when something happens",
        Path = "webhooks",
        Paging = Pages.ByOffset,
        Columns =
        [
            Column.Key("id"),
            Column.Text("name") with { Required = true, IgnoresCase = true, Description = "The name; a webhook is known by it" },
            Column.Text("url") with { Required = true, Example = "https://example.org/hook" },
            Column.TextList("events") with { Required = true, Description = "What it is called for, such as subscribe",
                Example = "subscribe" },
            Column.TextList("sources") with { Required = true, Description = "Whose doing it is called for: public, admin, api or system",
                Example = "api" },
            Column.BigInt("listid") with { References = "lists", Description = "Id of the list that it is for, or 0 for all" },
            ReadOnlyColumns.Number("state"),
            ReadOnlyColumns.Time("deactivated_date", "When it was turned off because its address answered 410"),
            ReadOnlyColumns.Created("cdate"),
        ],
        Filters =
        [
            Filter.ById("id", "webhooks/{id}"),
            Filter.Query("name", "filters[name]", Match.Inexact),
            Filter.Query("url", "filters[url]", Match.Inexact),
            Filter.Query("listid", "filters[listid]", Match.Inexact),
        ],
        Identity = ["name"],
        Insert = RowCall.Post("webhooks"),
        Update = RowCall.Put("webhooks/{id}"),
        Delete = RowCall.Delete("webhooks/{id}"),
    };

    /// <summary>The events that are tracked.</summary>
    public static readonly RestTable Events = new("eventTrackingEvents", Item: "eventTrackingEvent")
    {
        Description = "The names of events that contacts can be reported with",
        Path = "eventTrackingEvents",
        Paging = Pages.ByOffset,
        Columns = [Column.TextKey("name") with { ReadOnly = false, Required = true, Description = "The name" }],
        Identity = ["name"],
        Insert = RowCall.Post("eventTrackingEvents"),
        Delete = RowCall.Delete("eventTrackingEvents/{id}"),
        Refusals = Refusals.Of("eventTrackingEvent", (WriteOperation.Update, "Its name is all that it has: delete it and insert another.")),
    };

    /// <summary>Whether events are tracked.</summary>
    public static readonly RestTable EventTracking = new("eventTracking", Item: "eventTracking")
    {
        Description = "Whether events are tracked: one row",
        Path = "eventTracking",
        Paging = Paging.Single,
        Columns = [Column.Boolean("enabled") with { Form = ValueForm.TrueFalse, Required = true }, OnlyKey],
        Update = RowCall.Put("eventTracking"),
        Refusals = Refusals.Of("eventTracking", (WriteOperation.Insert, "There is one row: update it."),
            (WriteOperation.Delete, "There is one row: update it to enabled = false.")),
    };

    /// <summary>Whether visits are tracked.</summary>
    public static readonly RestTable SiteTracking = new("siteTracking", Item: "siteTracking")
    {
        Description = "Whether visits to the account's pages are tracked: one row",
        Path = "siteTracking",
        Paging = Paging.Single,
        Columns = [Column.Boolean("enabled") with { Form = ValueForm.TrueFalse, Required = true }, OnlyKey],
        Update = RowCall.Put("siteTracking"),
        Refusals = Refusals.Of("siteTracking", (WriteOperation.Insert, "There is one row: update it."),
            (WriteOperation.Delete, "There is one row: update it to enabled = false.")),
    };
}
