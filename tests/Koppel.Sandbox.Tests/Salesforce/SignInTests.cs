namespace Koppel.Sandbox.Tests.Salesforce;

/// <summary>How a client comes in.</summary>
public sealed class SignInTests
{
    [Fact]
    public async Task Client_credentials_give_a_token_and_the_host_to_call()
    {
        await using var org = await OrgCaller.FastAsync();
        var reply = await org.TokenAsync(
            ("grant_type", "client_credentials"), ("client_id", org.Server.ClientId), ("client_secret", org.Server.ClientSecret));
        Assert.Equal(200, reply.Status);
        Assert.Equal(org.Server.Url.ToString().TrimEnd('/'), reply.Text("instance_url"));
        Assert.Equal("Bearer", reply.Text("token_type"));
        org.Use(reply.Text("access_token"));
        Assert.Equal("NOT_FOUND", (await org.GetAsync("nothing")).Code());
    }

    [Fact]
    public async Task They_may_stand_in_a_header_too()
    {
        await using var org = await OrgCaller.FastAsync();
        var basic = Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes($"{org.Server.ClientId}:{org.Server.ClientSecret}"));
        var reply = await org.SendAsync("POST", "/services/oauth2/token", "grant_type=client_credentials",
            "application/x-www-form-urlencoded", request => request.Headers.Authorization = new("Basic", basic));
        Assert.Equal(200, reply.Status);
    }

    [Theory]
    [InlineData("client_credentials", "other", "sandbox-client-secret", "invalid_client_id")]
    [InlineData("client_credentials", "sandbox-client-id", "wrong", "invalid_client")]
    [InlineData("password", "sandbox-client-id", "sandbox-client-secret", "invalid_grant")]
    [InlineData("device", "sandbox-client-id", "sandbox-client-secret", "unsupported_grant_type")]
    public async Task Whoever_proves_nothing_is_refused_in_the_words_of_OAuth(string grant, string id, string secret, string error)
    {
        await using var org = await OrgCaller.FastAsync();
        var reply = await org.TokenAsync(("grant_type", grant), ("client_id", id), ("client_secret", secret));
        Assert.Equal((400, error), (reply.Status, reply.Text("error")));
    }

    [Fact]
    public async Task Without_a_session_nothing_is_answered_but_the_versions()
    {
        await using var org = await OrgCaller.FastAsync();
        org.Client.DefaultRequestHeaders.Authorization = null;
        var versions = (await org.GetAsync("//services/data/")).Json.AsArray();
        Assert.Equal("Spring '26", versions[^2]!["label"]!.GetValue<string>());
        Assert.Equal("/services/data/v67.0", versions[^1]!["url"]!.GetValue<string>());
        Assert.Equal((401, "INVALID_AUTH_HEADER"), ((await org.GetAsync("query")).Status, (await org.GetAsync("query")).Code()));
        org.Use("00DKO0000000001!nobody");
        Assert.Equal("INVALID_SESSION_ID", (await org.GetAsync("query")).Code());
    }
}
