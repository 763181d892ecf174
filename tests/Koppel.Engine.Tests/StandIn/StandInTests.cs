using Koppel.Engine.Configuration;
using Koppel.Engine.Hosting;
using Koppel.Engine.Ledger;
using Koppel.Engine.Statements;
using Koppel.Sdk.Connections;

namespace Koppel.Engine.Tests.StandIn;

/// <summary>
/// A system with cursors, ids that are texts, fields in objects and a token for 50 calls is read and written by declarations alone.
/// </summary>
public sealed class StandInTests : IAsyncLifetime
{
    readonly string _folder = Directory.CreateTempSubdirectory("koppel-standin-").FullName;
    readonly Dictionary<string, string> _settings = new() { ["secret"] = StandInServer.Secret };
    StandInServer _server = null!;

    public async ValueTask InitializeAsync()
    {
        _server = await StandInServer.StartAsync(companies: 101);
        _settings["url"] = _server.Url;
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task All_rows_come_page_by_page_with_fields_from_inside_their_objects()
    {
        Assert.Equal("101|5151|51|2026-01-01 00:00:01|2026-01-01 00:01:41", await TextAsync(
            "select count(distinct id), sum(size), count(*) filter (city = 'Gouda'), min(created)::timestamp, max(created)::timestamp "
            + "from companies@s"));
        Assert.Equal(6, _server.Calls.Count(c => c.StartsWith("GET /v1/companies?limit=20", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Rows_are_looked_up_by_ids_that_differ_by_case_only_and_by_what_stands_inside_objects()
    {
        Assert.Equal("C/1x|Company 2\nc/1x|Company 1",
            await TextAsync("select id, name from companies@s where id in ('c/1x', 'C/1x', 'c/zz')"));
        Assert.Equal(["GET /v1/companies?ids=c%2F1x&ids=C%2F1x&ids=c%2Fzz&limit=20 200"], Reads());
        _server.Calls.Clear();
        Assert.Equal("7|Gouda", await TextAsync("select size, city from companies@s where name = 'Company 7'"));
        Assert.Single(Reads());
        _server.Calls.Clear();
        Assert.Equal("Company 101", await TextAsync("select name from companies@s where id = 'c/33x'"));
        Assert.Equal(["GET /v1/companies/c%2F33x 200"], Reads());
    }

    [Fact]
    public async Task An_order_with_a_limit_is_one_call_and_a_bound_of_time_is_asked_for()
    {
        Assert.Equal("Company 101\nCompany 100", await TextAsync("select name from companies@s order by created desc limit 2"));
        Assert.Equal(["GET /v1/companies?limit=2&sort=-createdAt 200"], [.. Reads().Select(Sorted)]);
        _server.Calls.Clear();
        Assert.Equal("1", await TextAsync("select count(*) from companies@s where created > timestamptz '2026-01-01 00:01:40+00'"));
        Assert.Single(Reads());

        static string Sorted(string call) => call.Replace("sort=-createdAt&limit=2", "limit=2&sort=-createdAt", StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rows_that_a_join_asks_for_are_looked_up()
    {
        Assert.Equal("Company 3|boss", await TextAsync(
            "create table wanted@inmemorystorage as select * from (values ('c/2x', 'boss'), ('c/0', 'nobody')) v(id, role); "
            + "select c.name, w.role from wanted@inmemorystorage w join companies@s c on c.id = w.id"));
        Assert.Equal(["GET /v1/companies?ids=c%2F0&ids=c%2F2x&limit=20 200"], Reads());
    }

    [Fact]
    public async Task New_rows_are_sent_once_in_their_objects_and_a_second_load_sends_nothing()
    {
        const string Load = "insert into companies@s (name, city, size, seen) "
            + "select 'New ' || i, 'Breda', i, timestamptz '2026-03-01 10:00:00+00' from range(60) t(i)";

        Assert.Equal("60 = 60 + 0 + 0 + 0 completed", await LoadAsync(Load));
        Assert.Equal(161, _server.Companies.Count);
        Assert.Equal("""{"name":"New 7","size":7,"seen":1772359200000,"address":{"city":"Breda"}}""",
            _server.Companies.Values.Select(c => c["properties"]!).Single(p => (string?)p["name"] == "New 7").ToJsonString());
        Assert.Equal("Breda|2026-03-01 10:00:00", await TextAsync("select city, seen::timestamp from companies@s where name = 'New 7'"));
        Assert.True(_server.Issued > 2, $"{_server.Issued} tokens");
        Assert.Equal("60 = 0 + 60 + 0 + 0 completed", await LoadAsync(Load));
        Assert.Equal(161, _server.Companies.Count);
    }

    [Fact]
    public async Task What_the_system_refuses_is_told_in_its_own_words()
    {
        var report = await ReportAsync("insert into companies@s (name) values ('Good'), ('Bad!'), ('company 5')");

        Assert.Equal((3, 1, 1, 1),
            (report.Outcome.Read, report.Outcome.Changed, report.Outcome.Unchanged, report.Outcome.Rejects.Count));
        Assert.Equal("POST /v1/companies answered 400: 'Bad!' is no name.", report.Outcome.Rejects.First.Single().Reason);
    }

    [Fact]
    public async Task Rows_are_changed_and_removed_by_their_ids()
    {
        Assert.Equal("50 = 50 + 0 + 0 + 0 completed",
            await LoadAsync("update companies@s set city = 'Sneek', size = size + 1000 where city = 'Delft'"));
        Assert.Equal("50|1002", await TextAsync("select count(*), min(size) from companies@s where city = 'Sneek'"));
        Assert.Equal("0 = 0 + 0 + 0 + 0 completed",
            await LoadAsync("update companies@s set city = 'Sneek', size = size + 1000 where city = 'Delft'"));

        Assert.Equal("1 = 1 + 0 + 0 + 0 completed", await LoadAsync("delete from companies@s where id = 'C/1x'"));
        Assert.Equal("1", await TextAsync("select count(*) from companies@s where id in ('c/1x', 'C/1x')"));
        Assert.Contains("DELETE /v1/companies/C%2F1x 204", _server.Calls);
    }

    [Fact]
    public async Task Links_between_ids_that_differ_by_case_only_are_different_links()
    {
        const string Load = "insert into members@s (company, person) select id, 'p/1' from companies@s where size <= 4";

        Assert.Equal("4 = 4 + 0 + 0 + 0 completed", await LoadAsync(Load));
        Assert.Equal(["C/1x", "C/2x", "c/1x", "c/2x"], _server.Members.Values.Select(m => m.Company).Order(StringComparer.Ordinal));
        Assert.Equal("4 = 0 + 4 + 0 + 0 completed", await LoadAsync(Load));
        Assert.Equal("Company 1\nCompany 2\nCompany 3\nCompany 4",
            await TextAsync("select c.name from members@s m join companies@s c on c.id = m.company order by 1"));
    }

    [Fact]
    public async Task A_load_that_was_stopped_is_gone_on_with_and_nothing_is_sent_twice()
    {
        ScriptRun? run = null;
        var writes = 0;
        _server.Writing = () =>
        {
            if (Interlocked.Increment(ref writes) == 30) Assert.True(run!.Stop());
        };
        const string Load = "insert into companies@s (name, city) select 'More ' || i, 'Breda' from range(100) t(i)";
        LoadReport stopped;
        await using (var database = Open())
        {
            run = database.Run(Load);
            await using var _ = run;
            stopped = Assert.IsType<LoadResult>(Assert.Single(await run.ResultsAsync().ToListAsync())).Report;
        }
        Assert.Equal(Status.Stopped, stopped.Status);
        Assert.InRange(_server.Companies.Count, 101 + 25, 101 + 60);

        await using (var database = Open())
        {
            var resumed = Assert.IsType<LoadResult>(Assert.Single(await database.ResumeAsync(1).ToListAsync()));
            Assert.Equal(Status.Completed, resumed.Report.Status);
        }
        Assert.Equal(201, _server.Companies.Count);
        Assert.Equal(100, _server.Calls.Count(c => c == "POST /v1/companies 201"));
    }

    [Fact]
    public async Task What_a_load_did_is_taken_back()
    {
        await LoadAsync("insert into companies@s (name) values ('Short-lived'); update companies@s set city = 'Sneek' where size = 3");
        await using var database = Open();

        foreach (var result in await database.ExecuteAsync(await database.UndoScriptAsync(1, deleteCreated: true)).ToListAsync())
            Assert.Equal(Status.Completed, Assert.IsType<LoadResult>(result).Report.Status);

        Assert.Equal("0|Gouda", await TextAsync(
            "select (select count(*) from companies@s where name = 'Short-lived'), city from companies@s where size = 3"));
    }

    [Fact]
    public async Task A_created_row_that_somebody_uses_by_its_text_id_stays_and_one_that_the_run_used_itself_goes()
    {
        await LoadAsync("insert into companies@s (name) values ('Used'), ('Own'); "
            + "insert into members@s (company, person) select id, 'p/1' from companies@s where name in ('Used', 'Own')");
        var used = _server.Companies.Values.Single(c => (string?)c["properties"]!["name"] == "Used");
        _server.Members.Add("other", ((string)used["id"]!, "p/2"));
        await using var database = Open();

        foreach (var result in await database.ExecuteAsync(await database.UndoScriptAsync(1, deleteCreated: true)).ToListAsync())
            Assert.IsType<LoadResult>(result);

        Assert.Equal("Used", await TextAsync("select name from companies@s where name in ('Used', 'Own')"));
        Assert.Equal("other", Assert.Single(_server.Members).Key);
    }

    [Fact]
    public async Task What_stands_in_another_list_of_the_answer_comes_with_the_rows()
    {
        _server.Members.Add("m-1", ("C/1x", "p/1"));
        _server.Members.Add("m-2", ("C/1x", "P/1"));

        Assert.Equal("Company 1|\nCompany 2|P/1,p/1",
            await TextAsync("select name, list_sort(people).array_to_string(',') from companies@s where size <= 2"));
    }

    [Fact]
    public async Task A_plan_tells_the_calls_and_makes_none_that_writes()
    {
        var lines = await ExplainAsync("insert into companies@s (name) select name || ' again' from companies@s");

        Assert.Contains("POST /v1/companies", lines, StringComparison.Ordinal);
        Assert.Contains("GET /v1/companies in pages of 20", lines, StringComparison.Ordinal);
        Assert.Contains("101 to change + 0 already there", lines, StringComparison.Ordinal);
        Assert.DoesNotContain(_server.Calls, c => c.StartsWith("POST /v1", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Rows_with_text_ids_are_kept_and_only_what_changed_is_read_again()
    {
        const string Sum = "select count(*), count(distinct id), sum(size), max(city) from companies@s";
        _settings["snapshot"] = "on";

        Assert.Equal("101|101|5151|Gouda", await TextAsync(Sum));
        _server.Calls.Clear();
        await LoadAsync("update companies@s set city = 'Sneek', size = size + 1000 where id = 'C/1x'");
        _server.Calls.Clear();

        Assert.Equal("101|101|6151|Sneek", await TextAsync(Sum));
        Assert.Equal(2, Reads().Count);
        Assert.Contains("updatedSince=", Reads()[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_secret_is_told_once_and_never_shown()
    {
        _settings["secret"] = "not-the-s3cret";
        await using var database = Open();

        var failed = Assert.IsType<FailedResult>((await database.ExecuteAsync("select count(*) from companies@s").ToListAsync())[^1]);

        Assert.Equal("Stand-in (connection 's') issues no token: POST /oauth/token answered 400 {\"error\":\"invalid_client\"}. "
            + "Check the connection's credentials.", failed.Fault.Message);
        Assert.Equal(["POST /oauth/token 400"], _server.Calls);
    }

    Session Open() => Session.Open(new EngineOptions
    {
        Connectors = [new StandInConnector()],
        Connections = [new ConnectionSettings("s", "standin", _settings)],
        BaseFolder = _folder,
        StateFolder = _folder,
    });

    List<string> Reads() => [.. _server.Calls.Where(c => c.StartsWith("GET", StringComparison.Ordinal))];

    async Task<string> TextAsync(string sql)
    {
        await using var database = Open();
        var text = new List<string>();
        await foreach (var result in database.ExecuteAsync(sql))
        {
            if (result is FailedResult failed) throw failed.Fault;
            if (result is DoneResult) continue;
            await foreach (var row in Assert.IsType<RowsResult>(result).Rows)
                text.Add(string.Join('|', row.Select(v => v is DateTime time ? $"{time:yyyy-MM-dd HH:mm:ss}" : $"{v}")));
        }
        if (!sql.Contains("order by", StringComparison.Ordinal)) text.Sort(StringComparer.Ordinal);
        return string.Join('\n', text);
    }

    async Task<string> ExplainAsync(string sql)
    {
        await using var database = Open();
        var plan = Assert.Single(await database.ExecuteAsync("explain " + sql).ToListAsync());
        return string.Join('\n', Assert.IsType<PlanResult>(plan).Lines);
    }

    async Task<string> LoadAsync(string sql)
    {
        var report = await ReportAsync(sql);
        var outcome = report.Outcome;
        return $"{outcome.Read} = {outcome.Changed} + {outcome.Unchanged} + {outcome.Rejects.Count} + {outcome.NotSent} "
            + report.Status.ToString().ToLowerInvariant();
    }

    async Task<LoadReport> ReportAsync(string sql)
    {
        await using var database = Open();
        var result = (await database.ExecuteAsync(sql).ToListAsync())[^1];
        if (result is FailedResult failed) throw failed.Fault;
        return Assert.IsType<LoadResult>(result).Report;
    }
}
