using Koppel.Sandbox.ActiveCampaign.Declared;
using Koppel.Sandbox.ActiveCampaign.Records;
using static Koppel.Sandbox.ActiveCampaign.Records.Columns;

namespace Koppel.Sandbox.ActiveCampaign.Users;

/// <summary>
/// <c>/groups</c>: what its users may do, as some eighty flags. The administrators' group is always there and may do nearly all.
/// </summary>
internal static class Groups
{
    /// <summary>The group of the administrators; the first two numbers are not in use.</summary>
    public const int Admins = 3;

    /// <summary>What a new group may do unless it is told otherwise.</summary>
    static readonly HashSet<string> AtFirst =
    [
        "pgReportsTrend", "pgReportsDeal", "pgStartupGettingstarted", "pgAccountAdd", "pgAccountEdit", "pgAccountDelete",
        "pgAccountManageCustomField", "pgDeal", "pgDealDelete", "pgDealReassign", "pgDealFields", "pgDealGroupAdd",
        "pgDealGroupEdit", "pgDealGroupDelete", "pgContactResubscribe",
    ];

    /// <summary>What the administrators' group may not do either.</summary>
    static readonly string[] NotEvenAdmins =
    [
        "pgContactActions", "pgAccountNoteAdd", "pgAccountNoteEdit", "pgAccountNoteDelete", "pgDealNoteAdd", "pgDealNoteEdit",
        "pgDealNoteDelete", "socialdata",
    ];

    static readonly string[] Permissions =
    [
        "pgListAdd", "pgListEdit", "pgListDelete", "pgListHeaders", "pgListEmailaccount", "pgListBounce", "pgMessageAdd",
        "pgMessageEdit", "pgMessageDelete", "pgMessageSend", "pgContactAdd", "pgContactEdit", "pgContactDelete", "pgContactMerge",
        "pgContactImport", "pgContactApprove", "pgContactExport", "pgContactSync", "pgContactFilters", "pgContactActions",
        "pgContactFields", "pg_user_add", "pg_user_edit", "pg_user_delete", "pgGroupAdd", "pgGroupEdit", "pgGroupDelete",
        "pgTemplateAdd", "pgTemplateEdit", "pgTemplateDelete", "pgPersonalizationAdd", "pgPersonalizationEdit",
        "pgPersonalizationDelete", "pgAutomationManage", "pgFormEdit", "pgReportsCampaign", "pgReportsList", "pgReportsUser",
        "pgReportsTrend", "pgReportsDeal", "pgStartupReports", "pgStartupGettingstarted", "pgAccountAdd", "pgAccountEdit",
        "pgAccountDelete", "pgAccountManageCustomField", "pgDeal", "pgDealDelete", "pgDealReassign", "pgDealFields",
        "pgDealGroupAdd", "pgDealGroupEdit", "pgDealGroupDelete", "pgSavedResponsesManage",
    ];

    static readonly string[] Of2021 = ["pgLandingPagesAccess", "pgWebPersonalizationManage"];

    static readonly string[] LaterPermissions =
    [
        "socialdata", "pgMfaAdmin", "pgDealExport", "pgDealManageRoles", "pgAccountNoteAdd", "pgAccountNoteEdit",
        "pgAccountNoteDelete", "pgDealNoteAdd", "pgDealNoteEdit", "pgDealNoteDelete", "pgDealListAll", "pgTagManage",
        "pgContactResubscribe", "pgDealImport", "pgAccountImport", "pgAccountExport", .. Of2021,
    ];

    public static readonly Resource Resource = new("groups", "group", "Group",
    [
        Text("title"), Text("descript"), Flag("unsubscribelink"), Flag("optinconfirm"),
        Flag("p_admin", true),
        .. Permissions.Select(Permission),
        Moment("sdate").ReadOnly(), Flag("reqApproval"), Number("reqApproval1st", 2), Text("reqApprovalNotify"),
        .. LaterPermissions.Select(Permission),
        Links("userGroups", "groupLimit", "dealGroupGroups", "listGroups", "addressGroups", "automationGroups"), Id(),
    ])
    {
        Cascades = [new("userGroups", "groupid"), new("groupLimits", "groupid"), new("listGroups", "group")],
        Saved = writing =>
        {
            if (!writing.IsNew)
            {
                // A new group has none; the first change gives it one.
                writing.Record["sdate"] ??= writing.Now;
                return;
            }

            writing.Echo["p_admin"] = writing.Record["p_admin"];
            GroupLimits.Add(writing.Store, writing.Record.Id, writing.Now);
        },
        Begin = store =>
        {
            var admins = store.Table(Resource!).Add(Admins, SeedData.Begin, SeedData.Begin,
                ("title", "Admin"), ("descript", "This is a group for admin users (people that can manage content)"),
                ("sdate", SeedData.Begin));
            foreach (var permission in Permissions.Concat(LaterPermissions)) admins[permission] = 1L;
            foreach (var never in NotEvenAdmins) admins[never] = 0L;
            GroupLimits.Add(store, Admins, SeedData.Begin);
        },
    };

    static Column Permission(string name) => Flag(name, AtFirst.Contains(name)).Since(Of2021.Contains(name) ? Ages.March2021 : Ages.First);
}
