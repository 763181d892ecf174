using System.Globalization;
using System.Text.Json.Nodes;
using Koppel.Jobs.Files;
using Koppel.Jobs.Hosting;
using Koppel.Jobs.Runs;
using Koppel.Jobs.Schedules;
using Koppel.Server.Runs;
using Koppel.Server.Wire;
using Microsoft.AspNetCore.Http;

namespace Koppel.Server.Api;

/// <summary>Jobs: what they are, what they did, and running them.</summary>
internal static class JobRoutes
{
    const int Most = 500, Previewed = 5;

    const string Settings = "settings: texts", Script = "script: text?";

    /// <summary>The routes.</summary>
    /// <param name="door">The jobs.</param>
    /// <param name="folder">The folder of the configuration, for the lines of the system's scheduler.</param>
    /// <param name="time">The clock.</param>
    public static IEnumerable<Route> Of(JobDoor door, string folder, TimeProvider time) =>
    [
        new("GET", "/jobs", "The jobs, when they are due next, and what came of their last runs",
            context => Answer.JsonAsync(context, All(door.Host))),
        new("POST", "/jobs", "Makes a job: its file, and that of its statements", async context =>
        {
            var body = await Body.ReadAsync(context);
            var made = Told(() => Writer(door).Create(body.Text("name"), JobSettings.Of(body), body.OptionalText("script")));
            context.Response.Headers.ETag = made.ETag;
            await Answer.JsonAsync(context, JobJson.Of(Find(door, made.Name)), 201);
        }) { Body = ["name: text", Settings, Script], Status = 201 },
        new("GET", "/jobs/{name}", "A job with its settings as they are written, its statements, and lines for the system's scheduler",
            context =>
            {
                var status = Find(door, context.Part("name"));
                context.Response.Headers.ETag = status.Listing.ETag;
                return Answer.JsonAsync(context, Whole(status, folder, time.GetUtcNow()));
            }),
        new("PUT", "/jobs/{name}", "Changes a job; If-Match says over which text, scriptSeen over which statements", async context =>
        {
            var (name, seen) = (context.Part("name"), Seen(context));
            var body = await Body.ReadAsync(context);
            var changed = Told(() => Writer(door).Change(name, JobSettings.Of(body), Statements(body), seen));
            context.Response.Headers.ETag = changed.ETag;
            await Answer.JsonAsync(context, JobJson.Of(Find(door, name)));
        }) { Body = [Settings, Script, "scriptSeen: text?"] },
        new("DELETE", "/jobs/{name}", "Deletes a job, and leaves its statements; If-Match says which text", context =>
        {
            Told(() =>
            {
                Writer(door).Delete(context.Part("name"), Seen(context));
                return true;
            });
            return Answer.NoContent(context);
        }) { Status = 204 },
        new("POST", "/jobs/{name}/run", "Runs a job now, or goes on with a run of it that broke off", context =>
        {
            var name = Find(door, context.Part("name")).Listing.Name;
            return Answer.JsonAsync(context, JobJson.Of(Told(() => door.Host.Run(name, out _))), 202);
        }) { Status = 202 },
        new("POST", "/jobs/{name}/enable", "Lets a job run by its schedule", context => SwitchAsync(context, door, isOn: true)),
        new("POST", "/jobs/{name}/disable", "Keeps a job from running by its schedule", context => SwitchAsync(context, door, isOn: false)),
        new("GET", "/jobs/{name}/history", "What a job did, the newest first, and the due times at which it did not run", context =>
            Answer.JsonAsync(context, Answer.List(door.Host.Store.History(
                context.Part("name"), context.Query("before") is null ? null : context.Number("before", 0),
                (int)Math.Clamp(context.Number("count", 100), 1, Most)).Select(JobJson.Of)))) { Query = ["before", "count"] },
        new("POST", "/jobs/pause", "Pauses all jobs, or ends that", async context =>
        {
            door.Host.Store.IsPaused = (await Body.ReadAsync(context)).Truth("paused")
                ?? throw ApiFault.Wrong("'paused' must be true or false.");
            await Answer.JsonAsync(context, All(door.Host));
        }) { Body = ["paused: truth"] },
        new("POST", "/jobs/schedule", "How a schedule is understood, and its next due times", async context =>
        {
            var body = await Body.ReadAsync(context);
            await Answer.JsonAsync(context, Understood(body.Text("text"), body.OptionalText("timeZone"), time.GetUtcNow()));
        }) { Body = ["text: text", "timeZone: text?"] },
    ];

