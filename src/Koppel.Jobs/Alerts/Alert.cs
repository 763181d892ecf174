using System.Globalization;
using Koppel.Jobs.Files;
using Koppel.Jobs.History;

namespace Koppel.Jobs.Alerts;

/// <summary>What somebody is told of a run.</summary>
/// <param name="Job">The job.</param>
/// <param name="Kind">What happened.</param>
/// <param name="Run">The run.</param>
internal sealed record Alert(string Job, AlertKind Kind, JobEntry Run)
{
    /// <summary>What is to be told of a run that ended; null when it is nothing.</summary>
    /// <param name="job">The job.</param>
    /// <param name="run">The run.</param>
    /// <param name="before">The one that ended before it, or null.</param>
    public static Alert? Of(JobFile job, JobEntry run, JobEntry? before)
    {
        if (job.Alerts is not { } alerts) return null;
        AlertKind? kind = run.State switch
        {
            JobState.Failed => AlertKind.Failed,
            JobState.Completed or JobState.CompletedWithRejects => Share(run) > alerts.RejectedAbove ? AlertKind.Rejected
                : before?.State == JobState.Failed ? AlertKind.Recovered
                : null,
            _ => null,
        };
        return kind is { } told && alerts.On.Contains(told) ? new Alert(job.Name, told, run) : null;
    }

    /// <summary>It in a few words.</summary>
    public string Subject => Kind switch
    {
        AlertKind.Failed => $"Koppel: job {Job} failed",
        AlertKind.Recovered => $"Koppel: job {Job} runs again",
        _ => string.Create(CultureInfo.InvariantCulture, $"Koppel: job {Job} had {Share(Run):0.##} % of its rows rejected"),
    };

    /// <summary>It in sentences.</summary>
    public string Text
    {
        get
        {
            var lines = new List<string> { $"{Subject}.", "", $"due      {At(Run.Due)}", $"started  {At(Run.Started)}" };
            if (Run.Ended is { } end) lines.Add($"ended    {At(end)}");
            if (Run.Books is { } books)
                lines.Add(string.Create(CultureInfo.InvariantCulture, $"rows     {books.Read} read = {books.Changed} changed + ")
                    + string.Create(CultureInfo.InvariantCulture, $"{books.Unchanged} unchanged + {books.Rejected} rejected + ")
                    + string.Create(CultureInfo.InvariantCulture, $"{books.NotSent} not sent"));
            if (Run.Fault is { } fault) lines.AddRange(["", fault]);
            lines.AddRange(["", Run switch
            {
                { LedgerRun: { } run, State: JobState.Failed } => FormattableString.Invariant(
                    $"What was not done can be gone on with: koppel resume {run}"),
                { LedgerRun: { } run } => FormattableString.Invariant($"The rejected rows with their reasons: koppel rejects {run}"),
                _ => $"The history of the job: koppel jobs history {Job}",
            }]);
            return string.Join('\n', lines) + "\n";
        }
    }

    static double Share(JobEntry run) => run.Books is { Read: > 0 } books ? 100.0 * books.Rejected / books.Read : 0;

    static string At(DateTimeOffset moment) => moment.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);
}
