using Koppel.Sandbox.Salesforce.Records;
using Koppel.Sandbox.Salesforce.State;

namespace Koppel.Sandbox.Salesforce.BulkOne;

/// <summary>All jobs of the Bulk API 1.0. As those of 2.0 they are worked on before each call, by what is due then.</summary>
/// <param name="writer">Writes their rows.</param>
/// <param name="nextId">Gives the next id of a job; jobs of both kinds share them.</param>
internal sealed class BatchJobs(RecordWriter writer, Func<string> nextId) : IDisposable
{
    readonly Lock _gate = new();
    readonly List<BatchJob> _jobs = [];
    int _lastBatch;

    /// <summary>Looks at jobs, or changes them, while nobody else does, after what is due was done.</summary>
    public T Use<T>(Func<T> look)
    {
        lock (_gate)
        {
            Settle();
            return look();
        }
    }

    /// <summary>Does what is due by now.</summary>
    public void Settle()
    {
        lock (_gate)
        {
            foreach (var batch in _jobs.SelectMany(job => job.Batches)) batch.Settle(writer);
        }
    }

    public string NextId() => nextId();

    public string NextBatchId() => IdText.Of("751", ++_lastBatch);

    public void Add(BatchJob job) => _jobs.Add(job);

    /// <summary>A job by its id in 15 or 18 letters; null when there is none.</summary>
    public BatchJob? Find(string id) => IdText.Parse(id) is { } wanted ? _jobs.Find(job => IdText.Parse(job.Id) == wanted) : null;

    /// <summary>All, the oldest first.</summary>
    public IReadOnlyList<BatchJob> All => _jobs;

    /// <summary>Takes all jobs away.</summary>
    public void Clear()
    {
        lock (_gate)
        {
            foreach (var batch in _jobs.SelectMany(job => job.Batches)) batch.Dispose();
            _jobs.Clear();
        }
    }

    public void Dispose() => Clear();
}
