using System.Text.Json;
using Koppel.Sandbox.Salesforce.State;
using Koppel.Sandbox.Salesforce.Wire;

namespace Koppel.Sandbox.Salesforce.Bulk;

/// <summary>What every job has, and where it stands.</summary>
/// <param name="id">Its id.</param>
/// <param name="operation">What it does: query, insert, …</param>
/// <param name="objectName">What it is about.</param>
/// <param name="version">The version of the API by which it was made.</param>
/// <param name="format">How its CSV is written.</param>
/// <param name="created">When it was made, UTC.</param>
/// <param name="state">Where it begins.</param>
internal sealed class JobHead(
    string id, string operation, string objectName, int version, CsvFormat format, DateTime created, JobState state)
{
    DateTime _changed = created;

    public string Id => id;

    public string Operation => operation;

    public string ObjectName => objectName;

    public int Version => version;

    public CsvFormat Format => format;

    /// <summary>When it was made, UTC.</summary>
    public DateTime Created { get; } = created;

    public JobState State { get; private set; } = state;

    /// <summary>Why it failed; null when it did not.</summary>
    public string? Error { get; private set; }

    /// <summary>Whether nothing happens to it any more.</summary>
    public bool IsOver => State is JobState.JobComplete or JobState.Failed or JobState.Aborted;

    public void Turn(JobState next, DateTime now) => (State, _changed) = (next, State == next ? _changed : now);

    public void Fail(string error, DateTime now)
    {
        Error = error;
        Turn(JobState.Failed, now);
    }

    /// <summary>What every answer about a job begins with.</summary>
    public void WriteBegin(Utf8JsonWriter json)
    {
        json.WriteString("id", id);
        json.WriteString("operation", operation);
        json.WriteString("object", objectName);
        json.WriteString("createdById", Identity.UserId);
        json.WriteString("createdDate", MomentText.Of(Created));
        json.WriteString("systemModstamp", MomentText.Of(_changed));
        json.WriteString("state", State.ToString());
    }

    /// <summary>What follows in every answer.</summary>
    public void WriteKind(Utf8JsonWriter json)
    {
        json.WriteString("concurrencyMode", "Parallel");
        json.WriteString("contentType", "CSV");
        json.WritePropertyName("apiVersion");
        json.WriteRawValue($"{version}.0");
    }

    public void WriteFormat(Utf8JsonWriter json)
    {
        json.WriteString("lineEnding", format.LineEndingName);
        json.WriteString("columnDelimiter", format.DelimiterName);
    }
}
