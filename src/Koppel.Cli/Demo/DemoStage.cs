using Koppel.Cli.Faults;
using Koppel.Cli.Output;
using Koppel.Cli.Terminal;
using Koppel.Connectors;
using Koppel.Engine.Configuration;
using Koppel.Engine.Hosting;
using Koppel.Engine.Statements;
using Koppel.Output;

namespace Koppel.Cli.Demo;

/// <summary>
/// Where a demonstration happens: a session with connections to sandboxes of this process, in a folder that is gone afterwards.
/// </summary>
sealed class DemoStage : IAsyncDisposable
{
    readonly Screen _screen;
    readonly StreamWriter _text;
    readonly Session _session;
    readonly CancellationToken _cancellationToken;

    DemoStage(Screen screen, Session session, CancellationToken cancellationToken)
    {
        (_screen, _session, _cancellationToken) = (screen, session, cancellationToken);
        _text = new StreamWriter(screen.Output, TextEncoding.Utf8, leaveOpen: true) { NewLine = "\n" };
    }

    /// <summary>Plays a demonstration and gives the exit code.</summary>
    /// <param name="screen">The terminal.</param>
    /// <param name="show">Plays it in a folder; it opens its stage itself, when its sandboxes are there.</param>
    public static async Task<int> PlayAsync(Screen screen, Func<string, Task> show)
    {
        var folder = MakeFolder();
        try
        {
            await show(folder.FullName);
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

    /// <summary>Opens a stage.</summary>
    /// <param name="screen">The terminal.</param>
    /// <param name="folder">Where it keeps files.</param>
    /// <param name="connect">Its connections, as behind <c>--connect</c>.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public static DemoStage Open(Screen screen, string folder, IReadOnlyList<string> connect, CancellationToken cancellationToken)
    {
        var configuration = ConfigurationReader.Read(
            new ConfigurationSource { Connectors = All.Connectors, WorkingFolder = folder, Connect = connect });
        return new DemoStage(screen, Session.Open(
            new EngineOptions { Connectors = All.Connectors, Connections = configuration.Connections, BaseFolder = folder }),
            cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _text.DisposeAsync();
        await _session.DisposeAsync();
    }

    /// <summary>A folder for what a demonstration keeps.</summary>
    /// <exception cref="UsageException">There is no place for it.</exception>
    public static DirectoryInfo MakeFolder()
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

    /// <summary>Says a line.</summary>
    public void Say(string line) => _text.WriteLine(line);

    /// <summary>Says what comes next, with its SQL.</summary>
    public void Step(string sentence, string? sql = null)
    {
        Say("");
        Say(_screen is { OutputIsTerminal: true, Styles: true } ? $"\e[1m{sentence}\e[0m" : sentence);
        if (sql is null) return;
        foreach (var line in sql.Split('\n')) Say("    " + line.TrimEnd('\r'));
    }

    /// <summary>Tells what came of a load.</summary>
    public void Report(LoadReport report)
    {
        foreach (var line in LoadText.Report(report)) Say(line);
    }

    /// <summary>Runs statements, and shows their rows.</summary>
    public async Task RunAsync(string sql, Action<LoadReport>? report = null)
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

    /// <summary>The texts of a query's first column.</summary>
    public async Task<IReadOnlyList<string>> TextsAsync(string sql)
    {
        var texts = new List<string>();
        await foreach (var result in ResultsAsync(sql))
            if (result is RowsResult rows)
                await foreach (var row in rows.Rows.WithCancellation(_cancellationToken)) texts.Add(row[0] as string ?? "");
        return texts;
    }

    /// <summary>Writes out what was said.</summary>
    public Task FlushAsync() => _text.FlushAsync(_cancellationToken);

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
