using System.CommandLine;
using Koppel.Cli.Faults;
using Koppel.Cli.Setup;
using Koppel.Cli.Terminal;
using Koppel.Connectors;
using Koppel.Engine.Configuration;
using Koppel.Engine.Configuration.Editing;
using Koppel.Engine.Hosting;
using Koppel.Engine.Secrets;

namespace Koppel.Cli.Commands;

/// <summary><c>koppel init</c>: asks for a connection, writes it into the configuration and tests it.</summary>
static class InitCommand
{
    /// <summary>The command.</summary>
    public static KoppelCommand Create(Screen screen) => new(
        "init",
        "Asks for a connection, writes it into koppel.toml with all that can be set, and tests it. What stands there stays as it is.",
        command => Fill(command, screen),
        "koppel init",
        "koppel init --type excel --name crm --set path=customers.xlsx",
        "koppel init --type activecampaign --name ac --set url=https://account.api-us1.com --set 'token=${secret:AC_TOKEN}'");

    static void Fill(Command command, Screen screen)
    {
        var type = new Option<string?>("--type") { Description = "The kind of system.",
            HelpName = string.Join('|', All.Connectors.Select(c => c.Type)) };
        var name = new Option<string?>("--name") { Description = "The connection's name, which stands behind @ in SQL.",
            HelpName = "NAME" };
        var set = new Option<string[]>("--set")
        {
            Description = "A setting of the connection. A secret is given as ${secret:NAME} or ${env:NAME}. Repeatable.",
            HelpName = "NAME=VALUE", Arity = ArgumentArity.OneOrMore, AllowMultipleArgumentsPerToken = false,
        };
        var config = new Option<string>("--config") { Description = "The file to write, instead of koppel.toml in the working folder.",
            HelpName = "FILE", DefaultValueFactory = _ => ConfigurationSource.DefaultFile };
        var noTest = new Option<bool>("--no-test") { Description = "Writes the connection without testing it." };
        foreach (var option in (Option[])[type, name, set, config, noTest]) command.Add(option);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var path = screen.PathOf(parsed.GetValue(config)!);
            var secrets = SecretPlace.Open(screen);
            var draft = Given(path, parsed.GetValue(type), parsed.GetValue(name), parsed.GetValue(set) ?? []);
            var missing = draft.MissingOptions();
            if (missing.Count > 0 && !screen.CanAsk)
                throw new UsageException($"Nobody can be asked here. Add {string.Join(" and ", missing)}.");
            if (missing.Count > 0 || (draft.Unfit.Count > 0 && screen.CanAsk))
                await new ConnectionQuestions(screen, draft, secrets).AskAsync(cancellationToken);
            if (draft.Unfit is { Count: > 0 } unfit) throw new UsageException($"--set: {string.Join(' ', unfit)}");
            Write(screen, path, draft);
            return parsed.GetValue(noTest) ? ExitCode.Done : await TestAsync(screen, path, draft.Name!, secrets, cancellationToken);
        });
    }

    static ConnectionDraft Given(string path, string? type, string? name, string[] settings)
    {
        var draft = new ConnectionDraft(All.Connectors, [.. ConfigurationText.Read(path).Connections.Select(c => c.Name)]);
        if (type is not null && draft.TakeType(type) is { } noType) throw new UsageException($"--type: {noType}");
        if (name is not null && draft.TakeName(name) is { } noName) throw new UsageException($"--name: {noName}");
        if (settings.Length > 0 && type is null) throw new UsageException("--set needs --type, which says what can be set.");
        foreach (var setting in settings) draft.TakeGiven(setting);
        return draft;
    }

    static void Write(Screen screen, string path, ConnectionDraft draft)
    {
        var isNew = !File.Exists(path);
        ConfigurationText.Read(path).Add(draft.Name!, draft.Connector!, draft.Values).Save();
        if (isNew && ConfigurationSchema.WriteBeside(path, All.Connectors) is { } fault) screen.Say(fault);
        screen.Say($"The connection {draft.Name} is written to {path}{(isNew ? "" : ", behind what stands there")}.");
    }

    /// <summary>Reads what was written as every command does, and tests the connection.</summary>
    static async Task<int> TestAsync(Screen screen, string path, string name, SecretFile? secrets, CancellationToken cancellationToken)
    {
        var read = ConfigurationReader.ReadRight(new ConfigurationSource
        {
            Connectors = All.Connectors, WorkingFolder = Path.GetDirectoryName(path)!, File = Path.GetFileName(path), Secrets = secrets,
        }, out var faults);
        if (read.Connections.FirstOrDefault(c => c.Name == name) is not { } connection)
        {
            foreach (var fault in faults) screen.Say(fault);
            screen.Say($"It was not tested. Put that right, and run koppel check {name}.");
            return ExitCode.Usage;
        }

        await using var engine = new KoppelEngine(new EngineOptions
        {
            Connectors = All.Connectors, Connections = [connection], BaseFolder = read.BaseFolder, Secrets = secrets,
            StateFolder = EngineArguments.StateFolderOf(read), SharedFolder = EngineArguments.SharedFolder,
        });
        var test = await engine.TestAsync(connection, cancellationToken);
        ConnectionChecks.Say(screen, test);
        screen.Say(test.Fault is null ? $"It works: {test.Found}. Its tables: koppel tables {name}"
            : $"It does not work yet. Put that right in {Path.GetFileName(path)}, and run koppel check {name}.");
        return ConnectionChecks.Code([test]);
    }
}
