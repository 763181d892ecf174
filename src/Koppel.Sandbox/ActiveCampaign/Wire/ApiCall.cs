using System.Text.Json;

namespace Koppel.Sandbox.ActiveCampaign.Wire;

/// <summary>One call, read.</summary>
/// <param name="Id">The id in the path, the first where there are several; 0 when it has none or no number, as the API takes it.</param>
/// <param name="Path">What stands between the slashes after <c>/api/3/</c>, for paths that hold more than one id or one that is no
/// number.</param>
/// <param name="Query">Its query.</param>
/// <param name="Body">Its body as JSON; null when it has none.</param>
/// <param name="BodyBytes">The size of the body.</param>
/// <param name="WorkFault">The fault that the work which the call begins is to meet: a batch of the importer, a run of a segment.</param>
internal sealed record ApiCall(int Id, IReadOnlyList<string> Path, QueryText Query, JsonElement? Body, int BodyBytes, FaultKind? WorkFault)
{
    /// <summary>Whether the header <c>validateOnly</c> asks to check and not to change.</summary>
    public bool ValidateOnly { get; init; }
}
