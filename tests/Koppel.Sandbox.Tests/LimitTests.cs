namespace Koppel.Sandbox.Tests;

public sealed class LimitTests
{
    [Fact]
    public async Task Five_calls_a_second_are_answered_and_the_sixth_is_not()
    {
        await using var sandbox = await Caller.WithClockAsync();
        for (var left = 4; left >= 0; left--)
        {
            var reply = await sandbox.GetAsync("users/me");
            Assert.Equal((200, "5", left.ToString(System.Globalization.CultureInfo.InvariantCulture)),
                (reply.Status, reply.Header("RateLimit-Limit"), reply.Header("RateLimit-Remaining")));
            Assert.Null(reply.Header("Sandbox-Time-Scale"));
        }

        var refused = await sandbox.GetAsync("users/me");
        Assert.Equal((429, "0", "1"), (refused.Status, refused.Header("RateLimit-Remaining"), refused.Header("Retry-After")));
        sandbox.Time!.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(200, (await sandbox.GetAsync("users/me")).Status);
        Assert.Equal((7L, 1L), (sandbox.Server.GetStats().Calls, sandbox.Server.GetStats().Throttled));
    }

    [Fact]
    public async Task Without_refusals_the_sixth_call_is_answered_too()
    {
        await using var sandbox = await Caller.WithClockAsync(new() { RefusesTooMany = false });
        for (var call = 0; call < 12; call++) Assert.Equal(200, (await sandbox.GetAsync("users/me")).Status);
        Assert.Equal((12L, 0L), (sandbox.Server.GetStats().Calls, sandbox.Server.GetStats().Throttled));
    }

    [Fact]
    public async Task Every_call_counts_even_one_without_a_token_or_a_route()
    {
        await using var sandbox = await Caller.WithClockAsync();
        for (var call = 0; call < 5; call++)
            await sandbox.SendAsync(
                "GET", call % 2 == 0 ? "nothing" : "users/me", null, request => request.Headers.Add("Api-Token", "another"));
        Assert.Equal(429, (await sandbox.GetAsync("users/me")).Status);
    }

    [Fact]
    public async Task A_faster_sandbox_says_how_fast_and_its_second_is_shorter()
    {
        await using var sandbox = await Caller.WithClockAsync(new() { TimeScale = 50 });
        for (var call = 0; call < 5; call++) Assert.Equal("50", (await sandbox.GetAsync("users/me")).Header("Sandbox-Time-Scale"));
        var refused = await sandbox.GetAsync("users/me");
        Assert.Equal((429, "1"), (refused.Status, refused.Header("Retry-After")));
        sandbox.Time!.Advance(TimeSpan.FromMilliseconds(20));
        Assert.Equal(200, (await sandbox.GetAsync("users/me")).Status);
        sandbox.Time!.Advance(TimeSpan.FromMilliseconds(20));
        var batch = await sandbox.ImportAsync("""{"email":"a@example.com"}""");
        sandbox.Time!.Advance(TimeSpan.FromMilliseconds(119));
        Assert.Equal("active", (await sandbox.GetAsync("import/info?batchId=" + batch)).Json["status"]!.GetValue<string>());
        sandbox.Time!.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal("completed", (await sandbox.GetAsync("import/info?batchId=" + batch)).Json["status"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_slower_sandbox_tells_to_wait_longer()
    {
        await using var sandbox = await Caller.WithClockAsync(new() { TimeScale = 0.1 });
        for (var call = 0; call < 5; call++) await sandbox.GetAsync("users/me");
        sandbox.Time!.Advance(TimeSpan.FromSeconds(2.5));
        Assert.Equal("8", (await sandbox.GetAsync("users/me")).Header("Retry-After"));
    }

    [Theory]
    [InlineData("""{"contacts":[{"email":"a@example.com"}]}""", 20)]
    [InlineData("""{"contacts":[{"email":"a@example.com"},{"email":"b@example.com"}]}""", 100)]
    public async Task The_importer_has_limits_of_its_own_that_are_answered_with_400(string body, int limit)
    {
        await using var sandbox = await Caller.WithClockAsync();
        for (var call = 0; call < limit; call++) Assert.Equal(200, (await PostAsync()).Status);
        var refused = await PostAsync();
        Assert.Equal((400, "Rate limit exceeded."), (refused.Status, refused.Json["message"]!.GetValue<string>()));
        Assert.StartsWith($"Up to {limit} imports", refused.Json["failureReasons"]![0]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Equal(1, sandbox.Server.GetStats().Throttled);
        sandbox.Time!.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(200, (await PostAsync()).Status);

        async Task<Reply> PostAsync()
        {
            sandbox.Time!.Advance(TimeSpan.FromMilliseconds(250));
            return await sandbox.PostAsync("import/bulk_import", body);
        }
    }

    [Fact]
    public async Task An_answer_can_take_its_time()
    {
        await using var sandbox = await Caller.StartAsync(new() { TimeScale = 10, Latency = TimeSpan.FromSeconds(1) });
        var watch = System.Diagnostics.Stopwatch.StartNew();
        await sandbox.GetAsync("users/me");
        Assert.True(watch.Elapsed >= TimeSpan.FromMilliseconds(95), "It answered before its time.");
    }
}
