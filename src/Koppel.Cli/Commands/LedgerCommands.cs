using System.CommandLine;
using System.Globalization;
using Koppel.Cli.Faults;
using Koppel.Cli.Output;
using Koppel.Cli.Scripts;
using Koppel.Cli.Terminal;
using Koppel.Output;

namespace Koppel.Cli.Commands;

/// <summary>The commands that ask the ledger: <c>runs</c>, <c>rejects</c>, <c>purge</c>.</summary>
static class LedgerCommands
{
    const int MostDays = 36_500;

    /// <summary><c>koppel runs</c>: the runs, the newest first.</summary>
    public static KoppelCommand Runs(Screen screen) => new(
        "runs",
        "Lists the runs that the ledger has, the newest first.",
        command => FillQuery(command, screen, null, _ =>
            "select run, date_trunc('second', started) as started, status, read, changed, unchanged, rejected, not_sent, "
                + "left(trim(script), 60) as script from runs@koppel order by run desc"),
        "koppel runs",
        "koppel query \"select * from calls@koppel where run = 7 and status = 429\"");

    /// <summary><c>koppel rejects RUN</c>: the rows of a run that were not accepted.</summary>
    public static KoppelCommand Rejects(Screen screen)
    {
        var run = RunNumber.Argument();
        return new(
            "rejects",
            "Lists the rows of a run that were not accepted, each with its reason and what to do.",
            command => FillQuery(command, screen, run, parsed => string.Create(CultureInfo.InvariantCulture,
                $"select statement, row, source_row, source, code, reason, remedy from rejects@koppel where run = "
                    + $"{parsed.GetRequiredValue(run)} order by statement, row")),
            "koppel rejects 7",
            "koppel rejects 7 --output rejects.xlsx");
    }

    /// <summary><c>koppel purge</c>: forgets old runs.</summary>
    public static KoppelCommand Purge(Screen screen) => new(
        "purge",
        "Removes old runs from the ledger, with all that belongs to them, and what [keep] lets go: it holds personal data.",
        command => FillPurge(command, screen),
        "koppel purge --older-than 90",
        "koppel purge --dry-run");

    static void FillQuery(Command command, Screen screen, Argument<long>? run, Func<ParseResult, string> sql)
    {
        if (run is not null) command.Add(run);
        var arguments = new SessionArguments(command, screen);
        var results = new ResultOptions(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var session = arguments.OpenLedger(parsed);
            if (run is not null) RunNumber.Check(session.Engine, parsed.GetRequiredValue(run));
            await using var sink = results.Open(parsed, screen);
            var runner = new ScriptRunner(screen, sink);
            var code = runner.Run(
                session.Run(sql(parsed), runner.Options, cancellationToken), cancellationToken: cancellationToken);
            if (code is ExitCode.Done) await sink.CompleteAsync(cancellationToken);
            return code;
        });
    }

    static void FillPurge(Command command, Screen screen)
    {
        var days = new Option<double?>(
            "--older-than") { Description = "How many days ago a run must have ended, instead of keep_days of the configuration.",
                HelpName = "DAYS" };
        days.Validators.Add(result => { if (result.GetValueOrDefault<double?>() is not (null or (>= 0 and <= MostDays)))
            result.AddError($"--older-than must be between 0 and {MostDays}."); });
        command.Add(days);
        var dryRun = new Option<bool>("--dry-run") { Description = "Tells what would be removed, and removes nothing." };
        command.Add(dryRun);
        var arguments = new SessionArguments(command, screen);
        command.SetAction(async (parsed, _) =>
        {
            await using var session = arguments.OpenLedger(parsed);
            var isDry = parsed.GetValue(dryRun);
            if (session.IsReadOnly && !isDry)
                throw new UsageException("The session is read-only (read_only = true), and purge removes runs for good. Run it without.");
            var keep = parsed.GetValue(days) is { } given ? TimeSpan.FromDays(given) : session.Engine.KeepRuns;
            var expiry = session.Engine.Expiry;
            if (keep is null && expiry.HasNothing)
                throw new UsageException(
                    "It is not said how old a run must be. Write koppel purge --older-than 90, or keep_days = 90 below [ledger] in "
                    + "koppel.toml.");
            if (keep is { } time)
            {
                var ledger = session.Engine.Ledger!;
                var removed = isDry ? ledger.CountOlder(time) : ledger.Purge(time);
                screen.Say($"{Quantity.Of(removed, "run")} {(isDry ? "to remove" : "removed")}.");
            }
            if (!expiry.HasNothing) screen.Say(ExpiredText.Of(isDry ? expiry.Due() : expiry.Apply(), isDry));
            return ExitCode.Done;
        });
    }
}
