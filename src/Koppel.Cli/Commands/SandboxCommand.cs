using System.CommandLine;
using System.Text.Json;
using Koppel.Cli.Faults;
using Koppel.Cli.Terminal;
using Koppel.Sandbox;
using Koppel.Sandbox.Hosting;

namespace Koppel.Cli.Commands;

/// <summary><c>koppel sandbox</c>: serves an ActiveCampaign-compatible system on this machine.</summary>
static class SandboxCommand
{
    /// <summary>The command.</summary>
    public static KoppelCommand Create(Screen screen) => new(
        "sandbox",
        "Serves an ActiveCampaign-compatible sandbox with invented contacts, for trying and testing.",
        command => Fill(command, screen),
        "koppel sandbox",
        "koppel sandbox --port 8080 --seed 100000 --time-scale 50",
        "koppel sandbox --fault \"429:0.1\" --fault \"import-partial@2\"");

    static void Fill(Command command, Screen screen)
    {
        var port = new Option<int>("--port") { Description = "The port. Without it a free one is taken.", HelpName = "N" };
        var seed = new Option<int?>("--seed") { Description = "The number of contacts.", HelpName = "N" };
        var scale = new Option<double>("--time-scale") { Description = "How many times faster limits and delays are. The default is 1.",
            HelpName = "X", DefaultValueFactory = _ => 1 };
        var faults = new Option<string[]>("--fault")
        {
            Description = "A fault to play: KIND:PROBABILITY[:ROUTE] or KIND@N[:ROUTE]. Repeatable.",
            HelpName = "TEXT",
            Arity = ArgumentArity.OneOrMore,
            AllowMultipleArgumentsPerToken = false,
        };
        var snapshot = new Option<string?>(
            "--snapshot") { Description = "A file for the state: read at the start if it is there, written at the end.",
                HelpName = "FILE" };
        var outbox = new Option<string?>(
            "--outbox") { Description = "A folder for the mails that the real system would send, as .eml files.", HelpName = "DIR" };
        port.Validators.Add(
            result => { if (result.Tokens.Count == 1 && int.TryParse(result.Tokens[0].Value, out var n) && n is < 0 or > 65_535)
                result.AddError("--port must be from 0 to 65535."); });
        foreach (var option in (Option[])[port, seed, scale, faults, snapshot, outbox]) command.Add(option);
        command.SetAction((parsed, cancellationToken) => RunAsync(
            screen,
            new Request(parsed.GetValue(port), parsed.GetValue(seed), parsed.GetValue(scale), parsed.GetValue(faults) ?? [],
                parsed.GetValue(snapshot), parsed.GetValue(outbox)),
            cancellationToken));
    }

    static async Task<int> RunAsync(Screen screen, Request request, CancellationToken cancellationToken)
    {
        await using var server = await StartAsync(request, cancellationToken);
        // The line is for programs; who sits at a terminal reads the sentence, and one address is enough.
        if (!screen.OutputIsTerminal) await screen.Output.WriteAsync(Line(server), cancellationToken);
        await screen.Output.FlushAsync(cancellationToken);
        screen.Say($"The sandbox serves at {server.Url}, in a browser with a page that shows what is in it. Try, in another window:");
        screen.Say(
            $"  koppel query \"select * from contacts@ac limit 5\" --connect \"ac=activecampaign;url={server.Url};token={server.Token}\"");
        screen.Say("Ctrl-C ends it.");
        try
        {
            await Task.Delay(Timeout.Infinite, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            // How a server ends.
        }

        return ExitCode.Done;
    }

    static async Task<SandboxServer> StartAsync(Request request, CancellationToken cancellationToken)
    {
        var options = new SandboxOptions
        {
            Port = request.Port,
            TimeScale = request.TimeScale,
            Faults = [.. request.Faults.Select(Fault)],
            SnapshotFile = request.Snapshot,
            OutboxFolder = request.Outbox,
        };
        if (request.Outbox is { } folder) Make(folder);
        if (request.Snapshot is { } file && (Directory.Exists(file) || !Directory.Exists(Path.GetDirectoryName(Path.GetFullPath(file)))))
            throw new UsageException($"--snapshot: '{file}' is a folder, or stands in none. Give the path of a file.");
        try
        {
            return await SandboxServer.StartAsync(request.Seed is { } seed ? options with { Seed = seed } : options, cancellationToken);
        }
        catch (ArgumentException faults)
        {
            throw new UsageException(faults.Message);
        }
        catch (InvalidDataException fault)
        {
            throw new UsageException($"--snapshot: {fault.Message}");
        }
        catch (IOException fault)
        {
            throw new UsageException(
                $"The sandbox cannot serve at port {request.Port}: {fault.Message} Choose another with --port, or leave it out for a "
                    + $"free one.");
        }
    }

    static void Make(string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new UsageException(
                $"--outbox: the folder '{folder}' cannot be made. {fault.Message} Name another one, or leave it out: the newest mails "
                    + $"are kept in memory.");
        }
    }

    static FaultRule Fault(string text)
    {
        try
        {
            return FaultRule.Parse(text);
        }
        catch (FormatException fault)
        {
            throw new UsageException($"--fault: {fault.Message}");
        }
    }

    static byte[] Line(SandboxServer server) =>
        [.. JsonSerializer.SerializeToUtf8Bytes(new { url = server.Url, token = server.Token, viewer = server.Viewer }), (byte)'\n'];

    sealed record Request(int Port, int? Seed, double TimeScale, IReadOnlyList<string> Faults, string? Snapshot, string? Outbox);
}
