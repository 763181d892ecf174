using System.CommandLine;
using Koppel.Cli.Faults;
using Koppel.Cli.Scripts;
using Koppel.Cli.Terminal;
using Koppel.Engine.Hosting;
using Koppel.Engine.Plans;
using Koppel.Engine.Sql;

namespace Koppel.Cli.Commands;

/// <summary><c>koppel explain "SQL"</c>: shows a statement's plan.</summary>
static class ExplainCommand
{
    const string Word = "explain";

    /// <summary>The command.</summary>
    public static KoppelCommand Create(Screen screen) => new(
        Word,
        "Shows what a statement would do, without doing it: requests, calls, minutes.",
        command => Fill(command, screen),
        "koppel explain \"select * from contacts@ac where email = 'john.doe@acme.com'\"",
        "koppel explain \"delete from contacts@ac where email like '%@old.example'\" --output plan.koppel");

    static void Fill(Command command, Screen screen)
    {
        var sql = new Argument<string>("SQL") { Description = "One statement; - reads it from stdin." };
        command.Add(sql);
        var arguments = new SessionArguments(command, screen);
        var results = new ResultOptions(command);
        var plans = new PlanOptions(command, results);
        var yes = ScriptOptions.YesOption();
        command.Add(yes);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var session = arguments.Open(parsed);
            var isPlan = results.PlanFile(parsed) is not null;
            await using var sink = results.Open(parsed, screen, isPlan);
            using var plan = plans.Begin(parsed, screen);
            var runner = new ScriptRunner(screen, sink, yes: parsed.GetValue(yes)) { Plan = plan };
            var text = Explained(await ScriptText.OfArgumentAsync(parsed.GetRequiredValue(sql), screen, cancellationToken));
            if (HasMore(text)) throw new UsageException("explain takes one statement, and more follow it. Explain them one by one.");
            plan?.Begin(new PlannedScript(null, text, runner.Options.Variables));
            var code = runner.Run(session.Run(text, runner.Options, cancellationToken), cancellationToken: cancellationToken);
            if (code is not ExitCode.Done) return code;
            await sink.CompleteAsync(cancellationToken);
            if (plan is not null) plans.Complete(parsed, screen, plan, session, Word);
            return code;
        });
    }

    /// <summary>Whether a second statement follows, which would not be explained but run.</summary>
    static bool HasMore(string text)
    {
        try
        {
            return Session.CountStatements(text) > 1;
        }
        catch (QueryException)
        {
            return false; // It does not end: whoever runs it says where.
        }
    }

    /// <summary>The statement with the word in front, unless it stands there already.</summary>
    public static string Explained(string sql)
    {
        var text = sql.TrimStart();
        var begins = text.StartsWith(Word, StringComparison.OrdinalIgnoreCase)
            && (text.Length == Word.Length || char.IsWhiteSpace(text[Word.Length]));
        return begins ? sql : $"{Word} {sql}";
    }
}
