using Koppel.Sdk.Loading;

namespace Koppel.Engine.Loading.Unmatched;

/// <summary>What the joins of a load left out.</summary>
/// <param name="Joins">What each join left out.</param>
/// <param name="Notes">What cannot be told, and why: sentences for the user.</param>
internal sealed record UnmatchedFound(IReadOnlyList<UnmatchedRows> Joins, IReadOnlyList<string> Notes)
{
    /// <summary>The plan that tells it too.</summary>
    public WritePlan In(WritePlan plan) => plan with { Unmatched = Joins, Notes = [.. plan.Notes, .. Notes] };
}
