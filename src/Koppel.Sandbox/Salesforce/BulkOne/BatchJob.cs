using Koppel.Sandbox.Salesforce.Schema;
using Koppel.Sandbox.Salesforce.Wire;

namespace Koppel.Sandbox.Salesforce.BulkOne;

/// <summary>A job: what is done with the batches that are put into it.</summary>
/// <param name="id">Its id.</param>
/// <param name="operation">insert, update, upsert, delete, hardDelete, query, queryAll.</param>
/// <param name="type">The object.</param>
/// <param name="key">By what an upsert finds records; null for other operations.</param>
/// <param name="isJson">Whether its batches are JSON, and not CSV.</param>
/// <param name="isSerial">Whether it asked for one batch after the other; all are worked through so.</param>
/// <param name="version">The version in the path of the call that made it.</param>
/// <param name="created">When it was made, UTC.</param>
internal sealed class BatchJob(
    string id, string operation, OrgObject type, OrgField? key, bool isJson, bool isSerial, decimal version, DateTime created)
{
    DateTime _changed = created;

    public string Id => id;

    public string Operation => operation;

    public OrgObject Type => type;

    public OrgField? Key => key;

    public bool IsJson => isJson;

    public bool IsQuery => operation is "query" or "queryAll";

    public DateTime Created { get; } = created;

    /// <summary>Open, Closed or Aborted.</summary>
    public string State { get; private set; } = "Open";

    public List<Batch> Batches { get; } = [];

    /// <summary>Whether nothing happens to it any more.</summary>
    public bool IsOver => State != "Open" && Batches.TrueForAll(one => one.State is "Completed" or "Failed" or "NotProcessed");

    /// <summary>Takes no batches any more; an abort leaves those alone that nobody has begun with.</summary>
    public void Turn(string state, DateTime now)
    {
        (State, _changed) = (state, now);
        if (state != "Aborted") return;
        foreach (var batch in Batches) batch.Drop(now);
    }

    /// <summary>What is told of it.</summary>
    public IReadOnlyList<(string Name, object? Value)> Told() =>
    [
        ("id", id), ("operation", operation), ("object", type.Name), ("createdById", Identity.UserId), ("createdDate", Created),
        ("systemModstamp", _changed), ("state", State), ("externalIdFieldName", key?.Name),
        ("concurrencyMode", isSerial ? "Serial" : "Parallel"), ("contentType", isJson ? "JSON" : "CSV"),
        ("numberBatchesQueued", Count("Queued")), ("numberBatchesInProgress", Count("InProgress")),
        ("numberBatchesCompleted", Count("Completed")), ("numberBatchesFailed", Count("Failed")), ("numberBatchesTotal", Batches.Count),
        ("numberRecordsProcessed", Batches.Sum(one => one.Processed)), ("numberRetries", 0), ("apiVersion", version),
        ("numberRecordsFailed", Batches.Sum(one => one.Failed)), ("totalProcessingTime", Batches.Sum(one => one.Took)),
        ("apiActiveProcessingTime", Batches.Sum(one => one.Took)), ("apexProcessingTime", 0),
    ];

    int Count(string state) => Batches.Count(one => one.State == state);
}
