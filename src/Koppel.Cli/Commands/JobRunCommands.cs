using System.CommandLine;
using Koppel.Cli.Faults;
using Koppel.Cli.Terminal;
using Koppel.Jobs.History;
using Koppel.Output;

namespace Koppel.Cli.Commands;

/// <summary><c>koppel jobs run</c> and <c>koppel jobs serve</c>.</summary>
static class JobRunCommands
{
    /// <summary><c>koppel jobs run NAME</c>: now, or when it is due.</summary>
    public static KoppelCommand Run(Screen screen) => new(
        "run",
        "Runs a job now; one that broke off is gone on with instead. With --due only when it is due and nobody has run it.",
        command =>
        {
            var name = JobArguments.Name(command);
            var due = new Option<bool>("--due")
            {
                Description = "Runs it only when a due time of its schedule has come that nobody has run: for the system's scheduler.",
            };
            command.Add(due);
            var quiet = new Option<bool>("--quiet", "-q") { Description = "Says on stderr only what needs a person." };
            command.Add(quiet);
            var arguments = new JobArguments(command, screen);
            command.SetAction((parsed, cancellationToken) => JobsCommand.ToldAsync(async () =>
            {
                await using var jobs = arguments.Open(parsed);
                // When the command is to end, the jobs are stopped: the run ends soon, and is gone on with later.
                await using var closing = cancellationToken.Register(() => _ = jobs.StopAsync());
                var wanted = parsed.GetRequiredValue(name);
                IReadOnlyList<JobEntry> runs;
                if (parsed.GetValue(due)) runs = await jobs.RunDueAsync(wanted);
                else
                {
                    jobs.Run(wanted, out var ended);
                    runs = [await ended];
                }
                if (runs.Count == 0 && !parsed.GetValue(quiet)) screen.Say($"{wanted} is not due.");
                foreach (var run in runs)
                    if (!parsed.GetValue(quiet) || run.State != JobState.Completed) Tell(screen, run);
                return runs.Count == 0 ? ExitCode.Done : Code(runs[^1]);
            }));
        },
        "koppel jobs run nightly",
        "koppel jobs run nightly --due --quiet");

    /// <summary><c>koppel jobs serve</c>: until it is ended.</summary>
    public static KoppelCommand Serve(Screen screen) => new(
        "serve",
        "Runs the jobs by their schedules until it is ended. While koppel ui is open over the same folder, that runs them.",
        command =>
        {
            var arguments = new JobArguments(command, screen);
            command.SetAction((parsed, cancellationToken) => JobsCommand.ToldAsync(async () =>
            {
                await using var jobs = arguments.Open(parsed, screen.Say);
                var all = jobs.List();
                foreach (var fault in all.SelectMany(j => j.Listing.Faults)) screen.Say(fault);
                screen.Say($"{Quantity.Of(all.Count(j => j.Next is not null), "job")} of {jobs.Folder.Path} will run. Ctrl-C ends it.");
                jobs.Start();
                try
                {
                    await Task.Delay(Timeout.Infinite, cancellationToken);
                }
                catch (OperationCanceledException)
                {
                    // How it ends.
                }
                return ExitCode.Done;
            }));
        },
        "koppel jobs serve");

    static void Tell(Screen screen, JobEntry run)
    {
        var books = run.Books is { } b
            ? $"{Quantity.Of(b.Read, "row")} read = {Quantity.Of(b.Changed)} changed + {Quantity.Of(b.Unchanged)} unchanged + "
                + $"{Quantity.Of(b.Rejected)} rejected + {Quantity.Of(b.NotSent)} not sent"
            : run.State is JobState.Failed or JobState.Interrupted ? "" : Quantity.Of(run.Rows, "row");
        screen.Say(string.Join(": ", new[] { run.Job, run.State.ToWords(), books }.Where(t => t.Length > 0)));
        if (run.Fault is { } fault) screen.Say(fault);
        if (run.Alert is { } alert) screen.Say(alert);
        if (run.State == JobState.CompletedWithRejects && run.LedgerRun is { } number) screen.Say($"  koppel rejects {number} lists them");
        if (run.State == JobState.Interrupted) screen.Say($"  koppel jobs run {run.Job} goes on with it");
    }

    static int Code(JobEntry run) => run.State switch
    {
        JobState.Completed => ExitCode.Done,
        JobState.CompletedWithRejects => ExitCode.Rejects,
        JobState.Interrupted => ExitCode.Interrupted,
        _ => ExitCode.Failed,
    };
}
