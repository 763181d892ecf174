using Koppel.Sandbox.ActiveCampaign.Model;
using Koppel.Sandbox.ActiveCampaign.State;

namespace Koppel.Sandbox.Control.Pages;

/// <summary>A tag with the number of contacts that have it.</summary>
internal sealed record TagsPage(int Id, string Tag, string Description, string Type, int Contacts)
{
    const int Most = 2000;

    /// <summary>The tags with the most contacts first.</summary>
    public static IReadOnlyList<TagsPage> Read(SandboxState state) => state.Use(() => state.Store.Tags.Rows.All.ToArray()
        .OrderByDescending(tag => tag.Contacts.Count)
        .ThenBy(tag => tag.Name, StringComparer.OrdinalIgnoreCase)
        .Take(Most)
        .Select(tag => new TagsPage(tag.Id, tag.Name, tag.Description, tag.Type, tag.Contacts.Count))
        .ToArray());
}
