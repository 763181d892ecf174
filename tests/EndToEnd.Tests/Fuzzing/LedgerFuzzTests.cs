using Koppel.Connectors;
using Koppel.Engine.Configuration;
using Koppel.Engine.Hosting;
using Koppel.Engine.Sql;
using Koppel.Engine.Statements;
using Koppel.Fuzzing;
using Koppel.Sdk.Connections;

namespace Koppel.EndToEnd.Tests.Fuzzing;

/// <summary>A ledger that was damaged on its disk is told as that, by everything that reads it.</summary>
public sealed class LedgerFuzzTests
{
    [Fact]
    public async Task A_damaged_ledger_is_told_by_all_that_read_it()
    {
        await using var sandbox = await Sandbox.StartAsync();
        await sandbox.RunAsync("query", "insert into ContactTagsByEmail@ac values ('john.doe@acme.com', 'Test'), ('no address', 'Test')");
        var ledger = Path.Combine(sandbox.Folder, ".koppel", "ledger.db");
        var good = await File.ReadAllBytesAsync(ledger, TestContext.Current.CancellationToken);
        var settings = ConfigurationReader.Read(
            new ConfigurationSource { Connectors = All.Connectors, WorkingFolder = sandbox.Folder, Connect = [sandbox.Connect] });
        var folder = Directory.CreateTempSubdirectory("koppel-fuzz-");
        try
        {
            foreach (var (number, random) in FuzzCases.All(40))
            {
                var state = Path.Combine(folder.FullName, $"{number}");
                Directory.CreateDirectory(state);
                var bytes = good.ToArray();
                // The first pages hold the schema; damage there is found at once, so most goes behind them.
                for (var changes = random.Next(1, 40); changes > 0; changes--)
                    bytes[random.Next(random.Next(3) == 0 ? 0 : 4_096, bytes.Length)] = (byte)random.Next(256);
                await File.WriteAllBytesAsync(Path.Combine(state, "ledger.db"),
                    random.Next(8) == 0 ? bytes[..random.Next(bytes.Length)] : bytes, TestContext.Current.CancellationToken);
                await ReadAsync(
                    new EngineOptions { Connectors = All.Connectors, Connections = settings.Connections, BaseFolder = folder.FullName,
                        StateFolder = state }, number);
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    static async Task ReadAsync(EngineOptions options, int number)
    {
        // The tables are read in one session, each as far as it can be: most of the time goes into opening one.
        await TryAsync(options, number, "open", async database =>
        {
            foreach (var table in new[] { "runs", "statements", "calls", "rejects", "changes" })
                await ToldAsync(number, table, async () =>
                {
                    await foreach (var result in database.ExecuteAsync($"select * from {table}@koppel where run = 1"))
                        if (result is RowsResult rows) await foreach (var _ in rows.Rows) { }
                });
        });
        await TryAsync(options, number, "undo", database => database.UndoScriptAsync(1));
        await TryAsync(options, number, "resume", async database => { await foreach (var _ in database.ResumeAsync(1)) { } });
        await TryAsync(options, number, "purge", database => Task.FromResult(database.Engine.Ledger!.Purge(TimeSpan.Zero)));
    }

    static Task TryAsync(EngineOptions options, int number, string what, Func<Session, Task> work) => ToldAsync(number, what, async () =>
    {
        await using var database = Session.Open(options);
        await work(database);
    });

    /// <summary>Does something that a damaged ledger may make impossible, which then is told as a sentence.</summary>
    static async Task ToldAsync(int number, string what, Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (Exception fault) when (fault is ConnectorException or QueryException)
        {
            Assert.DoesNotContain("Exception", fault.Message, StringComparison.Ordinal);
        }
        catch (Exception fault)
        {
            throw new InvalidOperationException($"{FuzzCases.Again(number)}: {what}: {fault.GetType().Name}: {fault.Message}", fault);
        }
    }
}
