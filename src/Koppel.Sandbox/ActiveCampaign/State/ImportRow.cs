namespace Koppel.Sandbox.ActiveCampaign.State;

/// <summary>One contact of a batch; null is a key that was not sent and stays as it is.</summary>
sealed record ImportRow(string Email, string? FirstName, string? LastName, string? Phone, string? Account, IReadOnlyList<string> Tags, bool ExcludeAutomations);
