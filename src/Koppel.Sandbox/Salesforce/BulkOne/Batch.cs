using Koppel.Sandbox.Salesforce.Bulk;
using Koppel.Sandbox.Salesforce.Records;
using Koppel.Sandbox.Salesforce.Soql;
using Koppel.Sandbox.Salesforce.State;
using Koppel.Sandbox.Salesforce.Wire;

namespace Koppel.Sandbox.Salesforce.BulkOne;

/// <summary>A batch of a job: it waits, is worked through, and then tells what became of its rows, or which rows its query found.</summary>
/// <param name="id">Its id.</param>
/// <param name="job">The job.</param>
/// <param name="content">What was sent.</param>
/// <param name="fault">What goes wrong with it.</param>
/// <param name="org">The org.</param>
internal sealed class Batch(string id, BatchJob job, ReadOnlyMemory<byte> content, FaultKind? fault, OrgData org) : IDisposable
{
    const int RowsASecond = 10_000;
    static readonly TimeSpan Waits = TimeSpan.FromSeconds(1);

    readonly TimeSpan _begun = org.Clock.Elapsed;
    readonly DateTime _created = org.Now;
    DateTime _changed = org.Now;
    TimeSpan? _due;

    public string Id => id;

    public ReadOnlyMemory<byte> Content => content;

    /// <summary>Queued, InProgress, Completed, Failed or NotProcessed.</summary>
    public string State { get; private set; } = "Queued";

    /// <summary>Why it failed; null when it did not.</summary>
    public string? Message { get; private set; }

    /// <summary>What became of each row; null before, and for a query.</summary>
    public IReadOnlyList<Outcome>? Outcomes { get; private set; }

    /// <summary>What its query found; null before, and for a load.</summary>
    public QueryResult? Found { get; private set; }

    /// <summary>The rows that its query found as CSV; null otherwise.</summary>
    public ResultFile? File { get; private set; }

    public int Processed => Outcomes?.Count ?? Found?.Total ?? 0;

    public int Failed => Outcomes?.Count(one => one.Fault is not null) ?? 0;

    /// <summary>How many milliseconds it worked.</summary>
    public int Took => (int)(Processed * 1000L / RowsASecond);

    /// <summary>It is not begun any more.</summary>
    public void Drop(DateTime now)
    {
        if (State == "Queued") Turn("NotProcessed", now);
    }

    /// <summary>Does what is due by now.</summary>
    public void Settle(RecordWriter writer)
    {
        if (State is not ("Queued" or "InProgress")) return;
        var since = org.Clock.Elapsed - _begun;
        if (since < org.Clock.Scaled(Waits)) return;
        if (State == "Queued") Work(writer);
        if (State == "InProgress" && since >= _due) Turn("Completed", org.Now);
    }

    /// <summary>What is told of it.</summary>
    public IReadOnlyList<(string Name, object? Value)> Told() =>
    [
        ("id", id), ("jobId", job.Id), ("state", State), ("stateMessage", Message), ("createdDate", _created),
        ("systemModstamp", _changed), ("numberRecordsProcessed", State == "InProgress" ? 0 : Processed),
        ("numberRecordsFailed", State == "InProgress" ? 0 : Failed), ("totalProcessingTime", Took), ("apiActiveProcessingTime", Took),
        ("apexProcessingTime", 0),
    ];

    public void Dispose() => File?.Dispose();

    void Work(RecordWriter writer)
    {
        try
        {
            if (fault == (job.IsQuery ? FaultKind.QueryFails : FaultKind.JobFails))
                throw new InvalidDataException("InternalServerError : Retried more than 15 times. Please contact support.");
            if (job.IsQuery) Query();
            else Outcomes = new BatchRows(job, org.Access).Run(org, writer, content, fault == FaultKind.RowsLocked);
            _due = org.Clock.Scaled(Waits + TimeSpan.FromMilliseconds(Took));
            Turn("InProgress", org.Now);
        }
        catch (InvalidDataException unreadable)
        {
            Message = unreadable.Message;
            Turn("Failed", org.Now);
        }
    }

    void Query()
    {
        try
        {
            var text = System.Text.Encoding.UTF8.GetString(content.Span).Trim('\uFEFF', ' ', '\r', '\n', '\t');
            QueryChecks.Check(Parser.Parse(text));
            var found = org.Use(() => new SoqlRunner(org).Run(text, job.Operation == "queryAll"));
            QueryChecks.Check(found.Selection!);
            if (!job.IsJson) File = ResultFile.Write(org, found.Rows, found.Selection!, new("COMMA", "LF"));
            Found = found;
        }
        catch (SoqlFault wrong)
        {
            throw new InvalidDataException($"InvalidBatch : Failed to process query: {wrong.Code}: {wrong.Message}", wrong);
        }
        catch (SalesforceFault refused)
        {
            throw new InvalidDataException($"InvalidBatch : Failed to process query: {refused.Code}: {refused.Message}", refused);
        }
    }

    void Turn(string state, DateTime now) => (State, _changed) = (state, now);
}
