using System.CommandLine;
using Koppel.Cli.Faults;
using Koppel.Cli.Output;
using Koppel.Cli.Terminal;
using Koppel.Engine.Sql;
using Koppel.Jobs.Files;
using Koppel.Jobs.Runs;

namespace Koppel.Cli.Commands;

/// <summary><c>koppel jobs list|history|enable|disable|line</c>, and with them those that run jobs.</summary>
static class JobsCommand
{
    const int UsualCount = 50;

    /// <summary>The command.</summary>
    public static KoppelCommand Create(Screen screen) => new(
        "jobs",
        "Runs scripts by the clock: lists jobs, runs them, tells what they did.",
        command =>
        {
            foreach (var child in (KoppelCommand[])[List(screen), JobRunCommands.Run(screen), JobRunCommands.Serve(screen), History(screen),
                Switch(screen, "enable", true), Switch(screen, "disable", false), Line(screen)])
            {
                child.Fill();
                command.Add(child);
            }
        },
        "koppel jobs list",
        "koppel jobs serve",
        "koppel jobs run nightly",
        "koppel jobs history nightly --count 10",
        "koppel jobs line nightly --for systemd");

    /// <summary>Tells a fault of a job as one of the command line.</summary>
    internal static async Task<int> ToldAsync(Func<Task<int>> work)
    {
        try
        {
            return await work();
        }
        catch (Exception fault) when (fault is JobException or JobFileException)
        {
            throw new UsageException(fault.Message);
        }
    }

    static KoppelCommand List(Screen screen) => new(
        "list",
        "Lists the jobs: when they are due next, and what came of the last run.",
        command =>
        {
            var arguments = new JobArguments(command, screen);
            var results = new ResultOptions(command);
            command.SetAction((parsed, cancellationToken) => ToldAsync(async () =>
            {
                await using var jobs = arguments.Open(parsed);
                await using var sink = results.Open(parsed, screen);
                var all = jobs.List();
                await sink.WriteAsync(JobRows.Of(all), cancellationToken);
                await sink.CompleteAsync(cancellationToken);
                if (all.Count == 0) screen.Say("There is no job. A job is a file jobs/NAME.toml beside its statements, jobs/NAME.sql.");
                if (jobs.Store.IsPaused) screen.Say("All jobs are paused: none runs by its schedule.");
                foreach (var fault in all.SelectMany(j => j.Listing.Faults)) screen.Say(fault);
                return all.Any(j => j.Listing.Job is null) ? ExitCode.Usage : ExitCode.Done;
            }));
        },
        "koppel jobs list");

    static KoppelCommand History(Screen screen) => new(
        "history",
        "Lists what jobs did, the newest first, and the due times at which none ran.",
        command =>
        {
            var name = new Argument<string?>("NAME") { Description = "One job. Without it all.", Arity = ArgumentArity.ZeroOrOne };
            command.Add(name);
            var count = new Option<int>("--count")
            {
                Description = "How many lines at most.", HelpName = "N", DefaultValueFactory = _ => UsualCount,
            };
            count.Validators.Add(r =>
            {
                if (r.GetValueOrDefault<int>() is < 1 or > 10_000) r.AddError("--count must be from 1 to 10000.");
            });
            command.Add(count);
            var arguments = new JobArguments(command, screen);
            var results = new ResultOptions(command);
            command.SetAction((parsed, cancellationToken) => ToldAsync(async () =>
            {
                await using var jobs = arguments.Open(parsed);
                await using var sink = results.Open(parsed, screen);
                var entries = jobs.Store.History(parsed.GetValue(name), null, parsed.GetValue(count));
                await sink.WriteAsync(
                    JobRows.Of(entries, job => jobs.Folder.Find(job)?.Job?.Zone ?? TimeZoneInfo.Utc), cancellationToken);
                await sink.CompleteAsync(cancellationToken);
                return ExitCode.Done;
            }));
        },
        "koppel jobs history",
        "koppel jobs history nightly --format json");

    static KoppelCommand Switch(Screen screen, string word, bool isOn) => new(
        word,
        isOn ? "Lets a job run by its schedule again; what was due meanwhile is not made up for."
            : "Keeps a job from running by its schedule.",
        command =>
        {
            var name = JobArguments.Name(command);
            var arguments = new JobArguments(command, screen);
            command.SetAction((parsed, _) => ToldAsync(async () =>
            {
                await using var jobs = arguments.Open(parsed);
                var values = new Dictionary<string, IReadOnlyList<string>?> { ["enabled"] = [isOn ? "true" : "false"] };
                var wanted = parsed.GetRequiredValue(name);
                new JobFileWriter(jobs.Folder).Change(wanted, values, script: null, seen: null);
                screen.Say($"{wanted} {(isOn ? "runs by its schedule" : "does not run by its schedule any more")}.");
                return ExitCode.Done;
            }));
        },
        $"koppel jobs {word} nightly");

    static KoppelCommand Line(Screen screen) => new(
        "line",
        "Prints what the system's own scheduler is to be told, so that it runs a job when no program of Koppel's is open.",
        command =>
        {
            var name = JobArguments.Name(command);
            var scheduler = new Option<string>("--for")
            {
                Description = "The scheduler. Without it the one of this system.", HelpName = string.Join('|', SystemLine.Schedulers),
                DefaultValueFactory = _ => OperatingSystem.IsWindows() ? "task-scheduler" : "cron",
            };
            scheduler.AcceptOnlyFromAmong([.. SystemLine.Schedulers]);
            command.Add(scheduler);
            var arguments = new JobArguments(command, screen);
            command.SetAction((parsed, cancellationToken) => ToldAsync(async () =>
            {
                await using var jobs = arguments.Open(parsed);
                var wanted = parsed.GetRequiredValue(name);
                var found = jobs.Find(wanted)?.Listing ?? throw new JobException($"There is no job '{wanted}'. "
                    + (Suggestion.For(wanted, jobs.List().Select(j => j.Listing.Name)) is { } near ? $"Did you mean '{near}'?"
                    : "koppel jobs list lists them."));
                if (found.Job is not { } job) throw new JobException(string.Join('\n', found.Faults));
                if (job.Schedule is null)
                    throw new JobException($"The job '{job.Name}' has no schedule. Write one: schedule = \"every day at 02:00\".");
                var lines = SystemLine.Of(parsed.GetValue(scheduler)!, job, arguments.Folder(parsed), TimeProvider.System.GetUtcNow());
                await screen.Output.WriteAsync(System.Text.Encoding.UTF8.GetBytes(lines + "\n"), cancellationToken);
                await screen.Output.FlushAsync(cancellationToken);
                return ExitCode.Done;
            }));
        },
        "koppel jobs line nightly",
        "koppel jobs line nightly --for systemd");
}
