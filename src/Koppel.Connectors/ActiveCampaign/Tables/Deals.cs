using Koppel.Connectors.ActiveCampaign.Api;
using Koppel.Sdk.Reading;
using Koppel.Sdk.Rest.Declare;
using Koppel.Sdk.Schema;

namespace Koppel.Connectors.ActiveCampaign.Tables;

/// <summary>
/// The deals and which further contacts have a part in them. Source: the API's reference of deals, contactDeals and dealRoles (2026-08),
/// recorded answers (2020) and the keys of a live account (2026-08). A value is in cents: 156.24 sent as a number with decimals was kept as
/// 156. A deal that the key's user may not see comes with its title and <c>isDisabled</c> only, and nulls in all other columns.
/// </summary>
internal static class Deals
{
    /// <summary>The deals.</summary>
    public static readonly RestTable Table = new("deals", Item: "deal")
    {
        Description = "The deals; a deal that the key's user may not see has a title only",
        Path = "deals",
        Paging = Pages.ByOffset,
        Columns =
        [
            Column.Key("id"),
            Column.Text("title") with { Required = true },
            Column.Money("value", currency: "currency") with { Required = true, Description = "What it is worth, in its currency" },
            Column.Text("currency") with { Required = true, Description = "Three letters, such as eur", Example = "eur" },
            Column.BigInt("contact") with { Form = ValueForm.Quoted, References = "contacts",
                Description = "Id of the first contact; a deal needs it or an account" },
            Column.BigInt("account") with { Form = ValueForm.Quoted, References = "accounts" },
            Column.BigInt("group") with { Form = ValueForm.Quoted, References = "dealGroups",
                Description = "Id of the pipeline; a deal needs it or a stage" },
            Column.BigInt("stage") with { Form = ValueForm.Quoted, References = "dealStages" },
            Column.BigInt("owner") with { Form = ValueForm.Quoted, References = "users",
                Description = "Id of the user who looks after it" },
            Column.Text("description"),
            Column.BigInt("status") with { Description = "0 open, 1 won, 2 lost", Example = "0" },
            Column.BigInt("percent") with { Description = "How likely it is won, by hand", Example = "50" },
            Column.Json("fields") with { WriteOnly = true, Hidden = true,
                Description = "Values of custom fields: [{\"customFieldId\":1,\"fieldValue\":\"x\"}]" },
            ReadOnlyColumns.Fraction("winProbability", "How likely it is won, by the machine"),
            ReadOnlyColumns.Time("winProbabilityMdate"),
            ReadOnlyColumns.Time("nextdate", "When its next task is due"),
            ReadOnlyColumns.Created("cdate"),
            ReadOnlyColumns.Changed("mdate"),
            ReadOnlyColumns.Time("edate"),
            .. ReadOnlyColumns.Aside(
                ReadOnlyColumns.Id("customerAccount", "accounts", "As account"),
                ReadOnlyColumns.Number("organization", "As account, as the older part of the API counts it"),
                ReadOnlyColumns.Number("activitycount"),
                ReadOnlyColumns.Id("nexttaskid", "dealTasks") with { Form = ValueForm.ZeroIsNone }, ReadOnlyColumns.Number("nextdealid"),
                ReadOnlyColumns.Text("hash"), ReadOnlyColumns.Flag("isDisabled", "Whether the key's user may not see it")),
        ],
        Filters =
        [
            Filter.ById("id", "deals/{id}"),
            Filter.Path("contact", "contacts/{contact}/deals") with { Match = Match.Inexact },
            Filter.Query("title", "filters[title]", Match.Inexact),
            Filter.Query("stage", "filters[stage]", Match.Inexact),
            Filter.Query("group", "filters[group]", Match.Inexact),
            Filter.Query("status", "filters[status]", Match.Inexact),
            Filter.Query("owner", "filters[owner]", Match.Inexact),
            Filter.Since("cdate", "filters[created_after]"),
            Filter.Until("cdate", "filters[created_before]"),
            Filter.Since("mdate", "filters[updated_after]"),
            Filter.Until("mdate", "filters[updated_before]"),
        ],
        Orders = [Pages.Order("cdate")],
        Insert = RowCall.Post("deals"),
        Update = RowCall.Put("deals/{id}"),
        Delete = RowCall.Delete("deals/{id}"),
    };

    /// <summary>The further contacts of deals.</summary>
    public static readonly RestTable Contacts = new("contactDeals", Item: "contactDeal")
    {
        Description = "The further contacts of deals, with their roles",
        Path = "contactDeals",
        Paging = Pages.ByOffset,
        Columns =
        [
            Column.Key("id"),
            Column.BigInt("deal") with { Form = ValueForm.Quoted, Required = true, References = "deals" },
            Column.BigInt("contact") with { Form = ValueForm.Quoted, Required = true, References = "contacts" },
            Column.BigInt("role") with { UpdateOnly = true, References = "dealRoles" },
            ReadOnlyColumns.Created("cdate"),
            .. ReadOnlyColumns.Times,
        ],
        Filters = [Filter.ById("id", "contactDeals/{id}"),
            Filter.Path("contact", "contacts/{contact}/contactDeals") with { Match = Match.Inexact }],
        Identity = ["deal", "contact"],
        Insert = RowCall.Post("contactDeals"),
        Update = RowCall.Put("contactDeals/{id}"),
        Delete = RowCall.Delete("contactDeals/{id}"),
    };

    /// <summary>The roles that contacts can have in deals.</summary>
    public static readonly RestTable Roles = new("dealRoles", Item: "dealRole")
    {
        Description = "The roles that further contacts can have in deals",
        Path = "dealRoles",
        Paging = Pages.ByOffset,
        Columns =
        [
            Column.Key("id"),
            Column.Text("title") with { Required = true, IgnoresCase = true, Description = "The name; a role is known by it" },
            ReadOnlyColumns.Clock("created_timestamp", "When it was created") with { IsCreationTime = true },
            ReadOnlyColumns.Clock("updated_timestamp", "When it was last changed"),
        ],
        Identity = ["title"],
        Insert = RowCall.Post("dealRoles") with { Body = BodyShape.Bare },
        Delete = RowCall.Delete("dealRoles/{id}"),
        Refusals = Refusals.Of(
            "dealRole", (WriteOperation.Update, "Insert another, give it to the contactDeals that have the old one, and delete that.")),
    };
}
