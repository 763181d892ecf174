using System.Diagnostics;
using System.IO.Compression;
using Koppel.Sandbox;
using Microsoft.Data.Sqlite;

namespace Koppel.EndToEnd.Tests.Ledgers;

/// <summary>
/// Makes the ledgers that <see cref="OldLedgerTests"/> goes on with, by a program of then: <c>KOPPEL_THEN</c> is its koppel.dll, and
/// <c>KOPPEL_LEDGERS</c> the folder that they are put in, with the sandbox that belongs to each.
/// </summary>
public sealed class LedgerMaker
{
    static readonly string Program = Environment.GetEnvironmentVariable("KOPPEL_THEN") ?? "";
    static readonly string Folder = Environment.GetEnvironmentVariable("KOPPEL_LEDGERS") ?? "";

    /// <summary>Each run is killed in the middle of its calls.</summary>
    [Fact(Explicit = true)]
    public async Task Make_a_ledger_of_interrupted_runs()
    {
        await using var sandbox = await StartAsync();
        await using (var proxy = await HoldingProxy.StartAsync(sandbox))
        {
            foreach (var run in OldRuns.All) await InterruptAsync(sandbox, proxy, run.Sql, run.Answered, "query", run.Sql);
            // What is undone was done; its undoing is a run too.
            await RunAsync(sandbox, "query", OldRuns.ToUndo);
            await InterruptAsync(sandbox, proxy, "undo", 3, "undo", $"{OldRuns.All.Count + 1}", "--yes");
        }
        await KeepAsync(sandbox, "interrupted");
    }

    /// <summary>Each run came to its end.</summary>
    [Fact(Explicit = true)]
    public async Task Make_a_ledger_of_finished_runs()
    {
        await using var sandbox = await StartAsync();
        foreach (var run in OldRuns.All) await RunAsync(sandbox, "query", run.Sql);
        var changes = await RunAsync(sandbox, "query", OldRuns.Changes, "--format", "csv");
        await PackAsync(System.Text.Encoding.UTF8.GetBytes(changes), "finished-changes.csv");
        await KeepAsync(sandbox, "finished");
    }

    static async Task<Sandbox> StartAsync()
    {
        var sandbox = await Sandbox.StartAsync(new SandboxOptions { Seed = 560, TimeScale = 200, RefusesTooMany = false });
        await sandbox.AddFieldAsync("KLEUR", "dropdown", "Rood", "Groen", "Blauw");
        await sandbox.AddFieldAsync("PLAATS", "text");
        foreach (var list in new[] { "Nieuws", "Acties" })
        {
            await sandbox.PostAsync("lists", new
            {
                list = new { name = list, stringid = list, sender_url = "https://example.com", sender_reminder = "You asked for it." },
            });
        }
        foreach (var field in new[] { "SIZE", "REGION" })
            await sandbox.PostAsync(
                "accountCustomFieldMeta", new { accountCustomFieldMetum = new { fieldLabel = field, fieldType = "text" } });
        await RunAsync(sandbox, "query", OldRuns.Before, "--state", Path.Combine(sandbox.Folder, "before"));
        return sandbox;
    }

    static async Task InterruptAsync(Sandbox sandbox, HoldingProxy proxy, string name, int answered, params string[] arguments)
    {
        proxy.Begin(answered);
        using var process = Start(sandbox, [.. arguments, "--connect", proxy.Connect]);
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        var first = await Task.WhenAny(proxy.Arrived.Task, process.WaitForExitAsync());
        if (first != proxy.Arrived.Task) Assert.Fail($"It came to its end: {name}\n{await error}{await output}");
        await Task.Delay(TimeSpan.FromSeconds(2)); // What was answered stands in the ledger by then.
        process.Kill();
        await process.WaitForExitAsync();
    }

    static async Task<string> RunAsync(Sandbox sandbox, params string[] arguments)
    {
        using var process = Start(sandbox, [.. arguments, "--connect", sandbox.Connect]);
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        if (process.ExitCode is not (0 or 3)) Assert.Fail($"{string.Join(' ', arguments)}\n{await error}{await output}");
        return await output;
    }

    static Process Start(Sandbox sandbox, string[] arguments)
    {
        var process = Process.Start(new ProcessStartInfo("dotnet", [Program, .. arguments])
        {
            RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true, WorkingDirectory = sandbox.Folder,
        })!;
        process.StandardInput.Close();
        return process;
    }

    static async Task KeepAsync(Sandbox sandbox, string name)
    {
        using var http = new HttpClient();
        await PackAsync(await http.GetByteArrayAsync(new Uri(sandbox.Server.Url, "/_sandbox/snapshot")), $"{name}.json");
        var ledger = Path.Combine(sandbox.Folder, ".koppel", "ledger.db");
        await using (var connection = new SqliteConnection($"Data Source={ledger};Pooling=False"))
        {
            connection.Open();
            await using var command = connection.CreateCommand();
            command.CommandText = "pragma wal_checkpoint(truncate); pragma journal_mode = delete; vacuum";
            await command.ExecuteNonQueryAsync();
        }
        await PackAsync(await File.ReadAllBytesAsync(ledger), $"{name}.db");
    }

    static async Task PackAsync(byte[] content, string name)
    {
        Directory.CreateDirectory(Folder);
        await using var file = File.Create(Path.Combine(Folder, name + ".br"));
        await using var packed = new BrotliStream(file, CompressionLevel.SmallestSize);
        await packed.WriteAsync(content);
    }
}
