using Koppel.Sandbox.ActiveCampaign.State;

namespace Koppel.Sandbox.ActiveCampaign.Model;

/// <summary>A tag as it is kept.</summary>
internal sealed class Tag : IRow
{
    public required int Id { get; init; }

    public required string Name { get; set; }

    /// <summary><c>contact</c> or <c>template</c>; empty when none was sent, and then no list shows the tag.</summary>
    public required string Type { get; set; }

    public string Description { get; set; } = "";

    public required DateTime Created { get; init; }

    public required DateTime Updated { get; set; }

    /// <summary>The ids of the contacts that have it, ascending.</summary>
    public List<int> Contacts { get; } = [];
}
