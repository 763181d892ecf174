using Koppel.Sandbox.ActiveCampaign.Declared;
using Koppel.Sandbox.ActiveCampaign.Records;
using static Koppel.Sandbox.ActiveCampaign.Records.Columns;

namespace Koppel.Sandbox.ActiveCampaign.Lists;

/// <summary><c>/listGroups</c>: which group of users may use a list.</summary>
internal static class ListGroups
{
    /// <summary>What the group may do with the list; only reads tell.</summary>
    static readonly string[] Permissions =
    [
        "p_list_add", "p_list_edit", "p_list_delete", "p_list_sync", "p_list_filter",
        "p_message_add", "p_message_edit", "p_message_delete", "p_message_send",
        "p_subscriber_add", "p_subscriber_edit", "p_subscriber_delete", "p_subscriber_import", "p_subscriber_approve",
    ];

    public static readonly Resource Resource = new("listGroups", "listGroup", "ListGroup",
    [
        Reference("list").AlsoSentAs("listid"), Reference("group").AlsoSentAs("groupid"),
        .. Permissions.Select(name => Flag(name, true).ReadOnly()), Links("list", "group"), Id(),
    ])
    {
        Verbs = Verbs.List | Verbs.One | Verbs.Create | Verbs.Delete,
    };
}
