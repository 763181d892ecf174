namespace Koppel.Sandbox.Tests;

public sealed class TokenTests
{
    [Theory]
    [InlineData(null, 403)]
    [InlineData("another", 403)]
    [InlineData("another", 401)]
    public async Task A_missing_or_wrong_token_is_refused_with_a_JSON_body(string? token, int status)
    {
        await using var sandbox = await Caller.FastAsync(new() { Token = "secret", RefusedTokenAnswer = status });
        sandbox.Client.DefaultRequestHeaders.Remove("Api-Token");
        var reply = await sandbox.SendAsync("GET", "contacts", null, request => { if (token is not null)
            request.Headers.Add("Api-Token", token); });
        Assert.Equal((status, "application/json"), (reply.Status, reply.ContentType));
        Assert.NotNull(reply.Json["message"]);
        Assert.DoesNotContain("secret", reply.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_token_tells_who_one_is()
    {
        await using var sandbox = await Caller.FastAsync();
        var user = (await sandbox.GetAsync("users/me")).Json["user"]!;
        Assert.Equal("1", user["id"]!.GetValue<string>());
    }

    [Fact]
    public async Task What_is_not_there_is_404_and_what_cannot_be_done_is_405()
    {
        await using var sandbox = await Caller.FastAsync();
        Assert.Equal(404, (await sandbox.GetAsync("nothing/12/at/all")).Status);
        Assert.Equal(405, (await sandbox.SendAsync("PATCH", "contacts/1", "{}")).Status);
        Assert.Equal(404, (await sandbox.GetAsync("/api/2/contacts")).Status);
        Assert.Equal(1, sandbox.Server.GetStats().ByRoute["GET /api/3/nothing/{id}/at/all"]);
    }
}
