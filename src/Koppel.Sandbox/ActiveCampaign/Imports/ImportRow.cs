namespace Koppel.Sandbox.ActiveCampaign.Imports;

/// <summary>One contact of a batch; null is a key that was not sent and stays as it is.</summary>
internal sealed record ImportRow(
    string Email, string? FirstName, string? LastName, string? Phone, string? Account, IReadOnlyList<string> Tags, bool ExcludeAutomations)
{
    /// <summary>Values of custom fields by their id.</summary>
    public IReadOnlyList<ImportedValue> Fields { get; init; } = [];

    /// <summary>The lists to put the contact on, unless it has left them.</summary>
    public IReadOnlyList<int> Subscribe { get; init; } = [];

    /// <summary>The lists to take it off.</summary>
    public IReadOnlyList<int> Unsubscribe { get; init; } = [];
}

/// <summary>A value of a custom field.</summary>
internal sealed record ImportedValue(int Field, string Value);
