using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Koppel.Cli.Faults;
using Koppel.Cli.Terminal;
using Koppel.Cli.Ui;
using Koppel.Server.Hosting;
using Koppel.Server.Sessions;

namespace Koppel.Cli.Commands;

/// <summary><c>koppel ui</c>: the query tool, a page in the browser that is served on this machine alone.</summary>
static class UiCommand
{
    /// <summary>Where it is looked for first, so that a bookmark finds it again.</summary>
    const int UsualPort = 5677;

    /// <summary>The command.</summary>
    public static KoppelCommand Create(Screen screen) => new(
        "ui",
        "Opens the query tool in the browser.",
        command => Fill(command, screen),
        "koppel ui",
        "koppel ui --demo",
        "koppel ui --port 8080 --no-browser");

    static void Fill(Command command, Screen screen)
    {
        var port = new Option<int?>("--port") { Description = string.Create(CultureInfo.InvariantCulture,
            $"The port. Without it {UsualPort}, or a free one when that is taken."), HelpName = "N" };
        var noBrowser = new Option<bool>("--no-browser") { Description = "Opens no browser; the address is told." };
        var printUrl = new Option<bool>("--print-url")
        {
            Description = "Writes the address to stdout. It lets one browser in, once: treat it as a password.",
        };
        var demo = new Option<bool>("--demo")
        {
            Description = "Shows a sandbox, a workbook and a CSV file with ready queries. So it does where there is no configuration.",
        };
        port.Validators.Add(result => CheckPort(result));
        command.Add(port);
        command.Add(noBrowser);
        command.Add(printUrl);
        command.Add(demo);
        var arguments = new SessionArguments(command, screen);
        command.SetAction((parsed, cancellationToken) => RunAsync(
            screen, arguments, parsed,
            new Request(parsed.GetValue(port), !parsed.GetValue(noBrowser), parsed.GetValue(printUrl), parsed.GetValue(demo)),
            cancellationToken));
    }

    static void CheckPort(OptionResult result)
    {
        if (result.Tokens.Count == 1 && int.TryParse(result.Tokens[0].Value, out var n) && n is < 0 or > 65_535)
            result.AddError("--port must be from 0 to 65535.");
    }

    static async Task<int> RunAsync(
        Screen screen, SessionArguments arguments, ParseResult parsed, Request request, CancellationToken cancellationToken)
    {
        if (request.IsDemo && arguments.IsNamed(parsed))
            throw new UsageException("--demo brings its own connections. Leave out --config, --connect and --state, or leave out --demo.");
        var isDemo = request.IsDemo || !arguments.HasConnections(parsed);
        await using var demo = isDemo ? await UiDemo.StartAsync(arguments.Setup(parsed), cancellationToken) : null;
        var options = demo is null ? OptionsOf(arguments, parsed, screen) : new UiOptions
        {
            Configuration = demo.Configure, QueryFolder = demo.QueryFolder, StateFolder = Path.Combine(demo.Folder, ".koppel"),
            IsDemo = true, Sandbox = demo.Sandbox, SandboxViewer = demo.Viewer, Setup = demo.Setup, ConfigurationPath = demo.Setup.File,
        };
        using var mark = UiMark.Take(options.StateFolder!);
        await using var server = await StartAsync(options, request.Port, screen, cancellationToken);
        mark.Tell(server.Address);
        // From here on the terminal is the server's: whoever needs a passphrase is told so on the page.
        options.Setup?.Secrets?.StopAsking();
        if (isDemo)
        {
            screen.Say(request.IsDemo ? "A sandbox with invented contacts is running in this process: nothing leaves this computer."
                : "There is no koppel.toml here, so this is a demonstration with invented contacts: nothing leaves this computer. "
                    + "For your own systems: koppel init");
        }
        await ShowAsync(server, screen, request, cancellationToken);
        await EndedAsync(server, screen, request, cancellationToken);
        return ExitCode.Done;
    }

    static UiOptions OptionsOf(SessionArguments arguments, ParseResult parsed, Screen screen)
    {
        var setup = arguments.Setup(parsed);
        var (engine, _, loaded) = arguments.ReadRight(parsed, out _);
        return new UiOptions
        {
            Configuration = Configure,
            ConfigurationPath = setup.File,
            Setup = setup,
            QueryFolder = Path.Combine(loaded.BaseFolder, "queries"),
            StateFolder = engine.StateFolder,
            PlanKey = PlanOptions.Key,
            Jobs = open => JobArguments.Around(open, text => arguments.Resolve(parsed, text), screen),
        };

        // Again each time that the file was changed.
        UiConfiguration Configure()
        {
            var now = arguments.ReadRight(parsed, out var problem);
            return new UiConfiguration(now.Engine, now.Session) { Problem = problem };
        }
    }

    /// <summary>Starts at the port that is asked for; at the usual one or, when that is taken, at a free one, when none is.</summary>
    static async Task<UiServer> StartAsync(UiOptions options, int? port, Screen screen, CancellationToken cancellationToken)
    {
        try
        {
            return await UiServer.StartAsync(options with { Port = port ?? UsualPort }, cancellationToken);
        }
        catch (IOException fault) when (port is { } asked)
        {
            throw new UsageException(
                $"The query tool cannot serve at port {asked}: {fault.Message} Choose another with --port, or leave it out.");
        }
        catch (IOException)
        {
            var server = await UiServer.StartAsync(options with { Port = 0 }, cancellationToken);
            screen.Say($"Port {UsualPort} is taken by another program, so this is at port {server.Address.Port}.");
            return server;
        }
    }

    static async Task ShowAsync(UiServer server, Screen screen, Request request, CancellationToken cancellationToken)
    {
        var page = server.TokenUrl;
        if (request.PrintsUrl)
        {
            await screen.Output.WriteAsync(System.Text.Encoding.UTF8.GetBytes($"{page}\n"), cancellationToken);
            await screen.Output.FlushAsync(cancellationToken);
        }
        var isOpen = request.OpensBrowser && Browser.TryOpen(page);
        if (isOpen) screen.Say($"The query tool is open in your browser, at {server.Address}");
        else if (!request.PrintsUrl) screen.SayWhole($"The query tool is at {page}  (this address lets one browser in, once)");
        screen.Say(screen.InputIsTerminal ? "Enter opens another page of it, Ctrl-C ends it." : "Ctrl-C ends it.");
    }

    /// <summary>Waits until it is to end; each Enter gives another address.</summary>
    static async Task EndedAsync(UiServer server, Screen screen, Request request, CancellationToken cancellationToken)
    {
        try
        {
            while (screen.InputIsTerminal && await screen.AskAsync("", cancellationToken) is not null)
                await ShowAsync(server, screen, request, cancellationToken);
            await Task.Delay(Timeout.Infinite, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            // How a server ends.
        }
    }

    sealed record Request(int? Port, bool OpensBrowser, bool PrintsUrl, bool IsDemo);
}
