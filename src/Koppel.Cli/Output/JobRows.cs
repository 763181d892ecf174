using System.Globalization;
using Koppel.Engine.DuckDb;
using Koppel.Engine.Statements;
using Koppel.Jobs.Hosting;
using Koppel.Jobs.History;

namespace Koppel.Cli.Output;

/// <summary>Jobs and what they did as rows, so that they are written in every format.</summary>
static class JobRows
{
    /// <summary>The jobs.</summary>
    public static RowsResult Of(IEnumerable<JobStatus> jobs) => ModelRows.Of(
        ["job", "what", "when", "zone", "next", "last_run", "last_state", "missed", "problem"],
        jobs.Select(j => (string[])
        [
            j.Listing.Name,
            j.Listing.Job is not { } job ? "" : job.Script is { } script ? Path.GetFileName(script) : $"mapping {job.Mapping}",
            j.Listing.Job is not { } timed ? "" : (timed.Enabled ? "" : "off: ") + (timed.Schedule?.Text ?? "when asked for"),
            j.Listing.Job is { } zoned ? zoned.TimeZone ?? TimeZoneInfo.Local.Id : "",
            At(j.Next, j.Listing.Job?.Zone), At(j.Last?.Started, j.Listing.Job?.Zone), j.Last?.State.ToWords() ?? "",
            j.Missed.ToString(CultureInfo.InvariantCulture), j.Listing.Faults.Count == 0 ? "" : "its file is wrong",
        ]));

    /// <summary>Lines of the history.</summary>
    public static RowsResult Of(IEnumerable<JobEntry> entries, Func<string, TimeZoneInfo> zoneOf)
    {
        string[] texts = ["job", "due", "until", "state", "kind", "started", "seconds"];
        string[] numbers = ["count", "run", "read", "changed", "unchanged", "rejected", "not_sent", "calls"];
        return new RowsResult(1,
            [.. texts.Select(n => new ResultColumn(n, n, "VARCHAR")), .. numbers.Select(n => new ResultColumn(n, n, "BIGINT")),
                new ResultColumn("fault", "fault", "VARCHAR"), new ResultColumn("alert", "alert", "VARCHAR")],
            entries.Select(e => (object?[])
            [
                e.Job, At(e.Due, zoneOf(e.Job)), At(e.Until, zoneOf(e.Job)), e.State.ToWords(), Kind(e), At(e.Started, zoneOf(e.Job)),
                e.Ended is { } end && !e.State.IsWithoutRun()
                    ? (end - e.Started).TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture) : null,
                e.Count, e.LedgerRun, e.Books?.Read, e.Books?.Changed, e.Books?.Unchanged, e.Books?.Rejected, e.Books?.NotSent, e.Calls,
                e.Fault, e.Alert,
            ]).ToAsyncEnumerable());
    }

    static string Kind(JobEntry entry) => entry.Kind switch
    {
        JobEntryKind.Asked => "asked for", JobEntryKind.Late => "made up for", _ => "schedule",
    };

    static string At(DateTimeOffset? moment, TimeZoneInfo? zone) => moment is not { } at ? ""
        : TimeZoneInfo.ConvertTime(at, zone ?? TimeZoneInfo.Utc).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
}
