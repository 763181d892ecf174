using System.CommandLine;
using Koppel.Cli.Faults;
using Koppel.Cli.Output;
using Koppel.Cli.Setup;
using Koppel.Cli.Terminal;
using Koppel.Engine.Configuration;
using Koppel.Engine.Hosting;
using Koppel.Sdk.Connections;

namespace Koppel.Cli.Commands;

/// <summary><c>koppel check [connection]</c>: whether the configuration is right and its connections work.</summary>
static class CheckCommand
{
    /// <summary>The command.</summary>
    public static KoppelCommand Create(Screen screen) => new(
        "check",
        "Tells all that is wrong with the configuration, and tests each connection.",
        command => Fill(command, screen),
        "koppel check",
        "koppel check ac",
        "koppel check --format json");

    static void Fill(Command command, Screen screen)
    {
        var name = new Argument<string?>("connection") { Description = "The connection's name. Without it all are tested.",
            Arity = ArgumentArity.ZeroOrOne };
        command.Add(name);
        var arguments = new EngineArguments(command, screen);
        var results = new ResultOptions(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var configuration = ConfigurationReader.ReadRight(arguments.Source(parsed), out var faults);
            foreach (var fault in faults) screen.Say(fault);
            await using var engine = new KoppelEngine(arguments.Options(parsed, configuration));
            var wanted = Wanted(engine.Connections, parsed.GetValue(name), faults.Count > 0);
            var tests = await ConnectionChecks.RunAsync(engine, wanted, cancellationToken);
            if (tests.Length > 0)
            {
                await using var sink = results.Open(parsed, screen);
                await sink.WriteAsync(ModelRows.Of(ConnectionChecks.Columns, tests.Select(ConnectionChecks.Row)), cancellationToken);
                await sink.CompleteAsync(cancellationToken);
                // There a long sentence is cut.
                if (sink.IsTerminal) foreach (var test in tests) ConnectionChecks.Say(screen, test);
            }
            else if (faults.Count == 0)
            {
                screen.Say("There is no connection. koppel init writes one into koppel.toml.");
            }
            return faults.Count > 0 ? ExitCode.Usage : ConnectionChecks.Code(tests);
        });
    }

    /// <summary>The connection of that name, or all. One that is not there may be among those that are wrong.</summary>
    static IReadOnlyList<ConnectionSettings> Wanted(IReadOnlyList<ConnectionSettings> all, string? name, bool isWrong)
    {
        if (name is null) return all;
        var found = all.Where(c => c.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).ToList();
        if (found.Count == 0 && !isWrong)
            throw new UsageException(all.Count == 0 ? $"There is no connection '{name}'. koppel init writes one into koppel.toml."
                : $"There is no connection '{name}'. There are {string.Join(", ", all.Select(c => c.Name))}.");
        return found;
    }
}
