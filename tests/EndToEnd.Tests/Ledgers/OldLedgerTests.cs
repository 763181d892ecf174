using System.Globalization;
using System.IO.Compression;
using System.Text;
using Koppel.Connectors;
using Koppel.Engine.Configuration;
using Koppel.Engine.Hosting;
using Koppel.Engine.Statements;
using Koppel.Sandbox;

namespace Koppel.EndToEnd.Tests.Ledgers;

/// <summary>
/// Ledgers that the program of commit 9031737 wrote, before calls had kinds, each with the sandbox as it was then: what was interrupted is
/// gone on with, what was finished is shown and undone. <see cref="LedgerMaker"/> made them.
/// </summary>
public sealed class OldLedgerTests
{
    static readonly string Folder = Path.Combine(Repository.Root, "tests", "EndToEnd.Tests", "Ledgers", "9031737");

    [Fact]
    public async Task Interrupted_runs_are_gone_on_with_and_their_books_are_right()
    {
        await using var sandbox = await OpenAsync("interrupted");
        await using var database = Open(sandbox);
        foreach (var run in Enumerable.Range(1, OldRuns.All.Count).Append(OldRuns.All.Count + 2))
            await LoadsAsync(database.ResumeAsync(run));

        var books = await ReadAsync(database, "select read, changed, unchanged, rejected, not_sent from runs@koppel order by run");
        Assert.Equal(OldRuns.All.Select(r => $"{r.Name}: {r.Books}"), OldRuns.All.Zip(books, (r, b) => $"{r.Name}: {b}"));
        Assert.Equal(OldRuns.All.Select(r => $"{r.Name}: {r.Shows}"), await ShownAsync(database));
        Assert.Equal(["0"], await ReadAsync(database, "select count(*) from ContactTagsByEmail@ac where tag = 'Undone'"));
    }

    [Fact]
    public async Task Finished_runs_are_shown_as_they_were()
    {
        await using var sandbox = await OpenAsync("finished");
        var expected = Encoding.UTF8.GetString(await UnpackAsync("finished-changes.csv"));
        Assert.Equal(expected, (await sandbox.RunAsync("query", OldRuns.Changes, "--format", "csv")).Output);
    }

    [Fact]
    public async Task Finished_runs_are_undone_the_last_one_first()
    {
        await using var sandbox = await OpenAsync("finished");
        await using var database = Open(sandbox);
        for (var run = OldRuns.All.Count; run > 0; run--)
            await LoadsAsync(database.ExecuteAsync(await database.UndoScriptAsync(run)));
        Assert.Equal(OldRuns.All.Select(r => $"{r.Name}: {r.Undone}"), await ShownAsync(database));
    }

    static async Task<Sandbox> OpenAsync(string name)
    {
        var snapshot = Path.Combine(Directory.CreateTempSubdirectory("koppel-tests-").FullName, "sandbox.json");
        await File.WriteAllBytesAsync(snapshot, await UnpackAsync($"{name}.json"), TestContext.Current.CancellationToken);
        var sandbox = await Sandbox.StartAsync(
            new SandboxOptions { SnapshotFile = snapshot, TimeScale = 1_000, RefusesTooMany = false });
        var state = Directory.CreateDirectory(Path.Combine(sandbox.Folder, ".koppel")).FullName;
        await File.WriteAllBytesAsync(
            Path.Combine(state, "ledger.db"), await UnpackAsync($"{name}.db"), TestContext.Current.CancellationToken);
        return sandbox;
    }

    static Session Open(Sandbox sandbox) => Session.Open(new EngineOptions
    {
        Connectors = All.Connectors,
        Connections = ConfigurationReader.Read(new ConfigurationSource
        {
            Connectors = All.Connectors, WorkingFolder = sandbox.Folder, Connect = [sandbox.Connect],
        }).Connections,
        BaseFolder = sandbox.Folder,
        StateFolder = Path.Combine(sandbox.Folder, ".koppel"),
    });

    static async Task<byte[]> UnpackAsync(string name)
    {
        await using var packed = new BrotliStream(File.OpenRead(Path.Combine(Folder, name + ".br")), CompressionMode.Decompress);
        using var content = new MemoryStream();
        await packed.CopyToAsync(content, TestContext.Current.CancellationToken);
        return content.ToArray();
    }

    /// <summary>Runs loads, none of which may fail.</summary>
    static async Task LoadsAsync(IAsyncEnumerable<StatementResult> results)
    {
        await foreach (var result in results)
        {
            if (result is FailedResult failed) throw failed.Fault;
            if (result is LoadResult { Report.Outcome.Fault: { } fault } load) Assert.Fail($"{load.Report.Target}: {fault.Message}");
        }
    }

    static async Task<IReadOnlyList<string>> ShownAsync(Session database)
    {
        var shown = new List<string>();
        foreach (var run in OldRuns.All) shown.Add($"{run.Name}: {string.Join(" ", await ReadAsync(database, run.Check))}");
        return shown;
    }

    static async Task<IReadOnlyList<string>> ReadAsync(Session database, string sql)
    {
        var lines = new List<string>();
        await foreach (var result in database.ExecuteAsync(sql))
        {
            if (result is FailedResult failed) throw failed.Fault;
            await foreach (var row in ((RowsResult)result).Rows)
                lines.Add(string.Join(',', row.Select(v => Convert.ToString(v, CultureInfo.InvariantCulture))));
        }
        return lines;
    }
}
