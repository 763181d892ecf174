using System.CommandLine;
using System.Globalization;
using Koppel.Cli.Faults;
using Koppel.Cli.Scripts;
using Koppel.Cli.Terminal;
using Koppel.Engine.Configuration;
using Koppel.Engine.DuckDb;
using Koppel.Engine.Personal;
using Koppel.Engine.Statements;
using Koppel.Output;

namespace Koppel.Cli.Commands;

/// <summary>The commands about a person's data on this machine: <c>trace</c> and <c>forget</c>.</summary>
static class PersonCommands
{
    static readonly (string Name, string Type)[] s_columns =
    [
        ("place", "VARCHAR"), ("run", "BIGINT"), ("statement", "BIGINT"), ("file", "VARCHAR"), ("records", "BIGINT"), ("data", "VARCHAR"),
        ("named_by", "VARCHAR"), ("forget", "VARCHAR"),
    ];

    /// <summary><c>koppel trace ADDRESS</c>: shows where a person is.</summary>
    public static KoppelCommand Trace(Screen screen) => new(
        "trace",
        "Shows where a person is in what Koppel keeps on this machine: ledger, snapshots, plans and other files of the state folder.",
        command => Fill(command, screen, forgets: false),
        "koppel trace ann@example.com",
        "koppel trace ann@example.com --plans plans --log load.jsonl --format csv");

    /// <summary><c>koppel forget ADDRESS</c>: takes a person out.</summary>
    public static KoppelCommand Forget(Screen screen) => new(
        "forget",
        "Takes a person out of what Koppel keeps on this machine; the books of runs stay as they are. No remote system is changed.",
        command => Fill(command, screen, forgets: true),
        "koppel forget ann@example.com --dry-run",
        "koppel forget ann@example.com --yes");

    static void Fill(Command command, Screen screen, bool forgets)
    {
        var address = new Argument<string>("ADDRESS") { Description = "The person's e-mail address." };
        address.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<string>() is { } given && !PersonalData.IsAddress(given))
                result.AddError($"'{given}' is no e-mail address. Give the address of one person, such as ann@example.com.");
        });
        command.Add(address);
        var plans = Repeatable("--plans", "A folder with plan files to look into, beside the state folder. Repeatable.", "DIR");
        command.Add(plans);
        var logs = Repeatable("--log", "A log that was written with --trace, to look into. Repeatable.", "FILE");
        command.Add(logs);
        var yes = forgets ? ScriptOptions.YesOption() : null;
        var dryRun = new Option<bool>("--dry-run") { Description = "Shows what would be taken out, as koppel trace does." };
        if (yes is not null)
        {
            command.Add(yes);
            command.Add(dryRun);
        }
        var engine = new EngineArguments(command, screen);
        var results = new ResultOptions(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var asked = parsed.GetRequiredValue(address).Trim();
            // A connection that cannot be opened now, for want of a token, hides nothing of what is kept of it; all else must be right.
            ConfigurationReader.Read(engine.Source(parsed, ledgerOnly: true));
            var configuration = ConfigurationReader.ReadRight(engine.Source(parsed), out _);
            if (forgets && configuration.Session.ReadOnly)
                throw new UsageException(
                    "The session is read-only (read_only = true), and forget takes data out for good. Run it without.");
            var data = new PersonalData(engine.Options(parsed, configuration), asked)
            {
                PlanFolders = Paths(parsed, plans, screen, Directory.Exists, "folder"),
                Logs = Paths(parsed, logs, screen, File.Exists, "file"),
            };
            var found = await Task.Run(data.Trace, cancellationToken);
            await using (var sink = results.Open(parsed, screen))
            {
                if (found.Traces.Count > 0 || results.Format(parsed) is not null || results.HasOutput(parsed))
                    await sink.WriteAsync(Rows(found), cancellationToken);
                await sink.CompleteAsync(cancellationToken);
            }
            Tell(screen, asked, found);
            return !forgets || parsed.GetValue(dryRun) ? ExitCode.Done
                : await ForgetAsync(screen, data, asked, found, parsed.GetValue(yes!), cancellationToken);
        });
    }

    static async Task<int> ForgetAsync(
        Screen screen, PersonalData data, string address, PersonReport found, bool yes, CancellationToken cancellationToken)
    {
        if (found.Records > 0 && !yes)
        {
            if (!screen.CanAsk)
                throw new UsageException(
                    "Nobody can be asked here whether this is to be taken out for good, so that nothing was done. Run it with --yes.");
            var answer = await screen.AskAsync($"Take {address} out of {Quantity.Of(found.Records, "record")}, for good? [y/N] ",
                cancellationToken);
            if (!Confirmation.IsYes(answer)) return ExitCode.Interrupted;
        }
        var done = data.Forget();
        screen.Say(done.Records == 0 ? "Nothing had to be taken out; the files were written anew, so that no old bytes are left in them."
            : $"{Quantity.Of(done.Records, "record")} taken out. The books of runs are as they were.");
        foreach (var unread in done.Unread) screen.Say(unread);
        return done.Unread.Count == 0 ? ExitCode.Done : ExitCode.Failed;
    }

    static void Tell(Screen screen, string address, PersonReport found)
    {
        screen.Say(found.Records == 0 ? $"Nothing that Koppel keeps on this machine names {address}."
            : $"{address} is named by {Quantity.Of(found.Records, "record")}.");
        if (found.Ids > 0)
            screen.Say($"Rows were also looked for by {Quantity.Of(found.Ids, "number")} that what is kept gives to this address. "
                + "Rows by other numbers are known only to the systems.");
        foreach (var before in found.ForgottenBefore)
            screen.Say(string.Create(CultureInfo.InvariantCulture,
                $"This address was forgotten on {before.UtcDateTime:yyyy-MM-dd HH:mm} UTC."));
        foreach (var note in found.Notes) screen.Say($"note: {note}.");
        foreach (var unread in found.Unread) screen.Say($"not looked into: {unread}");
    }

    static RowsResult Rows(PersonReport report) => new(
        1, [.. s_columns.Select(c => new ResultColumn(c.Name, c.Name, c.Type))],
        report.Traces.Select(t => (object?[])
            [t.Place, t.Run, t.Statement, t.File, t.Records, t.Data, t.ById ? "id" : "address", t.Fate]).ToAsyncEnumerable());

    static Option<string[]> Repeatable(string name, string description, string help) => new(name)
    {
        Description = description, HelpName = help, Arity = ArgumentArity.OneOrMore, AllowMultipleArgumentsPerToken = false,
    };

    static List<string> Paths(
        ParseResult parsed, Option<string[]> option, Screen screen, Func<string, bool> isThere, string what)
    {
        List<string> paths = [.. (parsed.GetValue(option) ?? []).Select(screen.PathOf)];
        return paths.Find(p => !isThere(p)) is { } missing
            ? throw new UsageException($"{option.Name}: there is no {what} {missing}.")
            : paths;
    }
}
