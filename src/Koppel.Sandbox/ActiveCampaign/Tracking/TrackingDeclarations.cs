using Koppel.Sandbox.ActiveCampaign.Declared;

namespace Koppel.Sandbox.ActiveCampaign.Tracking;

/// <summary>The resources of what visitors do.</summary>
internal static class TrackingDeclarations
{
    public static readonly Resource[] All =
        [TrackingSettings.Resource, EventTrackingEvents.Resource, TrackingLogs.Resource, UrlWhitelistings.Resource];
}
