using Koppel.Sandbox.Salesforce.State;
using Koppel.Sandbox.Salesforce.Wire;

namespace Koppel.Sandbox.Salesforce.Bulk;

/// <summary>The jobs of one kind, the oldest first. Callers hold the lock of the jobs.</summary>
internal sealed class JobShelf<T> where T : class
{
    readonly List<T> _jobs = [];

    public IReadOnlyList<T> All => _jobs;

    public void Add(T job) => _jobs.Add(job);

    public void Remove(T job) => _jobs.Remove(job);

    public void Clear() => _jobs.Clear();

    /// <summary>The job that a call is about.</summary>
    /// <exception cref="SalesforceFault">There is none, or the call comes by another version of the API.</exception>
    public T Find(Func<T, JobHead> headOf, SalesforceCall call)
    {
        var wanted = IdText.Parse(call["id"]);
        if (wanted is null || _jobs.Find(job => IdText.Parse(headOf(job).Id) == wanted) is not { } found)
            throw SalesforceFault.NotFound();
        var head = headOf(found);
        return head.Version == call.Version ? found : throw JobFaults.OtherVersion(head);
    }
}
