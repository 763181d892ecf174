using Microsoft.Data.Sqlite;
using static Koppel.EndToEnd.Tests.Personal.PersonHome;

namespace Koppel.EndToEnd.Tests.Personal;

/// <summary>Forgetting beside other processes, in processes that are killed, and in a large ledger.</summary>
public sealed class ForgetBesideTests
{
    const int Rows = 100_000, Every = 1_000;

    [Fact]
    public async Task A_run_that_goes_on_is_not_forgotten_under()
    {
        await using var sandbox = await Sandbox.StartAsync(contacts: 2_000, timeScale: 1);
        await AddContactAsync(sandbox, "ann@x.nl", "Ann");
        await DoneAsync(sandbox, "query", "insert into ContactTagsByEmail@ac (email, tag) values ('ann@x.nl', 'Trace')");
        var calls = sandbox.Server.GetStats().Calls;
        using var load = Koppel.Start(sandbox.Folder,
            ["query", "update contacts@ac set lastName = 'Slow ' || id where true", "--yes", "--connect", sandbox.Connect]);
        var (output, told) = (load.StandardOutput.ReadToEndAsync(), load.StandardError.ReadToEndAsync());
        while (sandbox.Server.GetStats().Calls < calls + 25 && !load.HasExited) await Task.Delay(5);
        await sandbox.SetFaultsAsync("slow:1"); // Ten seconds a call from now on: the load goes on for as long as this takes.

        var forget = await sandbox.RunAsync("forget", "ann@x.nl", "--yes");
        var isRunning = !load.HasExited;
        load.Kill();
        await Task.WhenAll(output, told, load.WaitForExitAsync());

        Assert.True(isRunning, "the load was over too early for this test to tell anything: " + await told);
        Assert.Equal(1, forget.ExitCode);
        Assert.Contains("is open in another process, or a run is going on. Nothing was changed.", forget.Error, StringComparison.Ordinal);
        Assert.NotEmpty(AddressBytes.In(State(sandbox), "ann@x.nl"));
        await DoneAsync(sandbox, "forget", "ann@x.nl", "--yes");
        Assert.Empty(AddressBytes.In(State(sandbox), "ann@x.nl"));
    }

    [Fact]
    public async Task A_run_that_broke_off_is_not_gone_on_with_once_somebody_was_forgotten_in_it()
    {
        await using var sandbox = await Sandbox.StartAsync(contacts: 300, timeScale: 50, "503:1");
        var failed = await sandbox.RunAsync("query", "insert into ContactTagsByEmail@ac (email, tag) values ('ann@x.nl', 'Trace')");
        Assert.Equal(1, failed.ExitCode);
        await sandbox.SetFaultsAsync();
        var trace = await DoneAsync(sandbox, "trace", "ann@x.nl");
        Assert.Contains("run 1 did not come to its end: once values are taken out of it, koppel resume 1 is refused.", trace.Error,
            StringComparison.Ordinal);
        await DoneAsync(sandbox, "forget", "ann@x.nl", "--yes");

        var resume = await sandbox.RunAsync("resume", "1");

        Assert.Equal(1, resume.ExitCode);
        Assert.Contains("Run 1 cannot be gone on with: values were taken out of it on", resume.Error, StringComparison.Ordinal);
        Assert.Contains("Run the load again", resume.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Killed_again_and_again_it_takes_out_all_or_nothing_and_completes()
    {
        await using var sandbox = await Sandbox.StartCountedAsync();
        await FillAsync(sandbox, "ann@x.nl", "bob@x.nl");
        Grow(sandbox, "ann@x.nl");
        var (books, random, killed) = (await BooksAsync(sandbox), new Random(5), 0);
        for (var lives = 1; ; lives++)
        {
            Assert.InRange(lives, 1, 60);
            using var process = Koppel.Start(sandbox.Folder, ["forget", "ann@x.nl", "--yes", "--connect", sandbox.Connect]);
            var (output, told) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
            var exit = process.WaitForExitAsync();
            if (killed < 12 && await Task.WhenAny(exit, Task.Delay(300 + random.Next(3_000))) != exit)
            {
                process.Kill();
                killed++;
            }
            await Task.WhenAll(exit, output, told);
            if (killed < 12 || process.ExitCode == 0)
                Assert.Contains(Count(sandbox, "select count(*) from unmatched where \"values\" like '%ann@x.nl%'"),
                    new long[] { 0, 2 + (Rows / Every) });
            if (process.ExitCode == 0) break;
        }

        Assert.InRange(killed, 1, 12);
        Assert.Empty(AddressBytes.In(State(sandbox), "ann@x.nl"));
        Assert.Equal(books, await BooksAsync(sandbox));
    }

    [Fact]
    public async Task A_ledger_of_a_hundred_thousand_rows_takes_little_memory()
    {
        await using var sandbox = await Sandbox.StartCountedAsync();
        await FillAsync(sandbox, "ann@x.nl", "bob@x.nl");
        Grow(sandbox, "ann@x.nl");
        var little = new Dictionary<string, string> { ["DOTNET_GCHeapHardLimit"] = "0x4000000" }; // 64 MB

        var run = await Koppel.ProcessAsync(sandbox.Folder, ["forget", "ann@x.nl", "--yes", "--connect", sandbox.Connect], little);

        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Contains($"{16 + (2 * Rows / Every)} records taken out.", run.Error, StringComparison.Ordinal);
        Assert.Empty(AddressBytes.In(State(sandbox), "ann@x.nl"));
        Assert.Equal(Rows + 3, Count(sandbox, "select count(*) from unmatched"));
    }

    /// <summary>
    /// Makes the ledger large: rows without a partner and rejects, each thousandth of the person, all others of others.
    /// </summary>
    static void Grow(Sandbox sandbox, string person)
    {
        using var file = Open(sandbox);
        foreach (var sql in (string[])
        [
            """
            insert into unmatched (statement, number, row, "values", near) select statement, number, 1000 + n,
                json_object('email', iif(n % $every = 0, $person, 'p' || n || '@x.nl'), 'phone', 'number ' || n), 0
            from (with recursive g(n) as (select 1 union all select n + 1 from g where n < $rows) select n from g)
                join (select statement, number from unmatched limit 1)
            """,
            """
            insert into rejects (statement, row, "values", code, reason, remedy) select statement, 1000 + n,
                json_object('email', iif(n % $every = 0, $person, 'p' || n || '@x.nl')), 'value-invalid', 'no', 'none'
            from (with recursive g(n) as (select 1 union all select n + 1 from g where n < $rows) select n from g)
                join (select statement from rejects limit 1)
            """,
            // The books count rejects: so many rows were read.
            "update statements set read = read + $rows where id = (select statement from rejects limit 1)",
        ])
        {
            using var command = file.CreateCommand();
#pragma warning disable CA2100
            command.CommandText = sql;
#pragma warning restore CA2100
            command.Parameters.AddWithValue("$every", Every);
            command.Parameters.AddWithValue("$rows", Rows);
            command.Parameters.AddWithValue("$person", person);
            command.ExecuteNonQuery();
        }
    }

    static long Count(Sandbox sandbox, string sql)
    {
        using var file = Open(sandbox);
        using var command = file.CreateCommand();
#pragma warning disable CA2100
        command.CommandText = sql;
#pragma warning restore CA2100
        return (long)command.ExecuteScalar()!;
    }

    static SqliteConnection Open(Sandbox sandbox)
    {
        var file = new SqliteConnection($"Data Source={Path.Combine(State(sandbox), "ledger.db")};Pooling=False");
        file.Open();
        return file;
    }
}
