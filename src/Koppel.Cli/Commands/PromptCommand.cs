using System.CommandLine;
using Koppel.Cli.Prompt;
using Koppel.Cli.Prompt.Dots;
using Koppel.Cli.Prompt.Editing;
using Koppel.Cli.Prompt.History;
using Koppel.Cli.Prompt.Running;
using Koppel.Cli.Scripts;
using Koppel.Cli.Sinks;
using Koppel.Cli.Terminal;
using Koppel.Connectors;
using SecretWords = Koppel.Engine.History.SecretWords;

namespace Koppel.Cli.Commands;

/// <summary><c>koppel prompt</c>, or <c>koppel</c> alone: SQL is typed and run, statement by statement.</summary>
static class PromptCommand
{
    /// <summary>The command's word.</summary>
    public const string Name = "prompt";

    const string First = "koppel> ", Further = "   ...> ";

    /// <summary>The command.</summary>
    public static KoppelCommand Create(Screen screen) => new(
        Name,
        "Takes statements as they are typed, which koppel without a command does too. Where no person types, it reads them from stdin.",
        command => Fill(command, screen),
        "koppel",
        "koppel prompt --config test.toml --read-only");

    static void Fill(Command command, Screen screen)
    {
        var forget = new Option<bool>("--no-history") { Description = "Neither reads nor keeps what is typed." };
        command.Add(forget);
        var arguments = new SessionArguments(command, screen);
        command.SetAction((parsed, cancellationToken) => screen.CanAsk && Environment.GetEnvironmentVariable("TERM") != "dumb"
            ? TypedAsync(screen.ForPrompt(() => TypedLine.Read(screen.Interruption.Token)),
                new PromptSession(file => arguments.Open(parsed, file)), !parsed.GetValue(forget))
            : ReadAsync(screen, arguments, parsed, cancellationToken));
    }

    static async Task<int> TypedAsync(Screen screen, PromptSession session, bool isKept)
    {
        await using var _ = session;
        session.Open();
        screen.Say("SQL ends with a semicolon. .help lists what else there is, Ctrl-D leaves.");
        var kept = isKept && EngineArguments.HistoryFile is { } file ? new HistoryFile(file) : null;
        var history = new PromptHistory(kept, () => SecretWords.Of(All.Connectors, session.Current.Connections), screen.Say);
        var settings = new PromptSettings();
        var run = new StatementRun(screen, session, settings);
        var dots = new DotCommands(screen, session, run, settings, history);
        using var editor = new LineEditor(history, PromptText.IsComplete,
            new DotCompletion(dots.List, session, screen, new SqlCompletion(session)));
        var reader = new LineReader(screen, new TerminalKeys(screen.Error), editor, new FrameLayout(First, Further));
        return await new PromptLoop(screen, reader, dots, run, history).RunAsync();
    }

    static async Task<int> ReadAsync(
        Screen screen, SessionArguments arguments, ParseResult parsed, CancellationToken cancellationToken)
    {
        await using var session = arguments.Open(parsed);
        await using var sink = new ScreenSink(OutputFormat.Table, screen);
        var runner = new ScriptRunner(screen, sink);
        if (screen.CanAsk) screen.Say("This terminal can only show line after line. Type statements, and Ctrl-D runs them.");
        var text = await ScriptText.OfStdinAsync(screen, cancellationToken);
        return runner.Run(session.Run(text, runner.Options, cancellationToken), cancellationToken: cancellationToken);
    }
}
