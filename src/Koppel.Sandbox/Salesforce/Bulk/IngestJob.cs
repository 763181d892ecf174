using System.Text.Json;
using Koppel.Sandbox.Salesforce.Records;
using Koppel.Sandbox.Salesforce.State;

namespace Koppel.Sandbox.Salesforce.Bulk;

/// <summary>A load under way: it is filled, waits, is worked through, and then tells what became of each row.</summary>
/// <param name="head">What every job has.</param>
/// <param name="target">What it does to what.</param>
/// <param name="fault">What goes wrong with it.</param>
internal sealed class IngestJob(JobHead head, IngestTarget target, FaultKind? fault)
{
    const int RowsASecond = 10_000;
    static readonly TimeSpan Waits = TimeSpan.FromSeconds(1);

    TimeSpan _closed;

    public JobHead Head => head;

    /// <summary>What was uploaded; null before.</summary>
    public ReadOnlyMemory<byte>? Content { get; set; }

    /// <summary>The rows; null before they are looked at.</summary>
    public IngestWork? Work { get; private set; }

    /// <summary>Nothing is uploaded any more: the work may begin.</summary>
    public void Close(OrgData org)
    {
        _closed = org.Clock.Elapsed;
        head.Turn(JobState.UploadComplete, org.Now);
    }

    /// <summary>Does what is due by now.</summary>
    public void Settle(OrgData org, RecordWriter writer, int seed)
    {
        if (head.State is not (JobState.UploadComplete or JobState.InProgress)) return;
        var since = org.Clock.Elapsed - _closed - org.Clock.Scaled(Waits);
        if (since < TimeSpan.Zero) return;
        head.Turn(JobState.InProgress, org.Now);
        try
        {
            Work ??= new(org, writer, target, head.Format, Content ?? default, fault == FaultKind.RowsLocked ? new Random(seed) : null);
        }
        catch (InvalidDataException unreadable)
        {
            head.Fail(unreadable.Message, org.Now);
            return;
        }

        var most = fault == FaultKind.JobFails ? Work.Count / 2 : Work.Count;
        Work.RunTo((int)Math.Min(most, since / org.Clock.Scaled(TimeSpan.FromSeconds(1)) * RowsASecond));
        if (Work.Outcomes.Count < most || since < org.Clock.Scaled(Runs(most))) return;
        if (fault == FaultKind.JobFails) head.Fail("InternalServerError : Retried more than 15 times. Please contact support.", org.Now);
        else head.Turn(JobState.JobComplete, org.Now);
    }

    /// <summary>What is told about it.</summary>
    /// <param name="json">Where to.</param>
    /// <param name="isChange">Whether it is the answer to a change of its state, which tells less.</param>
    /// <param name="isNew">Whether it is the answer to the call that made it.</param>
    public void Write(Utf8JsonWriter json, bool isChange = false, bool isNew = false)
    {
        json.WriteStartObject();
        head.WriteBegin(json);
        if (target.Key is { } key) json.WriteString("externalIdFieldName", key.Name);
        head.WriteKind(json);
        if (head.State == JobState.Open) json.WriteString("contentUrl", $"services/data/v{head.Version}.0/jobs/ingest/{head.Id}/batches");
        if (!isChange)
        {
            if (!isNew) json.WriteString("jobType", "V2Ingest");
            head.WriteFormat(json);
        }

        if (!isChange && !isNew) WriteProgress(json);
        json.WriteEndObject();
    }

    void WriteProgress(Utf8JsonWriter json)
    {
        var time = (int)Runs(Work?.Outcomes.Count ?? 0).TotalMilliseconds;
        json.WriteNumber("numberRecordsProcessed", Work?.Outcomes.Count ?? 0);
        json.WriteNumber("numberRecordsFailed", Work?.Failed ?? 0);
        json.WriteNumber("retries", head.State == JobState.Failed && Work is not null ? 15 : 0);
        json.WriteNumber("totalProcessingTime", time);
        json.WriteNumber("apiActiveProcessingTime", time);
        json.WriteNumber("apexProcessingTime", 0);
        if (head.Error is { } error) json.WriteString("errorMessage", error);
    }

    static TimeSpan Runs(int rows) => TimeSpan.FromSeconds((double)rows / RowsASecond);
}
