using Koppel.Cli.Faults;
using Koppel.Cli.Output;
using Koppel.Cli.Terminal;
using Koppel.Connectors;
using Koppel.Engine.Configuration;
using Koppel.Engine.Hosting;
using Koppel.Engine.Statements;
using Koppel.Sandbox;
using Koppel.Sandbox.Hosting;

namespace Koppel.Cli.Demo;

/// <summary>The main job from beginning to end: from an Excel workbook to tagged contacts, twice.</summary>
sealed class TagDemo : IAsyncDisposable
{
    const int Contacts = 200;
    const double TimeScale = 20;

    readonly Screen _screen;
    readonly StreamWriter _text;
    readonly Session _session;
    readonly CancellationToken _cancellationToken;

    TagDemo(Screen screen, Session session, CancellationToken cancellationToken)
    {
        (_screen, _session, _cancellationToken) = (screen, session, cancellationToken);
        _text = new StreamWriter(screen.Output, Screen.Utf8, leaveOpen: true) { NewLine = "\n" };
    }

    /// <summary>Runs it and gives the exit code.</summary>
    public static async Task<int> RunAsync(Screen screen, CancellationToken cancellationToken)
    {
        var folder = MakeFolder();
        try
        {
            await using var sandbox =
                await SandboxServer.StartAsync(new SandboxOptions { Seed = Contacts, TimeScale = TimeScale }, cancellationToken);
            await using var session = Open(sandbox, folder.FullName);
            await using var demo = new TagDemo(screen, session, cancellationToken);
            await demo.ShowAsync(folder.FullName);
            return ExitCode.Done;
        }
        catch (DemoFault fault)
        {
            foreach (var line in FaultText.Of(fault.Fault, file: null)) screen.Say(line);
            return ExitCode.For(fault.Fault);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    static DirectoryInfo MakeFolder()
    {
        try
        {
            return Directory.CreateTempSubdirectory("koppel-demo-");
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new UsageException(
                $"The folder for temporary files, {Path.GetTempPath()}, cannot be used: {fault.Message} Make it, or name another one in "
                    + $"TMPDIR.");
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _text.DisposeAsync();

    static Session Open(SandboxServer sandbox, string folder)
    {
        var configuration = ConfigurationReader.Read(new ConfigurationSource
        {
            Connectors = All.Connectors,
            WorkingFolder = folder,
            Connect = [$"ac=activecampaign;url={sandbox.Url};token={sandbox.Token}", "crm=excel;path=customers.xlsx"],
        });
        return Session.Open(
            new EngineOptions { Connectors = All.Connectors, Connections = configuration.Connections, BaseFolder = folder });
    }

    async Task ShowAsync(string folder)
    {
        var rows = DemoWorkbook.Rows(await TextsAsync(DemoStatements.SomeContacts), await TextsAsync(DemoStatements.SomeTags));
        await DemoWorkbook.WriteAsync(Path.Combine(folder, "customers.xlsx"), rows, _cancellationToken);

        Say($"An ActiveCampaign sandbox with {Contacts} invented contacts is running in this process, its clock {TimeScale:0} times as "
            + $"fast.");
        Say($"Another system has exported customers.xlsx: {rows.Count} rows, an e-mail address and a tag each. It is the connection crm.");
        Step("1. Bring the workbook's rows into the session.", DemoStatements.Stage);
        await RunAsync(DemoStatements.Stage);
        await RunAsync(DemoStatements.Before);

        Step("2. Load them into ActiveCampaign, the connection ac: one insert, sent as bulk imports.", DemoStatements.Load);
        await RunAsync(DemoStatements.Load, Report);

        Step("3. The contacts, with their tags before and after.");
        await RunAsync(DemoStatements.BeforeAndAfter);

        Step("4. Run the same load again: what is already there is not sent.");
        await RunAsync(DemoStatements.Load, Report);

        Step("Go on with a sandbox of your own, which stays up and shows its contacts in a browser:");
        Say("  koppel sandbox");
        Say("or with your own account, in a koppel.toml:");
        Say("  [connections.ac]");
        Say("  type = \"activecampaign\"");
        Say("  url = \"https://account.api-us1.com\"");
        Say("  token = \"${env:AC_TOKEN}\"");
        await _text.FlushAsync(_cancellationToken);
    }

    void Say(string line) => _text.WriteLine(line);

    void Step(string sentence, string? sql = null)
    {
        Say("");
        Say(_screen is { OutputIsTerminal: true, Styles: true } ? $"\e[1m{sentence}\e[0m" : sentence);
        if (sql is null) return;
        foreach (var line in sql.Split('\n')) Say("    " + line.TrimEnd('\r'));
    }

    void Report(LoadReport report)
    {
        foreach (var line in LoadText.Report(report)) Say(line);
    }

    async Task RunAsync(string sql, Action<LoadReport>? report = null)
    {
        await foreach (var result in ResultsAsync(sql))
        {
            if (result is LoadResult load) report?.Invoke(load.Report);
            if (result is not RowsResult rows) continue;
            await _text.FlushAsync(_cancellationToken);
            await using var table = new TableWriter(_screen.Output, _screen, _screen.OutputIsTerminal);
            await table.WriteAsync(rows, _cancellationToken);
        }
    }

    async Task<IReadOnlyList<string>> TextsAsync(string sql)
    {
        var texts = new List<string>();
        await foreach (var result in ResultsAsync(sql))
            if (result is RowsResult rows)
                await foreach (var row in rows.Rows.WithCancellation(_cancellationToken)) texts.Add(row[0] as string ?? "");
        return texts;
    }

    async IAsyncEnumerable<StatementResult> ResultsAsync(string sql)
    {
        await foreach (var result in _session.ExecuteAsync(sql, cancellationToken: _cancellationToken))
        {
            var fault = (result as FailedResult)?.Fault ?? (result as LoadResult)?.Report.Outcome.Fault;
            if (fault is not null) throw new DemoFault(fault);
            yield return result;
        }
    }

    sealed class DemoFault(Exception fault) : Exception
    {
        public Exception Fault => fault;
    }
}
