using Koppel.Sandbox.ActiveCampaign.Declared;
using Koppel.Sandbox.ActiveCampaign.Model;
using Koppel.Sandbox.ActiveCampaign.Records;
using Koppel.Sandbox.ActiveCampaign.State;
using Koppel.Sandbox.ActiveCampaign.Wire;
using static Koppel.Sandbox.ActiveCampaign.Records.Columns;

namespace Koppel.Sandbox.ActiveCampaign.Places;

/// <summary>The places from which contacts opened mail; <see cref="GeoIps"/> says who was where.</summary>
internal static class GeoAddresses
{
    public static readonly Resource Resource = new("geoAddresses", "geoAddress", "GeoAddress",
    [
        Number("ip4"), Text("country2"), Text("country"), Text("state"), Text("city"), Text("zip"), Number("area"),
        Text("lat", "0.000000"), Text("lon", "0.000000"), Text("tz"),
        Created("tstamp"), Links(), Id(),
    ])
    {
        Verbs = Verbs.One,
        Calls = set => [new("GET", "geoIps/{id}/geoAddress", call => Of(set, call))],
    };

    /// <summary>The place of a country, which is made when it is not there.</summary>
    /// <param name="store">The store.</param>
    /// <param name="code">Its two letters.</param>
    /// <param name="country">Its name.</param>
    /// <param name="now">When.</param>
    public static Record Country(Store store, string code, string country, DateTime now) =>
        store.Table(Resource).Find("country2", code)
            ?? store.Table(Resource).Add(now, ("country2", code.ToUpperInvariant()), ("country", country));

    /// <summary>Where a contact is; null when nobody knows.</summary>
    public static Record? Of(Store store, Contact contact) =>
        contact.GeoAddress > 0 ? store.Table(Resource).Find(contact.GeoAddress) : null;

    static Answer Of(ResourceSet set, ApiCall call) =>
        set.Store.Contacts.Find(call.Id) is { GeoAddress: > 0 } contact && set.Store.Table(Resource).Find(contact.GeoAddress) is { } place
            ? set["geoAddresses"].Full(place)
            : Errors.NotFound("Subscriber", call.Id);
}
