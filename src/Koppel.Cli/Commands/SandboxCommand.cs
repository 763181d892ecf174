using System.CommandLine;
using System.CommandLine.Parsing;
using System.Text.Json;
using System.Text.Json.Serialization;
using Koppel.Cli.Faults;
using Koppel.Cli.Terminal;
using Koppel.Sandbox;
using Koppel.Sandbox.Hosting;

namespace Koppel.Cli.Commands;

/// <summary><c>koppel sandbox</c>: serves an ActiveCampaign-compatible system on this machine, and a Salesforce-compatible one.</summary>
static class SandboxCommand
{
    static readonly JsonSerializerOptions LineFormat = new() { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    /// <summary>The command.</summary>
    public static KoppelCommand Create(Screen screen) => new(
        "sandbox",
        "Serves an ActiveCampaign-compatible sandbox with invented contacts, for trying and testing.",
        command => Fill(command, screen),
        "koppel sandbox",
        "koppel sandbox --port 8080 --seed 100000 --time-scale 50",
        "koppel sandbox --fault \"429:0.1\" --fault \"import-partial@2\"",
        "koppel sandbox --salesforce --salesforce-port 8081");

    static void Fill(Command command, Screen screen)
    {
        var port = new Option<int>("--port") { Description = "The port. Without it a free one is taken.", HelpName = "N" };
        var seed = new Option<int?>("--seed") { Description = "The number of contacts.", HelpName = "N" };
        var scale = new Option<double>("--time-scale") { Description = "How many times faster limits and delays are. The default is 1.",
            HelpName = "X", DefaultValueFactory = _ => 1 };
        var faults = Faults("--fault", "A fault to play: KIND:PROBABILITY[:ROUTE] or KIND@N[:ROUTE]. Repeatable.");
        var snapshot = new Option<string?>(
            "--snapshot") { Description = "A file for the state: read at the start if it is there, written at the end.",
                HelpName = "FILE" };
        var outbox = new Option<string?>(
            "--outbox") { Description = "A folder for the mails that the real system would send, as .eml files.", HelpName = "DIR" };
        var salesforce = new Option<bool>("--salesforce") { Description = "Serves a Salesforce-compatible sandbox beside it." };
        var salesforcePort = new Option<int?>("--salesforce-port") { Description = "Its port. Without it a free one is taken.",
            HelpName = "N" };
        var salesforceFaults = Faults("--salesforce-fault", "A fault to play there. Repeatable.");
        port.Validators.Add(result => CheckPort("--port", result));
        salesforcePort.Validators.Add(result => CheckPort("--salesforce-port", result));
        foreach (var option in (Option[])[port, seed, scale, faults, snapshot, outbox, salesforce, salesforcePort, salesforceFaults])
            command.Add(option);
        command.SetAction((parsed, cancellationToken) => RunAsync(
            screen,
            new Request(parsed.GetValue(port), parsed.GetValue(seed), parsed.GetValue(scale), parsed.GetValue(faults) ?? [],
                parsed.GetValue(snapshot), parsed.GetValue(outbox), parsed.GetValue(salesforce), parsed.GetValue(salesforcePort),
                parsed.GetValue(salesforceFaults) ?? []),
            cancellationToken));
    }

    static Option<string[]> Faults(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "TEXT",
        Arity = ArgumentArity.OneOrMore,
        AllowMultipleArgumentsPerToken = false,
    };

    static void CheckPort(string name, OptionResult result)
    {
        if (result.Tokens.Count == 1 && int.TryParse(result.Tokens[0].Value, out var n) && n is < 0 or > 65_535)
            result.AddError($"{name} must be from 0 to 65535.");
    }

    static async Task<int> RunAsync(Screen screen, Request request, CancellationToken cancellationToken)
    {
        var options = SalesforceOptionsOf(request);
        await using var server = await StartAsync(request, cancellationToken);
        await using var salesforce = options is null ? null : await SalesforceBeside.StartAsync(options, cancellationToken);
        // The line is for programs; who sits at a terminal reads the sentence, and one address is enough.
        if (!screen.OutputIsTerminal) await screen.Output.WriteAsync(Line(server, salesforce), cancellationToken);
        await screen.Output.FlushAsync(cancellationToken);
        screen.Say($"The sandbox serves at {server.Url}, in a browser with a page that shows what is in it. Try, in another window:");
        screen.Say(
            $"  koppel query \"select * from contacts@ac limit 5\" --connect \"ac=activecampaign;url={server.Url};token={server.Token}\"");
        foreach (var words in salesforce?.Words ?? []) screen.Say(words);
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
            Faults = [.. request.Faults.Select(text => Fault("--fault", text, FaultRule.Parse))],
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

    /// <summary>How the Salesforce sandbox is to behave; null when none is wanted.</summary>
    static SalesforceOptions? SalesforceOptionsOf(Request request)
    {
        if (!request.Salesforce)
        {
            return request is { SalesforcePort: null, SalesforceFaults: [] } ? null
                : throw new UsageException(
                    "--salesforce-port and --salesforce-fault are about the sandbox that --salesforce serves. Add it.");
        }

        var options = new SalesforceOptions
        {
            Port = request.SalesforcePort ?? 0,
            TimeScale = request.TimeScale,
            Faults = [.. request.SalesforceFaults.Select(text => Fault("--salesforce-fault", text, FaultRule.ParseSalesforce))],
        };
        return request.Seed is { } seed ? options with { Seed = seed } : options;
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

    static FaultRule Fault(string option, string text, Func<string, FaultRule> parse)
    {
        try
        {
            return parse(text);
        }
        catch (FormatException fault)
        {
            throw new UsageException($"{option}: {fault.Message}");
        }
    }

    static byte[] Line(SandboxServer server, SalesforceBeside? salesforce) =>
    [
        .. JsonSerializer.SerializeToUtf8Bytes(
            new { url = server.Url, token = server.Token, viewer = server.Viewer, salesforce = salesforce?.Line }, LineFormat),
        (byte)'\n',
    ];

    sealed record Request(
        int Port, int? Seed, double TimeScale, IReadOnlyList<string> Faults, string? Snapshot, string? Outbox, bool Salesforce,
        int? SalesforcePort, IReadOnlyList<string> SalesforceFaults);
}
