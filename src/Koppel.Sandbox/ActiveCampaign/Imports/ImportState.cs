namespace Koppel.Sandbox.ActiveCampaign.Imports;

/// <summary>A batch of the importer in a snapshot.</summary>
internal sealed record ImportState(
    Guid Id, DateTime Queued, int Size, bool Done, FaultKind? Fault, IReadOnlyList<ImportRow> Rows, IReadOnlyList<int> Created,
    IReadOnlyList<int> Updated, IReadOnlyList<string> Failed)
{
    public static ImportState Of(ImportBatch batch) =>
        new(batch.Id, batch.Queued, batch.Size, batch.IsDone, batch.Fault, batch.Rows, batch.Created, batch.Updated, batch.Failed);

    public ImportBatch Batch()
    {
        var batch = new ImportBatch(Id, Queued.ToUniversalTime(), Rows, Fault) { Size = Size, Created = [.. Created],
            Updated = [.. Updated], Failed = [.. Failed] };
        if (Done) batch.Finish();
        return batch;
    }
}
