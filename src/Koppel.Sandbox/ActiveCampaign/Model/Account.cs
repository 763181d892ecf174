using Koppel.Sandbox.ActiveCampaign.State;

namespace Koppel.Sandbox.ActiveCampaign.Model;

/// <summary>An account, which is a company, as it is kept. Contacts show it as their organization.</summary>
internal sealed class Account : IDated
{
    public required int Id { get; init; }

    public required string Name { get; set; }

    /// <summary>Its web address; null when none was sent.</summary>
    public string? Url { get; set; }

    /// <summary>The user who looks after it.</summary>
    public int Owner { get; set; } = 1;

    public required DateTime Created { get; init; }

    public required DateTime Updated { get; set; }

    /// <summary>The contacts that belong to it, by the rows that say so.</summary>
    public HashSet<AccountContact> Contacts { get; } = [];
}
