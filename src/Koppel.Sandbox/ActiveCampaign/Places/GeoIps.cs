using Koppel.Sandbox.ActiveCampaign.Declared;
using Koppel.Sandbox.ActiveCampaign.Records;
using static Koppel.Sandbox.ActiveCampaign.Records.Columns;

namespace Koppel.Sandbox.ActiveCampaign.Places;

/// <summary><c>/contacts/{id}/geoIps</c>: where a contact is.</summary>
internal static class GeoIps
{
    public static readonly Resource Resource = new("geoIps", "geoIp", "GeoIp",
    [
        Of<GeoIp>("contact", Kind.Reference, row => row.Contact.Id), Of<GeoIp>("campaignid", Kind.Number, _ => 0),
        Of<GeoIp>("messageid", Kind.Number, _ => 0),
        Of<GeoIp>("geoaddrid", Kind.Number, row => row.Contact.GeoAddress), Of<GeoIp>("ip4", Kind.Number, _ => 0),
        Of<GeoIp>("tstamp", Kind.Moment, row => row.Contact.Created), Links("geoAddress"), Id(),
        Of<GeoIp>("geoAddress", Kind.Reference, row => row.Contact.GeoAddress),
    ])
    {
        Verbs = Verbs.None,
        Nested = [Nested.OfContact("geoIps", (_, contact) => contact.GeoAddress > 0 ? [new GeoIp(contact)] : [])],
    };
}
