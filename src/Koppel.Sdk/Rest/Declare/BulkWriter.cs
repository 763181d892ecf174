using Koppel.Sdk.Loading;
using Koppel.Sdk.Schema;

namespace Koppel.Sdk.Rest.Declare;

/// <summary>A way of loading a table that takes fewer calls than one a row.</summary>
/// <param name="SideReads">Tables whose rows it would like to see when the query reads them anyway.</param>
/// <param name="Begin">Begins a load.</param>
/// <param name="BeginCalls">How those of its calls are made that declared tables do not know.</param>
public sealed record BulkWriter(
    IReadOnlyList<SideRead> SideReads, Func<WriteRequest, IWriteSession> Begin, Func<IReadOnlyList<ICallKind>> BeginCalls)
{
    /// <summary>What a load costs, as the rest of a line: <c>a call for up to 250 contacts</c>.</summary>
    public string Price { get; init; } = "";

    /// <summary>Whether it takes a load; others go one call a row. The default: those that insert.</summary>
    public Func<WriteRequest, bool> Takes { get; init; } = request => request.Operation == WriteOperation.Insert;
}
