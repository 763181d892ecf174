using Koppel.Sandbox.ActiveCampaign.Campaigns;
using Koppel.Sandbox.ActiveCampaign.Declared;
using Koppel.Sandbox.ActiveCampaign.Lists;
using Koppel.Sandbox.ActiveCampaign.Segments;
using Koppel.Sandbox.ActiveCampaign.State;

namespace Koppel.Sandbox.Control.Pages;

/// <summary>A campaign and to whom it goes.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name.</param>
/// <param name="Status"><c>draft</c> or <c>sent</c>.</param>
/// <param name="Subject">The subject of its message.</param>
/// <param name="Segment">The name of its segment; null for none.</param>
/// <param name="ToLists">The names of its lists.</param>
/// <param name="Sent">How many mails went out.</param>
/// <param name="Unsubscribed">How many left by its link.</param>
internal sealed record CampaignsPage(
    int Id, string Name, string Status, string Subject, string? Segment, IReadOnlyList<string> ToLists, long Sent, long Unsubscribed)
{
    public static IReadOnlyList<CampaignsPage> Read(SandboxState state) =>
        state.Use(() => state.Store.Table(CampaignRows.Resource).All.ToArray()
        .Where(campaign => campaign["deletestamp"] is null)
        .Reverse()
        .Select(campaign => new CampaignsPage(
            campaign.Id,
            campaign.Text("name"),
            campaign.Number("status") == CampaignRows.Draft ? "draft" : "sent",
            CampaignMessageRows.MessageOf(state.Store, campaign)?.Text("subject") ?? "",
            campaign.IdOf("segmentid") is > 0 and var id ? state.Store.Segments.Rows.Find(id)?.Name ?? $"segment {id}" : null,
            [.. state.Store.Table(CampaignListRows.Resource).Where("campaignid", campaign.Id)
                .Select(row => state.Store.Table(ListRows.Resource).Find(row.IdOf("listid"))?.Text("name") ?? "")],
            campaign.Number("send_amt"),
            campaign.Number("unsubscribes")))
        .ToArray());
}
