using Koppel.Sandbox.ActiveCampaign.Declared;

namespace Koppel.Sandbox.ActiveCampaign.Places;

/// <summary>The resources of where contacts are.</summary>
internal static class PlaceDeclarations
{
    public static readonly Resource[] All =
    [
        GeoIps.Resource,
        GeoAddresses.Resource,
    ];
}
