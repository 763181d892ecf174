namespace Koppel.Sandbox.Tests.Viewer;

/// <summary>The log keeps what was sent and answered, and can send a call again.</summary>
public sealed class RequestLogTests
{
    [Fact]
    public async Task A_call_is_kept_with_what_was_sent_and_answered()
    {
        await using var sandbox = await Caller.FastAsync();
        var answer = await sandbox.PostAsync("contacts", """{"contact":{"email":"new@example.com"}}""");
        var call = (await sandbox.GetAsync("/_sandbox/log/1")).Json;
        Assert.Equal("""{"contact":{"email":"new@example.com"}}""", call["sent"]!["text"]!.GetValue<string>());
        Assert.Equal(answer.Body, call["answered"]!["text"]!.GetValue<string>());
        Assert.Equal("POST /api/3/contacts", call["request"]!["route"]!.GetValue<string>());
        Assert.Equal(404, (await sandbox.GetAsync("/_sandbox/log/2")).Status);
    }

    [Fact]
    public async Task The_token_is_never_kept_wherever_it_was_put()
    {
        await using var sandbox = await Caller.FastAsync(new() { Token = "very-secret" });
        await sandbox.PostAsync("contacts?api_key=very-secret", """{"contact":{"email":"new@example.com","unknown":"very-secret"}}""");
        var call = await sandbox.GetAsync("/_sandbox/log/1");
        Assert.DoesNotContain("very-secret", call.Body, StringComparison.Ordinal);
        Assert.Equal("/api/3/contacts?api_key=(token)", call.Json["request"]!["path"]!.GetValue<string>());
        Assert.False(call.Json["canReplay"]!.GetValue<bool>());
    }

    [Fact]
    public async Task A_long_answer_is_kept_from_its_beginning_and_says_so()
    {
        await using var sandbox = await Caller.FastAsync();
        var answer = await sandbox.GetAsync("contacts?limit=100");
        var kept = (await sandbox.GetAsync("/_sandbox/log/1")).Json["answered"]!;
        Assert.False(kept["isWhole"]!.GetValue<bool>());
        Assert.Equal(answer.Body.Length, kept["bytes"]!.GetValue<int>());
        Assert.StartsWith(kept["text"]!.GetValue<string>(), answer.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_call_sent_again_shows_the_new_answer_beside_the_old_one_and_is_a_call()
    {
        await using var sandbox = await Caller.FastAsync();
        var first = await sandbox.PostAsync("contacts", """{"contact":{"email":"new@example.com"}}""");
        var again = (await sandbox.PostAsync("/_sandbox/log/1/replay", "")).Json;
        Assert.Equal((422, 201), (again["status"]!.GetValue<int>(), again["statusBefore"]!.GetValue<int>()));
        Assert.Equal(first.Body, again["bodyBefore"]!["text"]!.GetValue<string>());
        Assert.Contains("duplicate", again["body"]!["text"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Equal(2, sandbox.Server.GetStats().Calls);
    }

    [Fact]
    public async Task A_call_that_meets_a_cut_is_told_with_status_0()
    {
        await using var sandbox = await Caller.FastAsync();
        await sandbox.GetAsync("users/me");
        await sandbox.PutAsync("/_sandbox/faults", """["cut:1"]""");
        Assert.Equal(0, (await sandbox.PostAsync("/_sandbox/log/1/replay", "")).Json["status"]!.GetValue<int>());
    }

    [Fact]
    public async Task A_body_that_nobody_read_cannot_be_sent_again()
    {
        await using var sandbox = await Caller.FastAsync(new() { Faults = [FaultRule.Parse("503@1")] });
        await sandbox.PostAsync("contacts", """{"contact":{"email":"new@example.com"}}""");
        var refused = await sandbox.PostAsync("/_sandbox/log/1/replay", "");
        Assert.Equal(409, refused.Status);
        Assert.Contains("its body is not kept", refused.Json["message"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_log_forgets_the_oldest_calls_and_the_bodies_of_older_ones()
    {
        await using var sandbox = await Caller.FastAsync();
        for (var call = 0; call < 1001; call++) await sandbox.GetAsync("contacts?limit=100");
        Assert.Equal(1000, (await sandbox.GetAsync("/_sandbox/log")).Json.AsArray().Count);
        Assert.Equal(404, (await sandbox.GetAsync("/_sandbox/log/1")).Status);
        Assert.Null((await sandbox.GetAsync("/_sandbox/log/2")).Json["answered"]!["text"]);
        Assert.NotNull((await sandbox.GetAsync("/_sandbox/log/1001")).Json["answered"]!["text"]);
    }
}
