using Koppel.Connectors.ActiveCampaign.Api;
using Koppel.Sdk.Rest.Declare;
using Koppel.Sdk.Schema;

namespace Koppel.Connectors.ActiveCampaign.Tables;

/// <summary>
/// The groups of users. Source: the API's reference of groups (2026-08) and recorded answers (2020 to 2021). What a group may do is a
/// column each; what the reference does not take is told only.
/// </summary>
internal static class Groups
{
    static readonly string[] Written =
    [
        "unsubscribelink", "optinconfirm", "pgListAdd", "pgListEdit", "pgListDelete", "pgListHeaders", "pgListEmailaccount", "pgListBounce",
        "pgMessageAdd",
        "pgMessageEdit", "pgMessageDelete", "pgMessageSend", "pgContactAdd", "pgContactEdit", "pgContactDelete", "pgContactMerge",
        "pgContactImport",
        "pgContactApprove", "pgContactExport", "pgContactSync", "pgContactFilters", "pgContactActions", "pgContactFields", "pg_user_add",
        "pg_user_edit",
        "pg_user_delete", "pgGroupAdd", "pgGroupEdit", "pgGroupDelete", "pgTemplateAdd", "pgTemplateEdit", "pgTemplateDelete",
        "pgPersonalizationAdd",
        "pgPersonalizationEdit", "pgPersonalizationDelete", "pgAutomationManage", "pgFormEdit", "pgReportsCampaign", "pgReportsList",
        "pgReportsUser",
        "pgStartupReports", "pgReportsTrend", "pgStartupGettingstarted", "pgDeal", "pgDealDelete", "pgDealReassign", "pgDealGroupAdd",
        "pgDealGroupEdit",
        "pgDealGroupDelete", "pgSavedResponsesManage", "pgTagManage", "reqApproval", "socialdata",
    ];

    static readonly string[] Told =
    [
        "pgReportsDeal", "pgAccountAdd", "pgAccountEdit", "pgAccountDelete", "pgAccountManageCustomField", "pgDealFields", "pgMfaAdmin",
        "pgDealExport",
        "pgDealManageRoles", "pgAccountNoteAdd", "pgAccountNoteEdit", "pgAccountNoteDelete", "pgDealNoteAdd", "pgDealNoteEdit",
        "pgDealNoteDelete",
        "pgDealListAll", "pgContactResubscribe", "pgDealImport", "pgAccountImport", "pgAccountExport", "pgLandingPagesAccess",
        "pgWebPersonalizationManage",
    ];

    /// <summary>The declaration.</summary>
    public static readonly RestTable Table = new("groups", Item: "group")
    {
        Description = "The groups of users, and what each may do",
        Path = "groups",
        Paging = Pages.ByOffset,
        Columns =
        [
            Column.Key("id"),
            Column.Text("title") with { Required = true, IgnoresCase = true, Description = "The name; a group is known by it" },
            Column.Text("descript"),
            ReadOnlyColumns.Flag("p_admin"),
            .. Written.Select(name => Column.Boolean(name) with { Form = ValueForm.TrueFalse }),
            .. Told.Select(name => ReadOnlyColumns.Flag(name)),
            ReadOnlyColumns.Number("reqApproval1st"),
            Column.Text("reqApprovalNotify"),
            ReadOnlyColumns.Time("sdate"),
        ],
        Filters = [Filter.ById("id", "groups/{id}")],
        Identity = ["title"],
        Insert = RowCall.Post("groups"),
        Update = RowCall.Put("groups/{id}"),
        Delete = RowCall.Delete("groups/{id}"),
    };
}