    static JsonObject All(JobHost host) => new()
    {
        ["jobs"] = Answer.List(host.List().Select(JobJson.Of)),
        ["paused"] = host.Store.IsPaused,
        ["hasClock"] = host.HasClock,
        ["fault"] = host.Fault,
        ["folder"] = host.Folder.Path,
        ["timeZone"] = TimeZoneInfo.Local.Id,
    };

    static JsonObject Whole(JobStatus status, string folder, DateTimeOffset now)
    {
        var told = JobJson.Of(status);
        told["settings"] = JobSettings.Written(status.Listing);
        var statements = status.Listing.Script is { } script ? JobStatements.Read(script) : null;
        told["statements"] = statements?.Text;
        told["scriptSeen"] = statements?.Mark;
        told["scriptProblem"] = statements?.Fault;
        if (status.Listing.Job is { Schedule: not null } job)
            told["lines"] = new JsonObject(SystemLine.Schedulers.Select(
                s => KeyValuePair.Create(s, (JsonNode?)SystemLine.Of(s, job, folder, now))));
        return told;
    }

    static JsonObject Understood(string text, string? timeZone, DateTimeOffset now)
    {
        try
        {
            var (schedule, zone) = (ScheduleText.Parse(text), JobFile.ZoneOf(timeZone));
            var due = new List<DateTimeOffset>();
            for (var next = schedule.Next(zone, now); next is { } one && due.Count < Previewed; next = schedule.Next(zone, one))
                due.Add(one);
            return new JsonObject
            {
                ["schedule"] = JobJson.Of(schedule),
                ["text"] = schedule.Text,
                ["timeZone"] = zone.Id,
                ["next"] = Answer.List(due.Select(d => new JsonObject
                {
                    ["at"] = EventJson.Time(d),
                    ["shown"] = TimeZoneInfo.ConvertTime(d, zone).ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture),
                })),
            };
        }
        catch (ScheduleException fault)
        {
            throw new ApiFault(422, "schedule", fault.Message);
        }
    }

    static Task SwitchAsync(HttpContext context, JobDoor door, bool isOn)
    {
        var name = context.Part("name");
        var values = new Dictionary<string, IReadOnlyList<string>?> { ["enabled"] = [isOn ? "true" : "false"] };
        Told(() => Writer(door).Change(name, values, script: null, seen: null));
        return Answer.JsonAsync(context, JobJson.Of(Find(door, name)));
    }

    static JobFileWriter Writer(JobDoor door) => new(door.Host.Folder);

    static JobStatus Find(JobDoor door, string name) => door.Host.Find(name)
        ?? throw ApiFault.NotFound("no-job", "There is no such job. It may have been renamed or deleted.");

    static string Seen(HttpContext context) => context.Request.Headers.IfMatch is [{ Length: > 2 } etag] ? etag
        : throw new ApiFault(428, "say-what-was-seen", "Say over which text it goes: If-Match with the mark that reading gave.");

    static JobStatementsChange? Statements(Body body) => body.OptionalText("script") is not { } text ? null
        : body.OptionalText("scriptSeen") is { } seen ? new JobStatementsChange(text, seen)
        : throw new ApiFault(428, "say-what-was-seen", "Say over which statements they go: scriptSeen with the mark that reading gave.");

    static T Told<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (JobException fault)
        {
            throw new ApiFault(409, "job", fault.Message);
        }
        catch (JobFileException fault)
        {
            throw fault.Kind switch
            {
                JobFileFault.NotThere => ApiFault.NotFound("no-job", fault.Message),
                JobFileFault.Changed => new ApiFault(412, "changed-elsewhere", fault.Message),
                _ => new ApiFault(422, "job", fault.Message),
            };
        }
    }
}
