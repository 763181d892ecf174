using Koppel.Sandbox.ActiveCampaign.State;

namespace Koppel.Sandbox.ActiveCampaign.Imports;

/// <summary>A batch of the importer, from the moment it was queued.</summary>
internal sealed class ImportBatch(Guid id, DateTime queued, IReadOnlyList<ImportRow> rows, FaultKind? fault)
{
    public Guid Id => id;

    public DateTime Queued => queued;

    /// <summary>How many contacts it was queued with.</summary>
    public int Size { get; init; } = rows.Count;

    /// <summary>What is still to be done; empty once it is done.</summary>
    public IReadOnlyList<ImportRow> Rows { get; private set; } = rows;

    public FaultKind? Fault => fault;

    /// <summary>The call that queued it; null when it came in a snapshot.</summary>
    public Cause? Cause { get; init; }

    public bool IsDone { get; private set; }

    /// <summary>How it ended: <c>completed</c> or <c>interrupted</c>.</summary>
    public string Outcome => fault == FaultKind.ImportInterrupted ? "interrupted" : "completed";

    public List<int> Created { get; init; } = [];

    public List<int> Updated { get; init; } = [];

    public List<string> Failed { get; init; } = [];

    public void Finish()
    {
        IsDone = true;
        Rows = [];
    }
}
