using Koppel.Sandbox.ActiveCampaign.Model;
using Koppel.Sandbox.ActiveCampaign.State;
using Koppel.Sandbox.Seed;

namespace Koppel.Sandbox.ActiveCampaign.Tags;

/// <summary>The tags that are there, and who has which; a plain sandbox has fewer.</summary>
internal static class TagSeed
{
    public static Action<Contact, int>? Begin(Store store)
    {
        store.Tags.Add(SeedData.FreeTag, "contact", "For trying.", SeedData.Begin);
        var tags = Array.ConvertAll(
            store.Options.Plain ? Tagging.Names[..Tagging.Plain] : Tagging.Names,
            name => store.Tags.Add(name, "contact", "", SeedData.Begin));
        return (contact, n) =>
        {
            foreach (var tag in Tagging.Of(n).Where(tag => tag < tags.Length)) store.Tags.Join(contact, tags[tag], contact.Created);
        };
    }
}
