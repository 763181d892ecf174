namespace Koppel.Sandbox.Tests.Salesforce;

/// <summary>How a client comes in.</summary>
public sealed class SignInTests
{
    [Fact]
    public async Task Behind_another_server_that_speaks_TLS_the_sandbox_is_where_that_one_is()
    {
        await using var org = await OrgCaller.FastAsync();
        var form = $"grant_type=client_credentials&client_id={org.Server.ClientId}&client_secret={org.Server.ClientSecret}";
        var reply = await org.SendAsync("POST", "/services/oauth2/token", form, "application/x-www-form-urlencoded", request =>
        {
            request.Headers.Host = "localhost:8443";
            request.Headers.Add("X-Forwarded-Proto", "https");
        });
        Assert.Equal("https://localhost:8443", reply.Text("instance_url"));
        Assert.StartsWith("https://localhost:8443/id/00D", reply.Text("id"), StringComparison.Ordinal);
    }

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

    [Fact]
    public async Task A_signed_assertion_gives_a_token_for_its_user()
    {
        await using var org = await OrgCaller.WithClockAsync();
        var reply = await AssertAsync(org, org.Server.PrivateKey, org.Server.Url.ToString());
        Assert.Equal(200, reply.Status);
        Assert.Null(reply.Json["refresh_token"]);
        org.Use(reply.Text("access_token"));
        Assert.Equal(org.Server.Username, (await org.GetAsync("/services/oauth2/userinfo")).Text("preferred_username"));
        var id = await org.GetAsync(new Uri(reply.Text("id")).AbsolutePath);
        Assert.Equal(org.Server.Username, id.Text("username"));
    }

    [Theory]
    [InlineData("https://login.salesforce.com", 1, "audience is invalid")]
    [InlineData(null, -1, "expired authorization code")]
    [InlineData(null, 60, "assertion expires too late: five minutes are the most")]
    public async Task An_assertion_for_another_host_or_time_is_refused(string? audience, int minutes, string why)
    {
        await using var org = await OrgCaller.WithClockAsync();
        var reply = await AssertAsync(org, org.Server.PrivateKey, audience ?? org.Server.Url.ToString(), minutes);
        Assert.Equal((400, "invalid_grant", why), (reply.Status, reply.Text("error"), reply.Text("error_description")));
    }

    [Fact]
    public async Task An_assertion_that_another_key_signed_is_refused()
    {
        await using var org = await OrgCaller.WithClockAsync();
        using var other = System.Security.Cryptography.RSA.Create(2048);
        var reply = await AssertAsync(org, other.ExportPkcs8PrivateKeyPem(), org.Server.Url.ToString());
        Assert.Equal((400, "invalid assertion"), (reply.Status, reply.Text("error_description")));
    }

    [Fact]
    public async Task A_refresh_token_gives_a_new_session_and_can_be_used_once_where_it_rotates()
    {
        await using var org = await OrgCaller.FastAsync(new() { RotatesRefreshTokens = true });
        var first = await RefreshAsync(org, org.Server.RefreshToken);
        Assert.Equal("expired access/refresh token", (await RefreshAsync(org, org.Server.RefreshToken)).Text("error_description"));
        Assert.Equal(200, (await RefreshAsync(org, first.Text("refresh_token"))).Status);

        await using var other = await OrgCaller.FastAsync();
        Assert.Null((await RefreshAsync(other, other.Server.RefreshToken)).Json["refresh_token"]);
        Assert.Equal(200, (await RefreshAsync(other, other.Server.RefreshToken)).Status);
    }

    [Fact]
    public async Task User_name_and_password_are_taken_unless_the_org_blocks_them()
    {
        await using var org = await OrgCaller.FastAsync();
        Assert.Equal(200, (await PasswordAsync(org)).Status);
        await using var other = await OrgCaller.FastAsync(new() { TakesPasswords = false });
        Assert.Equal("authentication failure", (await PasswordAsync(other)).Text("error_description"));

        static Task<Reply> PasswordAsync(OrgCaller org) => org.TokenAsync(("grant_type", "password"), ("client_id", org.Server.ClientId),
            ("client_secret", org.Server.ClientSecret), ("username", org.Server.Username), ("password", org.Server.Password));
    }

    [Fact]
    public async Task A_session_ends_when_nobody_has_used_it_for_two_hours()
    {
        await using var org = await OrgCaller.WithClockAsync();
        for (var hour = 0; hour < 4; hour++)
        {
            org.Time!.Advance(TimeSpan.FromMinutes(90));
            Assert.Equal(404, (await org.GetAsync("nothing")).Status);
        }

        org.Time!.Advance(TimeSpan.FromHours(2));
        Assert.Equal((401, "INVALID_SESSION_ID"), ((await org.GetAsync("nothing")).Status, (await org.GetAsync("nothing")).Code()));
    }

    [Fact]
    public async Task A_token_that_was_taken_back_opens_nothing()
    {
        await using var org = await OrgCaller.FastAsync();
        Assert.Equal(200, (await org.GetAsync("/services/oauth2/revoke?token=" + org.Server.RefreshToken)).Status);
        Assert.Equal("invalid_grant", (await RefreshAsync(org, org.Server.RefreshToken)).Text("error"));
        Assert.Equal(200, (await org.GetAsync("/services/oauth2/revoke?token=" + org.Server.Token)).Status);
        Assert.Equal("Bad_OAuth_Token", (await org.GetAsync("/services/oauth2/userinfo")).Body);
        Assert.Equal(400, (await org.GetAsync("/services/oauth2/revoke?token=" + org.Server.Token)).Status);
    }

    [Theory]
    [InlineData("app_not_found", "app_not_found")]
    [InlineData("OAUTH_EC_APP_NOT_FOUND", "OAUTH_EC_APP_NOT_FOUND")]
    [InlineData("invalid_audience", "invalid_grant")]
    public async Task Final_refusals_can_be_had_on_demand(string fault, string error)
    {
        await using var org = await OrgCaller.WithFaultsAsync(fault + "@1");
        Assert.Equal(404, (await org.GetAsync("nothing")).Status);
        Assert.Equal((400, error), await AskAsync());
        Assert.Equal((200, ""), await AskAsync());

        async Task<(int, string)> AskAsync()
        {
            var reply = await RefreshAsync(org, org.Server.RefreshToken);
            return (reply.Status, reply.Json["error"]?.ToString() ?? "");
        }
    }

    static Task<Reply> RefreshAsync(OrgCaller org, string token) =>
        org.TokenAsync(("grant_type", "refresh_token"), ("refresh_token", token), ("client_id", org.Server.ClientId));

    static Task<Reply> AssertAsync(OrgCaller org, string key, string audience, int minutes = 3) => org.TokenAsync(
        ("grant_type", "urn:ietf:params:oauth:grant-type:jwt-bearer"),
        ("assertion", Jwt.Sign(key, org.Server.ClientId, org.Server.Username, audience, org.Time!.GetUtcNow().AddMinutes(minutes))));
}
