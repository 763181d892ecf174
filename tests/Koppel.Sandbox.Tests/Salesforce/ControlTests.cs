namespace Koppel.Sandbox.Tests.Salesforce;

/// <summary>The control door of the Salesforce sandbox.</summary>
public sealed class ControlTests
{
    [Fact]
    public async Task It_counts_calls_by_route_without_their_ids()
    {
        await using var org = await OrgCaller.FastAsync();
        await org.GetAsync("nothing/003KO00000000012AA");
        await org.GetAsync("nothing/003KO00000000022AA");
        await org.GetAsync("/services/data");
        var stats = (await org.GetAsync("/_sandbox/stats")).Json;
        Assert.Equal(2, stats["byRoute"]!["GET /services/data/{version}/nothing/{id}"]!.GetValue<int>());
        Assert.Equal((3, 2), (stats["calls"]!.GetValue<int>(), stats["used"]!.GetValue<int>()));
        Assert.Equal(3, org.Server.GetStats().Calls);
    }

    [Fact]
    public async Task The_log_keeps_no_secret_of_those_who_sign_in()
    {
        await using var org = await OrgCaller.FastAsync();
        await org.TokenAsync(("grant_type", "client_credentials"), ("client_id", org.Server.ClientId),
            ("client_secret", org.Server.ClientSecret));
        await org.GetAsync("/services/oauth2/revoke?token=" + org.Server.Token);
        await org.SendAsync("POST", "nothing", $$"""{"token":"{{org.Server.Token}}"}""");
        for (var call = 1; call <= 3; call++)
        {
            var shown = (await org.GetAsync($"/_sandbox/log/{call}")).Body;
            Assert.DoesNotContain(org.Server.ClientSecret, shown, StringComparison.Ordinal);
            Assert.DoesNotContain("00DKO", shown, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_call_of_the_log_can_be_sent_again_though_its_session_is_over()
    {
        await using var org = await OrgCaller.FastAsync();
        await org.GetAsync("nothing");
        await org.SendAsync("POST", "/_sandbox/sessions/expire");
        Assert.Equal(401, (await org.GetAsync("nothing")).Status);
        var again = (await org.SendAsync("POST", "/_sandbox/log/1/replay")).Json;
        Assert.Equal((404, 404), (again["status"]!.GetValue<int>(), again["statusBefore"]!.GetValue<int>()));
    }

    [Fact]
    public async Task Faults_sessions_and_limits_can_be_set_and_a_reset_takes_it_all_back()
    {
        await using var org = await OrgCaller.FastAsync();
        await org.SendAsync("PUT", "/_sandbox/faults", """["503@1"]""");
        Assert.Equal(503, (await org.GetAsync("nothing")).Status);
        await org.SendAsync("PUT", "/_sandbox/limits", """{"used":14999}""");
        Assert.Equal("api-usage=15000/15000", (await org.GetAsync("nothing")).Header("Sforce-Limit-Info"));
        Assert.Equal("REQUEST_LIMIT_EXCEEDED", (await org.GetAsync("nothing")).Code());
        Assert.Equal("1", (await org.SendAsync("POST", "/_sandbox/sessions/expire")).Text("ended"));
        Assert.Equal("INVALID_SESSION_ID", (await org.GetAsync("nothing")).Code());

        await org.SendAsync("POST", "/_sandbox/reset");
        Assert.Equal(503, (await org.GetAsync("nothing")).Status); // the rule counts anew
        Assert.Equal("api-usage=2/15000", (await org.GetAsync("nothing")).Header("Sforce-Limit-Info"));
    }

    [Theory]
    [InlineData("PUT", "faults", """["429@1"]""", "'429' is no kind of fault. The kinds are 401 403 414 431")]
    [InlineData("PUT", "faults", """["401@1:POST /services/oauth2/token"]""", "401 is about calls under /services/data/ only.")]
    [InlineData("PUT", "limits", """{"used":-1}""", "Send {")]
    [InlineData("PUT", "limits", "{}", "Send {")]
    [InlineData("GET", "contacts", null, "the control door has stats, log")]
    public async Task What_cannot_be_done_is_refused_with_a_sentence(string method, string path, string? body, string reason)
    {
        await using var org = await OrgCaller.FastAsync();
        var reply = await org.SendAsync(method, "/_sandbox/" + path, body);
        Assert.True(reply.Status >= 400);
        Assert.Contains(reason, reply.Text("message"), StringComparison.Ordinal);
    }
}
