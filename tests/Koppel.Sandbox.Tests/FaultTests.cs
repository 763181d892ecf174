using System.Diagnostics;

namespace Koppel.Sandbox.Tests;

public sealed class FaultTests
{
    const string NewLink = """{"contactTag":{"contact":1,"tag":1}}""";

    [Theory]
    [InlineData("429", 429, false)]
    [InlineData("500-before", 500, false)]
    [InlineData("500-after", 500, true)]
    [InlineData("503", 503, false)]
    [InlineData("garbage", 200, true)]
    public async Task An_answer_can_be_wrong_before_or_after_the_change(string kind, int status, bool isChanged)
    {
        await using var sandbox = await WithAsync($"{kind}@1:POST /api/3/contactTags");
        var reply = await sandbox.PostAsync("contactTags", NewLink);
        Assert.Equal(status, reply.Status);
        Assert.Equal(kind == "429", reply.Header("Retry-After") is not null);
        Assert.Equal(kind == "429" ? 1 : 0, sandbox.Server.GetStats().Throttled);
        if (kind == "garbage") Assert.ThrowsAny<System.Text.Json.JsonException>(() => reply.Json);
        else Assert.NotNull(reply.Json["message"]);
        Assert.Equal(isChanged ? 200 : 201, (await sandbox.PostAsync("contactTags", NewLink)).Status);
    }

    [Fact]
    public async Task A_cut_connection_has_made_the_change()
    {
        await using var sandbox = await WithAsync("cut@1:/api/3/contactTags", "cut@1:GET /api/3/contacts");
        await Assert.ThrowsAsync<HttpRequestException>(() => sandbox.PostAsync("contactTags", NewLink));
        await Assert.ThrowsAsync<HttpRequestException>(() => sandbox.GetAsync("contacts"));
        Assert.Equal(200, (await sandbox.PostAsync("contactTags", NewLink)).Status);
        Assert.Equal(0, (await sandbox.GetAsync("/_sandbox/log")).Json[1]!["status"]!.GetValue<int>());
    }

    [Fact]
    public async Task A_slow_answer_is_right_and_ten_seconds_late()
    {
        await using var sandbox = await Caller.StartAsync(new() { TimeScale = 100, Faults = [FaultRule.Parse("slow@2")] });
        await sandbox.GetAsync("tags/1");
        var watch = Stopwatch.StartNew();
        var reply = await sandbox.GetAsync("tags/1");
        Assert.True(watch.Elapsed >= TimeSpan.FromMilliseconds(95), "It answered before its time.");
        Assert.Equal("Test", reply.Json["tag"]!["tag"]!.GetValue<string>());
    }

    [Fact]
    public async Task Some_contacts_of_a_batch_can_fail()
    {
        await using var sandbox = await WithAsync("import-partial@2");
        Assert.Empty(await FailureAsync("a"));
        var failed = await FailureAsync("b");
        Assert.InRange(failed.Length, 1, 39);
        Assert.Equal(100 + 40 + 40 - failed.Length, sandbox.Server.GetStats().Contacts);
        Assert.Equal("0", (await sandbox.GetAsync("contacts?email=" + failed[0])).Json["meta"]!["total"]!.GetValue<string>());
        Assert.Empty(await FailureAsync("c"));

        async Task<string[]> FailureAsync(string name)
        {
            var batch = await sandbox.ImportAsync(
                [.. Enumerable.Range(1, 40).Select(n => $$"""{"email":"{{name}}{{n}}@example.com","tags":["Test"]}""")]);
            var info = (await sandbox.GetAsync("import/info?batchId=" + batch)).Json;
            Assert.Equal("completed", info["status"]!.GetValue<string>());
            var failures = info["failure"]!.AsArray().Select(mail => mail!.GetValue<string>()).ToArray();
            Assert.Equal(40, failures.Length + info["success"]!.AsArray().Count);
            return failures;
        }
    }

    [Fact]
    public async Task A_batch_can_be_interrupted_half_way()
    {
        await using var sandbox = await WithAsync("import-interrupted@1");
        var batch = await sandbox.ImportAsync([.. Enumerable.Range(1, 10).Select(n => $$"""{"email":"i{{n}}@example.com"}""")]);
        var info = (await sandbox.GetAsync("import/info?batchId=" + batch)).Json;
        Assert.Equal(("interrupted", 5, 0),
            (info["status"]!.GetValue<string>(), info["success"]!.AsArray().Count, info["failure"]!.AsArray().Count));
        Assert.Equal(105, sandbox.Server.GetStats().Contacts);
    }

    [Fact]
    public async Task Probable_faults_are_the_same_in_every_run_with_the_same_seed()
    {
        Assert.Equal(await RunAsync(1), await RunAsync(1));
        Assert.NotEqual(await RunAsync(1), await RunAsync(2));

        static async Task<string> RunAsync(int seed)
        {
            await using var sandbox = await Caller.FastAsync(
                new() { FaultSeed = seed, Faults = [FaultRule.Parse("500-before:0.5"), FaultRule.Parse("503:0.5")] });
            var statuses = new List<int>();
            for (var call = 0; call < 40; call++) statuses.Add((await sandbox.GetAsync("users/me")).Status);
            Assert.Equal([200, 500, 503], statuses.Distinct().Order());
            return string.Join(' ', statuses);
        }
    }

    [Fact]
    public async Task Call_numbers_count_the_calls_of_the_route_only()
    {
        await using var sandbox = await WithAsync("503@2:GET /api/3/tags/{id}");
        var statuses = new List<int>();
        foreach (var path in (string[])["tags/1", "tags", "users/me", "tags/2", "tags/3"])
            statuses.Add((await sandbox.GetAsync(path)).Status);
        Assert.Equal([200, 200, 200, 503, 200], statuses);
    }

    static Task<Caller> WithAsync(params string[] faults) => Caller.FastAsync(new() { Faults = [.. faults.Select(FaultRule.Parse)] });
}
