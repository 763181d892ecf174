using Koppel.Sandbox.ActiveCampaign.Resources;
using Koppel.Sandbox.ActiveCampaign.State;

namespace Koppel.Sandbox.Seed;

/// <summary>From where contacts have opened mail, and the language that they read: two of three are known.</summary>
sealed class PlaceSeed(Store store)
{
    readonly Dictionary<string, int> places = new(StringComparer.Ordinal);

    public void Fill(Contact contact, int n)
    {
        if (n == 1 || !Draw.Has(n, Drawn.HasPlace, 66)) return;
        var culture = Culture.Of(n);
        if (!places.TryGetValue(culture.Country, out var place))
            places.Add(culture.Country, place = GeoAddresses.Country(store, culture.Country, culture.CountryInEnglish, SeedData.Begin).Id);
        (contact.GeoAddress, contact.Language) = (place, culture.Language);
    }
}
