using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using Koppel.Cli.Faults;
using Koppel.Cli.Output;
using Koppel.Cli.Terminal;
using Koppel.Engine.Configuration;
using Koppel.Engine.Sql;
using Koppel.Output;
using Koppel.Sdk.Connections;

namespace Koppel.Cli.Commands;

/// <summary>All commands, and the way from arguments to an exit code.</summary>
static class CommandLine
{
    /// <summary>The commands.</summary>
    public static IReadOnlyList<KoppelCommand> Commands(Screen screen) =>
    [
        DemoCommand.Create(screen),
        PromptCommand.Create(screen),
        SandboxCommand.Create(screen),
        UiCommand.Create(screen),
        RunCommand.Create(screen),
        QueryCommand.Create(screen),
        ExplainCommand.Create(screen),
        TablesCommand.Create(screen),
        DescribeCommand.Create(screen),
        LedgerCommands.Runs(screen),
        LedgerCommands.Rejects(screen),
        ResumeCommand.Create(screen),
        UndoCommand.Create(screen),
        PlanCommand.Create(screen),
        ApplyCommand.Create(screen),
        JobsCommand.Create(screen),
        LedgerCommands.Purge(screen),
        PersonCommands.Trace(screen),
        PersonCommands.Forget(screen),
        InitCommand.Create(screen),
        CheckCommand.Create(screen),
        SchemaCommand.Create(screen),
        SecretsCommand.Create(screen),
        SignInCommand.Create(screen),
    ];

    /// <summary>
    /// The root command. Only the command that the arguments begin with gets its options, or all if there is none: that keeps a start
    /// short.
    /// </summary>
    public static RootCommand Create(Screen screen, string[] arguments)
    {
        var root = new RootCommand("One SQL over all the systems a marketing or CRM team works in.");
        var commands = Commands(screen);
        var asked = arguments.Length == 0 ? null : commands.FirstOrDefault(c => c.Name == arguments[0]);
        foreach (var command in commands)
        {
            if (asked is null || asked == command) command.Fill();
            root.Add(command);
        }

        var help = root.Options.OfType<HelpOption>().Single();
        help.Action = new HelpWithExamples((HelpAction)help.Action!);
        root.SetAction(parsed => help.Action is SynchronousCommandLineAction action ? action.Invoke(parsed) : ExitCode.Usage);
        return root;
    }

    /// <summary>Runs a command line and gives the exit code. Without arguments that is the prompt.</summary>
    public static async Task<int> RunAsync(string[] arguments, Screen screen, CancellationToken cancellationToken)
    {
        try
        {
            if (arguments.Length == 0) arguments = [PromptCommand.Name];
            // A word that begins with @ is a word: the library would read it as the name of a file with further arguments.
            var parsed = Create(screen, arguments).Parse(arguments, new ParserConfiguration { ResponseFileTokenReplacer = null });
            screen.Net.Command = parsed.CommandResult.Command.Name;
            screen.Net.StateFolder = EngineArguments.StateFolder(parsed, screen);
            await using var output = new StreamWriter(screen.Output, TextEncoding.Utf8, leaveOpen: true) { NewLine = "\n" };
            var configuration = new InvocationConfiguration
            {
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = null,
                Output = output,
                Error = screen.Error,
            };
            if (parsed.Action is ParseErrorAction wrong)
            {
                wrong.ShowHelp = false;
                configuration.Output = screen.Error; // stdout is for data
                parsed.Invoke(configuration);
                screen.Say($"See: {string.Join(' ', Path(parsed.CommandResult.Command))} --help");
                return ExitCode.Usage;
            }

            return await parsed.InvokeAsync(configuration, cancellationToken);
        }
        catch (ConfigurationException faults)
        {
            foreach (var fault in faults.Faults) screen.Say(fault);
            return ExitCode.Usage;
        }
        catch (Exception fault) when (fault is UsageException or OutputException)
        {
            screen.Say(fault.Message);
            return ExitCode.Usage;
        }
        catch (Exception fault) when (fault is QueryException or ConnectorException)
        {
            screen.Say(FaultText.Of(fault));
            return ExitCode.For(fault);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            screen.Say("Interrupted.");
            return ExitCode.Interrupted;
        }
        catch (IOException fault) when (Screen.IsClosedOutput(fault))
        {
            return ExitCode.Interrupted; // The reader of stdout, such as head, has what it wants; there is nobody to tell.
        }
        catch (Exception fault) when (FaultNet.IsOfTheMachine(fault))
        {
            screen.Say(FaultNet.OfTheMachine(fault));
            return ExitCode.Failed;
        }
        catch (Exception fault)
        {
            return screen.Net.Tell(fault);
        }
    }

    static IEnumerable<string> Path(Command command) => command is RootCommand ? ["koppel"] : ["koppel", command.Name];

    /// <summary>The library's help, and examples below it.</summary>
    sealed class HelpWithExamples(HelpAction help) : SynchronousCommandLineAction
    {
        static readonly string[] First =
        [
            "koppel",
            "koppel demo",
            "koppel query \"select 'hello' as greeting\"",
        ];

        public override bool ClearsParseErrors => true;

        public override int Invoke(ParseResult parseResult)
        {
            help.Invoke(parseResult);
            var output = parseResult.InvocationConfiguration.Output;
            output.WriteLine("Examples:");
            foreach (var example in (parseResult.CommandResult.Command as KoppelCommand)?.Examples ?? First)
                output.WriteLine("  " + example);
            output.WriteLine();
            return ExitCode.Done;
        }
    }
}
