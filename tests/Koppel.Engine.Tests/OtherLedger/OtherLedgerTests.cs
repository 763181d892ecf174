using Koppel.Engine.Configuration;
using Koppel.Engine.Hosting;
using Koppel.Engine.Ledger;
using Koppel.Engine.Statements;
using Koppel.Engine.Tests.StandIn;
using Koppel.Sdk.Connections;

namespace Koppel.Engine.Tests.OtherLedger;

/// <summary>
/// A ledger that is kept elsewhere than in a file, behind the interface that the engine asks: loads are recorded, gone on with and taken
/// back as with the file, and its tables say the same.
/// </summary>
public sealed class OtherLedgerTests : IAsyncLifetime
{
    readonly string _folder = Directory.CreateTempSubdirectory("koppel-otherledger-").FullName;
    StandInServer _server = null!;
    MemoryLedger? _memory;

    public async ValueTask InitializeAsync() => _server = await StandInServer.StartAsync(companies: 5);

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Theory]
    [InlineData(true), InlineData(false)]
    public async Task A_load_is_recorded_stopped_gone_on_with_and_taken_back(bool inMemory)
    {
        _memory = inMemory ? new MemoryLedger(TimeProvider.System) : null;
        ScriptRun? run = null;
        var writes = 0;
        using var stopped = new ManualResetEventSlim();
        _server.Writing = () =>
        {
            // Eight are under way at once: none of them is answered before the stop, so that two rows are left.
            if (Interlocked.Increment(ref writes) > 1) stopped.Wait();
            else
            {
                SpinWait.SpinUntil(() => run is not null);
                run!.Stop();
                stopped.Set();
            }
        };
        await using (var database = Open())
        {
            run = database.Run("""
                insert into companies@s (name, city) select 'More ' || i, 'Breda' from range(9) t(i) union all select 'Bad!', 'Breda'
                """);
            await using var _ = run;
            var report = Assert.IsType<LoadResult>(Assert.Single(await run.ResultsAsync().ToListAsync())).Report;
            Assert.Equal((1L, Status.Stopped), (report.Run!.Value, report.Status));
            Assert.Equal(Status.Stopped, database.Engine.Ledger!.FindRun(1)!.Status);
        }
        await using (var database = Open())
        {
            var resumed = Assert.IsType<LoadResult>(Assert.Single(await database.ResumeAsync(1).ToListAsync())).Report;
            Assert.Equal((Status.CompletedWithRejects, 10, 9, 1), (
                resumed.Status, resumed.Outcome.Read, resumed.Outcome.Changed, resumed.Outcome.Rejects.Count));
            Assert.Equal("Run 1 is completed with rejects: there is nothing to go on with.",
                Assert.Throws<ConnectorException>(() => database.Resume(1)).Message);
            await LoadAsync(database, "update companies@s set city = 'Sneek' where name in ('More 3', 'Company 2')");
        }
        Assert.Equal((14, 9), (_server.Companies.Count, _server.Calls.Count(c => c == "POST /v1/companies 201")));
        await using (var database = Open())
        {
            Assert.Equal("undo companies@s of run 2;\n", await database.UndoScriptAsync(2));
            await LoadAsync(database, await database.UndoScriptAsync(2));
            Assert.Equal("2|Breda", await TextAsync(
                database, "select count(*), min(city) from companies@s where name in ('More 3', 'Company 2') and city <> 'Sneek'"));
            await LoadAsync(database, await database.UndoScriptAsync(1, deleteCreated: true));
            Assert.Equal(5, _server.Companies.Count);
            Assert.Equal(Expected, await ShownAsync(database));
        }
        Assert.Equal(inMemory, !File.Exists(Path.Combine(_folder, "ledger.db")));
    }

    [Fact]
    public async Task Rows_that_no_join_takes_are_listed_and_old_runs_are_purged()
    {
        _memory = new MemoryLedger(TimeProvider.System);
        await using var database = Open();
        await LoadAsync(database, """
            create table wanted@inmemorystorage as select * from (values ('Company 1'), ('company 2'), ('Nobody')) v(name);
            insert into members@s (company, person) select c.id, 'p/1' from wanted@inmemorystorage w join companies@s c on c.name = w.name
            """);

        Assert.Equal("2|company 2|true\n3|Nobody|false", await TextAsync(
            database, "select row, values->>'name', near from unmatched@koppel where run = 1 order by row"));
        Assert.Equal(0, database.Engine.Ledger!.Purge(TimeSpan.FromDays(1)));
        Assert.Equal(1, database.Engine.Ledger.Purge(TimeSpan.FromDays(-1)));
        Assert.Equal("0", await TextAsync(database, "select count(*) from runs@koppel"));
    }

    const string Expected = """
        run|1|completed with rejects|1|10|9|0|1|0
        run|2|completed|1|2|2|0|0|0
        run|3|completed|1|2|2|0|0|0
        run|4|completed|1|9|9|0|0|0
        statement|1|1|companies@s|completed with rejects|10|9|1|
        statement|2|1|companies@s|completed|2|2|0|
        statement|3|1|companies@s|completed|2|2|0|
        statement|4|1|companies@s|completed|9|9|0|
        call|1|POST|/v1/companies|201|9
        call|1|POST|/v1/companies|400|1
        call|2|PATCH|/v1/companies/{id}|200|2
        call|3|PATCH|/v1/companies/{id}|200|2
        call|4|DELETE|/v1/companies/{id}|204|9
        reject|1|10|{"name":"Bad!","city":"Breda"}|refused
        change|1|1|insert|done|9|9
        change|1|1|insert|rejected|1|1
        change|2|1|update|done|2|2
        change|3|1|update|done|2|2
        change|4|1|delete|done|9|9
        """;

    /// <summary>What the ledger's tables show, but for times.</summary>
    static async Task<string> ShownAsync(Session database) => await TextAsync(database, """
        select 'run', run, status, statements, read, changed, unchanged, rejected, not_sent from runs@koppel order by run;
        select 'statement', run, statement, target, status, read, changed, rejected, fault from statements@koppel order by all;
        select 'call', run, method, route, status, count(*) from calls@koppel
            where method <> 'GET' and route <> '/oauth/token' group by all order by all;
        select 'reject', run, row, source, code from rejects@koppel order by all;
        select 'left', run, row, reason from left@koppel order by all;
        select 'change', run, statement, operation, status, count(*), count(time) from changes@koppel group by all order by all
        """);

    static async Task LoadAsync(Session database, string script)
    {
        foreach (var result in await database.ExecuteAsync(script).ToListAsync())
            if (result is not DoneResult) Assert.Equal(Status.Completed, Assert.IsType<LoadResult>(result).Report.Status);
    }

    static async Task<string> TextAsync(Session database, string script)
    {
        var lines = new List<string>();
        await foreach (var result in database.ExecuteAsync(script))
        {
            if (result is FailedResult failed) Assert.Fail(failed.Fault.Message);
            await foreach (var row in Assert.IsType<RowsResult>(result).Rows) lines.Add(string.Join('|', row.Select(Show)));
        }
        return string.Join('\n', lines);

        static string Show(object? value) => value is bool truth ? truth ? "true" : "false" : $"{value}";
    }

    Session Open() => Session.Open(new EngineOptions
    {
        Connectors = [new StandInConnector()],
        Connections = [new ConnectionSettings(
            "s", "standin", new Dictionary<string, string> { ["secret"] = StandInServer.Secret, ["url"] = _server.Url })],
        BaseFolder = _folder,
        StateFolder = _folder,
        Ledger = _memory is null ? null : () => _memory,
    });
}
