namespace Koppel.Sandbox.ActiveCampaign.Webhooks;

/// <summary>
/// What webhooks can wait for. The first list is what <c>/webhook/events</c> answers; the second is named by the vendor's page on webhooks
/// and is taken as well.
/// </summary>
internal static class WebhookEvents
{
    public static readonly string[] Listed =
    [
        "bounce", "click", "contact_tag_added", "contact_tag_removed", "deal_add", "deal_note_add", "deal_pipeline_add", "deal_stage_add",
        "deal_task_add", "deal_task_complete", "deal_tasktype_add",
        "deal_update", "forward", "list_add", "open", "reply", "sent", "share", "sms_reply", "sms_sent", "sms_unsub", "subscribe",
        "subscriber_note", "unsubscribe", "update",
    ];

    static readonly string[] Unlisted =
        ["account_add", "account_update", "account_contact_add", "account_contact_update", "contact_task_add"];

    /// <summary>Those that a list's webhook hears only when they happen on its list.</summary>
    public static bool IsOfList(string name) =>
        name is "subscribe" or "unsubscribe" or "sent" or "open" or "click" or "forward" or "share" or "bounce" or "reply";

    public static bool IsKnown(string? name) => Listed.Contains(name) || Unlisted.Contains(name);
}
