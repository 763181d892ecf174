using Koppel.Sandbox.ActiveCampaign.Declared;
using Koppel.Sandbox.ActiveCampaign.Mails;
using Koppel.Sandbox.ActiveCampaign.Records;
using Koppel.Sandbox.ActiveCampaign.State;
using static Koppel.Sandbox.ActiveCampaign.Records.Columns;

namespace Koppel.Sandbox.ActiveCampaign.Campaigns;

/// <summary><c>/campaignMessages</c>: the message of a campaign, with what became of it.</summary>
internal static class CampaignMessageRows
{
    public static readonly Resource Resource = new("campaignMessages", "campaignMessage", "CampaignMessage",
    [
        Number("messageid"), Number("campaignid"), Number("percentage", 100), Number("sourcesize"), Number("send_amt"), Number("total_amt"),
        Number("opens"), Number("uniqueopens"),
        Number("linkclicks"), Number("uniquelinkclicks"), Number("subscriberclicks"), Number("forwards"), Number("uniqueforwards"),
        Number("hardbounces"), Number("softbounces"),
        Number("unsubscribes"), Number("unsubreasons"), Number("updates"), Number("socialshares"), Number("replies"),
        Number("uniquereplies"), Text("spamcheck_score", null),
        Number("spamcheck_max"), Number("initial_split_percentage", 100), Text("screenshot", null),
        Computed(
            "subject", Kind.Text, (store, row) => store.Table(MessageRows.Resource).Find(row.IdOf("messageid"))?.Text("subject") ?? ""),
        Links("campaign", "message"), Id(), Computed("campaign", Kind.Reference, (_, row) => row.Number("campaignid")),
        Computed("message", Kind.Reference, (_, row) => row.Number("messageid")),
    ])
    {
        Verbs = Verbs.List | Verbs.One,
        Filters = [Filter.Equal("campaignid"), Filter.Equal("messageid")],
        Nested = [Nested.Under("campaigns", "campaignMessages", "campaignid")],
    };

    /// <summary>The message of a campaign.</summary>
    public static Record? MessageOf(Store store, Record campaign) =>
        store.Table(Resource).Where("campaignid", campaign.Id) is [var first, ..]
            ? store.Table(MessageRows.Resource).Find(first.IdOf("messageid"))
            : null;
}

/// <summary><c>/campaignLists</c>: the lists that a campaign goes to.</summary>
internal static class CampaignListRows
{
    public static readonly Resource Resource = new("campaignLists", "campaignList", "CampaignList",
    [
        Number("campaignid"), Number("listid"), Number("list_amt"), Links("campaign", "list"), Id(),
        Computed("list", Kind.Reference, (_, row) => row.Number("listid")),
        Computed("campaign", Kind.Reference, (_, row) => row.Number("campaignid")),
    ])
    {
        Verbs = Verbs.List | Verbs.One,
        Filters = [Filter.Equal("campaignid"), Filter.Equal("listid")],
        Nested = [Nested.Under("campaigns", "campaignLists", "campaignid")],
    };
}

/// <summary><c>/links</c>: the addresses in messages of campaigns. Each campaign has one that tells when a mail is opened.</summary>
internal static class LinkRows
{
    public static readonly Resource Resource = new("links", "link", "Link",
    [
        Number("campaignid"), Number("messageid"), Text("link"), Text("name"), Text("ref"), Flag("tracked", true),
        CreatedStamp("created_timestamp"), UpdatedStamp("updated_timestamp"), Reference("created_by"), Reference("updated_by"),
        Number("uniquelinkclicks"), Number("linkclicks"),
        Links("campaign", "message"), Id(), Computed("campaign", Kind.Reference, (_, row) => row.Number("campaignid")),
        Computed("message", Kind.Reference, (_, row) => row.Number("messageid") is > 0 and var id ? id : null),
    ])
    {
        Verbs = Verbs.List | Verbs.One,
        Filters = [Filter.Equal("campaignid"), Filter.Equal("messageid")],
        Nested = [Nested.Under("campaigns", "links", "campaignid")],
    };
}
