namespace Koppel.Sdk.Rest;

/// <summary>A way of loading a table that takes fewer calls than one a row.</summary>
/// <param name="SideReads">Tables whose rows it would like to see when the query reads them anyway.</param>
/// <param name="Begin">Begins a load.</param>
/// <param name="CarryOutAsync">Makes the calls of a journal.</param>
public sealed record BulkWriter(
    IReadOnlyList<SideRead> SideReads, Func<WriteRequest, IWriteSession> Begin, Func<IWriteJournal, CancellationToken, Task> CarryOutAsync);
