using Koppel.Sandbox.ActiveCampaign.Model;
using Koppel.Sandbox.ActiveCampaign.State;
using Koppel.Sandbox.Seed;

namespace Koppel.Sandbox.ActiveCampaign.Places;

/// <summary>From where contacts have opened mail, and the language that they read: two of three are known.</summary>
internal sealed class PlaceSeed(Store store)
{
    readonly Dictionary<string, int> _places = new(StringComparer.Ordinal);

    public static Action<Contact, int>? Begin(Store store) => store.Options.Plain ? null : new PlaceSeed(store).Fill;

    void Fill(Contact contact, int n)
    {
        if (n == 1 || !Draw.Has(n, Drawn.HasPlace, 66)) return;
        var culture = Culture.Of(n);
        if (!_places.TryGetValue(culture.Country, out var place))
            _places.Add(culture.Country, place = GeoAddresses.Country(store, culture.Country, culture.CountryInEnglish, SeedData.Begin).Id);
        (contact.GeoAddress, contact.Language) = (place, culture.Language);
    }
}
