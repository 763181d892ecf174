using Koppel.Sandbox.Salesforce.Records;
using Koppel.Sandbox.Salesforce.State;
using Koppel.Sandbox.Salesforce.Wire;

namespace Koppel.Sandbox.Salesforce.Bulk;

/// <summary>
/// All jobs. Nothing ends by itself: before each call, what is due by now is done, so that every caller finds the org as if jobs ran beside
/// it, and a clock that moves by hand moves them. Whoever works with jobs holds their lock before that of the org.
/// </summary>
internal sealed class BulkJobs(OrgData org, RecordWriter writer, SalesforceOptions options) : IDisposable
{
    const string KeyPrefix = "750";

    readonly Lock _gate = new();
    int _last;

    public JobShelf<QueryJob> Queries { get; } = new();

    public JobShelf<IngestJob> Ingests { get; } = new();

    /// <summary>Looks at jobs while nobody changes them, after what is due was done.</summary>
    public T Use<T>(Func<T> look)
    {
        lock (_gate)
        {
            Settle();
            return look();
        }
    }

    public string NextId() => IdText.Of(KeyPrefix, Interlocked.Increment(ref _last));

    /// <summary>A route whose call nobody disturbs.</summary>
    public SalesforceRoute Route(string method, string path, Func<SalesforceCall, SalesforceAnswer> handle) => new(method, path, call =>
    {
        lock (_gate) return handle(call);
    });

    /// <summary>Does what is due by now.</summary>
    public void Settle()
    {
        lock (_gate)
        {
            foreach (var job in Queries.All) job.Settle(org, options.FaultSeed);
            foreach (var job in Ingests.All) job.Settle(org, writer, options.FaultSeed);
        }
    }

    /// <summary>Takes all jobs away.</summary>
    public void Clear()
    {
        lock (_gate)
        {
            foreach (var job in Queries.All) job.Dispose();
            Queries.Clear();
            Ingests.Clear();
        }
    }

    public void Dispose() => Clear();
}
