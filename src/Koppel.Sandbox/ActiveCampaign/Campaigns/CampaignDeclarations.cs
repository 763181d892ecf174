using Koppel.Sandbox.ActiveCampaign.Declared;

namespace Koppel.Sandbox.ActiveCampaign.Campaigns;

/// <summary>The resources of campaigns.</summary>
internal static class CampaignDeclarations
{
    public static readonly Resource[] All =
    [
        CampaignRows.Resource,
        CampaignMessageRows.Resource,
        CampaignListRows.Resource,
        LinkRows.Resource,
    ];
}
