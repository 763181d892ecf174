using Koppel.Sandbox.ActiveCampaign.Wire;

namespace Koppel.Sandbox.ActiveCampaign.Declared;

/// <summary>A column whose values are there once, whatever their case.</summary>
/// <param name="Column">The column.</param>
/// <param name="Refuse">What a value that is there is answered with.</param>
internal sealed record Unique(string Column, Func<string, Answer> Refuse);
