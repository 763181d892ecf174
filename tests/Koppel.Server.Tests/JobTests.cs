using System.Text.Json.Nodes;
using Koppel.Server.Tests.Testing;

namespace Koppel.Server.Tests;

/// <summary>Jobs from the page: made, changed, run, paused, and what they did.</summary>
public sealed class JobTests
{
    static JsonObject New(string name, string script = "select 1") => new()
    {
        ["name"] = name, ["script"] = script,
        ["settings"] = new JsonObject
        {
            ["schedule"] = "every weekday at 07:30", ["time_zone"] = "Europe/Amsterdam", ["automations"] = "skip",
            ["alerts.webhook"] = "https://hooks.example.com/x", ["alerts.on"] = "failed, recovered",
        },
    };

    [Fact]
    public async Task A_job_is_made_as_two_files_run_and_told_of()
    {
        await using var test = await UiTest.StartAsync();
        var made = (await test.SendAsync("POST", "jobs", New("nightly"))).Good();
        Assert.Equal(201, made.Status);
        Assert.Equal("""{"kind":"days","every":0,"minute":0,"weekdays":[1,2,3,4,5],"day":null,"times":["07:30"],"cron":""}""",
            made.Json["schedule"]!.ToJsonString());
        Assert.Equal("select 1", File.ReadAllText(Path.Combine(test.Folder, "jobs", "nightly.sql")));
        var toml = File.ReadAllText(Path.Combine(test.Folder, "jobs", "nightly.toml"));
        Assert.Contains("automations = \"skip\"\n", toml, StringComparison.Ordinal);

        Assert.Equal(202, (await test.SendAsync("POST", "jobs/nightly/run")).Status);
        JsonNode last;
        do last = (await test.GetAsync("jobs"))["jobs"]![0]!["last"]!;
        while (last["state"]!.ToString() == "running");
        Assert.Equal(("completed", "asked", "1"), (last["state"]!.ToString(), last["kind"]!.ToString(), last["rows"]!.ToString()));
        Assert.Single((await test.GetAsync("jobs/nightly/history")).AsArray());
        var whole = await test.GetAsync("jobs/nightly");
        Assert.Equal(("select 1", "failed, recovered"), (whole["statements"]!.ToString(), whole["settings"]!["alerts.on"]!.ToString()));
        Assert.Contains("koppel jobs run nightly --due", whole["lines"]!["cron"]!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_change_goes_over_the_text_that_was_seen_and_what_is_wrong_is_told()
    {
        await using var test = await UiTest.StartAsync();
        var etag = (await test.SendAsync("POST", "jobs", New("nightly"))).Good().Headers["ETag"];
        var change = new JsonObject
        {
            ["settings"] = new JsonObject { ["schedule"] = "every 15 minutes", ["alerts.on"] = "" }, ["script"] = "select 2",
            ["scriptSeen"] = (await test.GetAsync("jobs/nightly"))["scriptSeen"]!.ToString(),
        };
        void Seen(HttpRequestMessage r) => r.Headers.TryAddWithoutValidation("If-Match", etag);
        var changed = await test.SendAsync("PUT", "jobs/nightly", change, Seen);
        Assert.Equal("every 15 minutes", changed.Good().Json["text"]!.ToString());
        Assert.Equal(412, (await test.SendAsync("PUT", "jobs/nightly", change, Seen)).Status);
        var wrong = await test.SendAsync("POST", "jobs", new JsonObject { ["name"] = "bad", ["schedule"] = "now" });
        Assert.Equal((422, "job"), (wrong.Status, wrong.Code));
        Assert.Contains("it is not said what its loads may start", wrong.Text, StringComparison.Ordinal);
        File.WriteAllText(Path.Combine(test.Folder, "jobs", "broken.toml"), "scedule = \"x\"\n");
        var listed = (await test.GetAsync("jobs"))["jobs"]!.AsArray();
        Assert.Contains("Did you mean 'schedule'?", listed[0]!["problem"]!.ToString(), StringComparison.Ordinal);
        Assert.Equal(204, (await test.SendAsync("DELETE", "jobs/nightly", null,
            r => r.Headers.TryAddWithoutValidation("If-Match", changed.Headers["ETag"]))).Status);
        Assert.True(File.Exists(Path.Combine(test.Folder, "jobs", "nightly.sql")));
    }

    [Fact]
    public async Task The_statements_of_a_job_whose_settings_are_wrong_are_told_and_stay_when_it_is_repaired()
    {
        await using var test = await UiTest.StartAsync();
        var jobs = Directory.CreateDirectory(Path.Combine(test.Folder, "jobs")).FullName;
        File.WriteAllText(Path.Combine(jobs, "tags.toml"), "script = \"mine.sql\"\nschedule = \"evry day\"\nautomations = \"skip\"\n");
        File.WriteAllText(Path.Combine(jobs, "mine.sql"), "select 1");
        var told = (await test.SendAsync("GET", "jobs/tags")).Good();
        Assert.Equal(("select 1", "mine.sql"), (told.Json["statements"]!.ToString(), told.Json["script"]!.ToString()));
        File.WriteAllText(Path.Combine(jobs, "mapped.toml"), "mapping = \"fair\"\n");
        Assert.Equal("fair", (await test.GetAsync("jobs/mapped"))["mapping"]!.ToString());

        void Seen(HttpRequestMessage r) => r.Headers.TryAddWithoutValidation("If-Match", told.Headers["ETag"]);
        var repaired = new JsonObject { ["settings"] = new JsonObject { ["schedule"] = "every hour" }, ["script"] = "" };
        var blind = await test.SendAsync("PUT", "jobs/tags", repaired, Seen);
        Assert.Equal((428, "say-what-was-seen"), (blind.Status, blind.Code));
        repaired.Remove("script");
        (await test.SendAsync("PUT", "jobs/tags", repaired, Seen)).Good();
        Assert.Equal("select 1", File.ReadAllText(Path.Combine(jobs, "mine.sql")));
    }

    [Fact]
    public async Task Statements_that_were_changed_elsewhere_or_cannot_be_read_are_not_written_over()
    {
        await using var test = await UiTest.StartAsync();
        (await test.SendAsync("POST", "jobs", New("nightly"))).Good();
        var path = Path.Combine(test.Folder, "jobs", "nightly.sql");
        File.WriteAllText(path, "select 2");
        var told = (await test.SendAsync("GET", "jobs/nightly")).Good();
        Task<Reply> WriteAsync(string text) => test.SendAsync("PUT", "jobs/nightly", new JsonObject
        {
            ["settings"] = new JsonObject(), ["script"] = text, ["scriptSeen"] = told.Json["scriptSeen"]?.ToString() ?? "",
        }, r => r.Headers.TryAddWithoutValidation("If-Match", told.Headers["ETag"]));
        File.WriteAllText(path, "select 3");
        var late = await WriteAsync("select 4");
        Assert.Equal((412, "changed-elsewhere"), (late.Status, late.Code));
        Assert.Contains("jobs/nightly.sql", late.Text, StringComparison.Ordinal);
        File.Delete(path);
        Assert.Equal(412, (await WriteAsync("select 4")).Status);
        told = (await test.SendAsync("GET", "jobs/nightly")).Good();
        Assert.Null(told.Json["statements"]);
        (await WriteAsync("select 4")).Good();
        Assert.Equal("select 4", File.ReadAllText(path));

        byte[] latin = [.. "select '"u8, 0xE9, .. "'"u8];
        File.WriteAllBytes(path, latin);
        told = (await test.SendAsync("GET", "jobs/nightly")).Good();
        Assert.Equal("jobs/nightly.sql is not UTF-8. Save it as UTF-8 in the editor.", told.Json["scriptProblem"]?.ToString());
        Assert.Null(told.Json["statements"]);
        Assert.Equal(412, (await WriteAsync("select 5")).Status);
        Assert.Equal(latin, File.ReadAllBytes(path));
    }

    [Fact]
    public async Task Why_jobs_do_not_run_by_their_schedules_is_told()
    {
        var folder = Directory.CreateTempSubdirectory("koppel-ui-");
        var there = folder.CreateSubdirectory(".koppel").CreateSubdirectory("quartz.db"); // No file can be made there.
        await using (var test = await UiTest.StartAsync(folder: folder.FullName))
        {
            JsonNode jobs;
            do jobs = await test.GetAsync("jobs");
            while (jobs["fault"] is null && !jobs["hasClock"]!.GetValue<bool>());
            Assert.Contains("quartz.db", jobs["fault"]?.ToString(), StringComparison.Ordinal);
            there.Delete();
            do jobs = await test.GetAsync("jobs");
            while (!jobs["hasClock"]!.GetValue<bool>() || jobs["fault"] is not null);
        }
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Words_are_told_back_with_the_next_times_and_one_that_is_not_understood_with_what_to_write()
    {
        await using var test = await UiTest.StartAsync();
        var told = await test.PostAsync("jobs/schedule", new JsonObject { ["text"] = "elke dag om 2:00", ["timeZone"] = "Asia/Kolkata" });
        Assert.Equal("every day at 02:00", told["text"]!.ToString());
        Assert.Equal(5, told["next"]!.AsArray().Count);
        Assert.EndsWith("T02:00:00", told["next"]![0]!["shown"]!.ToString(), StringComparison.Ordinal);
        Assert.EndsWith("T20:30:00.000Z", told["next"]![0]!["at"]!.ToString(), StringComparison.Ordinal);
        var wrong = await test.SendAsync("POST", "jobs/schedule", new JsonObject { ["text"] = "now and then" });
        Assert.Equal((422, "schedule"), (wrong.Status, wrong.Code));
        var zone = await test.SendAsync("POST", "jobs/schedule", new JsonObject { ["text"] = "every hour", ["timeZone"] = "Mars/Olympus" });
        Assert.Contains("is no time zone", zone.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_job_is_switched_off_and_on_and_all_are_paused()
    {
        await using var test = await UiTest.StartAsync();
        (await test.SendAsync("POST", "jobs", New("nightly"))).Good();
        Assert.NotNull((await test.GetAsync("jobs"))["jobs"]![0]!["next"]);
        Assert.False((await test.PostAsync("jobs/nightly/disable"))["enabled"]!.GetValue<bool>());
        Assert.Null((await test.GetAsync("jobs"))["jobs"]![0]!["next"]);
        Assert.True((await test.PostAsync("jobs/nightly/enable"))["enabled"]!.GetValue<bool>());
        Assert.True((await test.PostAsync("jobs/pause", new JsonObject { ["paused"] = true }))["paused"]!.GetValue<bool>());
        Assert.Null((await test.GetAsync("jobs"))["jobs"]![0]!["next"]);
        (await test.SendAsync("POST", "jobs/pause", new JsonObject { ["paused"] = false })).Good();
        Assert.Equal(404, (await test.SendAsync("GET", "jobs/none")).Status);
    }

    [Fact]
    public async Task The_query_tool_runs_jobs_while_it_is_open()
    {
        await using var test = await UiTest.StartAsync();
        (await test.SendAsync("POST", "jobs", new JsonObject
        {
            ["name"] = "often", ["script"] = "select 1", ["automations"] = "skip",
            ["settings"] = new JsonObject { ["cron"] = "* * * * * *" },
        })).Good();
        JsonArray history;
        do
        {
            await Task.Delay(100, TestContext.Current.CancellationToken);
            history = (await test.GetAsync("jobs/often/history")).AsArray();
        }
        while (!history.Any(h => h!["state"]!.ToString() == "completed"));
        Assert.True((await test.GetAsync("jobs"))["hasClock"]!.GetValue<bool>());
    }
}
