using Koppel.Sandbox.ActiveCampaign;

namespace Koppel.Sandbox.Control;

/// <summary>A tag with the number of contacts that have it, for the viewer.</summary>
sealed record TagView(int Id, string Tag, int Contacts)
{
    const int Most = 200;

    /// <summary>The tags with the most contacts first.</summary>
    public static IReadOnlyList<TagView> Read(SandboxState state) => state.Use(() => state.Store.Tags.All.ToArray()
        .OrderByDescending(tag => tag.Contacts.Count)
        .ThenBy(tag => tag.Name, StringComparer.OrdinalIgnoreCase)
        .Take(Most)
        .Select(tag => new TagView(tag.Id, tag.Name, tag.Contacts.Count))
        .ToArray());
}
