using System.Text.Json.Nodes;
using Koppel.Jobs.Files;
using Koppel.Jobs.History;
using Koppel.Jobs.Hosting;
using Koppel.Jobs.Schedules;
using Koppel.Server.Runs;
using Koppel.Server.Wire;

namespace Koppel.Server.Api;

/// <summary>Jobs, their schedules and their history as the page reads them: codes and figures.</summary>
internal static class JobJson
{
    /// <summary>A job and how it stands.</summary>
    public static JsonObject Of(JobStatus status)
    {
        var (listing, job) = (status.Listing, status.Listing.Job);
        return new JsonObject
        {
            ["name"] = listing.Name,
            ["etag"] = listing.ETag,
            ["what"] = job is null ? null : job.Mapping is null ? "script" : "mapping",
            ["script"] = listing.Script is { } script ? Path.GetFileName(script) : null,
            ["mapping"] = job is not null ? job.Mapping : listing.Written.GetValueOrDefault("mapping") is [var named, ..] ? named : null,
            ["schedule"] = job?.Schedule is { } schedule ? Of(schedule) : null,
            ["text"] = job?.Schedule?.Text,
            ["timeZone"] = job is null ? null : job.TimeZone ?? TimeZoneInfo.Local.Id,
            ["onMissed"] = job?.OnMissed == OnMissed.RunOnce ? "run_once" : "skip",
            ["automations"] = job?.Automations,
            ["enabled"] = job?.Enabled ?? false,
            ["next"] = Time(status.Next),
            ["last"] = status.Last is { } last ? Of(last) : null,
            ["missed"] = status.Missed,
            ["problem"] = job is null ? string.Join('\n', listing.Faults) : null,
            ["alerts"] = job?.Alerts is { } alerts ? Of(alerts) : null,
        };
    }

    /// <summary>A schedule.</summary>
    public static JsonObject Of(Schedule schedule) => new()
    {
        ["kind"] = schedule.Kind.ToString().ToLowerInvariant(),
        ["every"] = schedule.Every,
        ["minute"] = schedule.Minute,
        ["weekdays"] = Answer.List(schedule.Weekdays.Select(d => (JsonNode)(d == DayOfWeek.Sunday ? 7 : (int)d))),
        ["day"] = schedule.Kind != ScheduleKind.Month ? null : schedule.Day == Schedule.LastDay ? "last" : schedule.Day,
        ["times"] = Answer.Texts(schedule.Times.Select(t => t.ToString("HH:mm", System.Globalization.CultureInfo.InvariantCulture))),
        ["cron"] = schedule.Cron,
    };

    /// <summary>A line of the history.</summary>
    public static JsonObject Of(JobEntry entry) => new()
    {
        ["id"] = entry.Id,
        ["job"] = entry.Job,
        ["kind"] = entry.Kind.ToString().ToLowerInvariant(),
        ["due"] = Time(entry.Due),
        ["until"] = Time(entry.Until),
        ["count"] = entry.Count,
        ["state"] = entry.State.ToWords(),
        ["started"] = Time(entry.Started),
        ["ended"] = Time(entry.Ended),
        ["attempts"] = entry.Attempts,
        ["ledgerRun"] = entry.LedgerRun,
        ["rows"] = entry.Rows,
        ["calls"] = entry.Calls,
        ["books"] = entry.Books is not { } books ? null : new JsonObject
        {
            ["read"] = books.Read, ["changed"] = books.Changed, ["unchanged"] = books.Unchanged, ["rejected"] = books.Rejected,
            ["notSent"] = books.NotSent,
        },
        ["fault"] = entry.Fault,
        ["alert"] = entry.Alert,
        ["alertFailed"] = entry.AlertFailed,
    };

    static JsonObject Of(JobAlerts alerts) => new()
    {
        ["webhook"] = alerts.Webhook is not null,
        ["mail"] = Answer.Texts(alerts.Mail),
        ["on"] = Answer.Texts(alerts.On.Select(k => k.ToString().ToLowerInvariant())),
        ["rejectedAbove"] = alerts.RejectedAbove,
    };

    static JsonNode? Time(DateTimeOffset? moment) => moment is { } at ? EventJson.Time(at) : null;
}
