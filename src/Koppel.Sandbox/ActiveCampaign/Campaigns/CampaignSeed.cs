using Koppel.Sandbox.ActiveCampaign.Declared;
using Koppel.Sandbox.ActiveCampaign.Lists;
using Koppel.Sandbox.ActiveCampaign.Mails;
using Koppel.Sandbox.ActiveCampaign.Model;
using Koppel.Sandbox.ActiveCampaign.Segments;
using Koppel.Sandbox.ActiveCampaign.State;

namespace Koppel.Sandbox.ActiveCampaign.Campaigns;

/// <summary>The campaign that a sandbox begins with: a draft, ready to be sent to a segment.</summary>
internal static class CampaignSeed
{
    public static Action<Contact, int>? Begin(Store store)
    {
        if (store.Segments.Named("Customers") is not { } customers) return null;
        var now = SeedData.Begin;
        var campaign = store.Table(CampaignRows.Resource).Add(now, ("name", "News for customers"), ("segmentid", customers.Id));
        var message = MessageRows.Add(
            store,
            now,
            "News for %FIRSTNAME%",
            "Hello %FIRSTNAME%,\n\nhere is what is new.\n\nLeave: %UNSUBSCRIBELINK%\n",
            "<p>Hello %FIRSTNAME%,</p><p>here is <a href=\"https://example.com/news\">what is new</a>.</p><p><a "
            + "href=\"%UNSUBSCRIBELINK%\">Leave</a></p>");
        store.Table(CampaignMessageRows.Resource).Add(now, ("campaignid", campaign.Id), ("messageid", message.Id));
        store.Table(LinkRows.Resource)
            .Add(now, ("campaignid", campaign.Id), ("messageid", message.Id), ("link", "open"), ("name", "Read Tracker"));
        foreach (var list in store.Table(ListRows.Resource).All.ToArray().Take(1)) CampaignEdit.AddList(store, campaign, list.Id, now);
        return null;
    }
}
