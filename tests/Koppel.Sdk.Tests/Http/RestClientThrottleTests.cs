using System.Text;
using Koppel.Sdk.Connections;
using Koppel.Sdk.Http;
using Koppel.Sdk.Tests.Testing;
using static Koppel.Sdk.Tests.Testing.StubServer;

namespace Koppel.Sdk.Tests.Http;

/// <summary>How long is waited when there were too many calls, and what waits with it.</summary>
public sealed class RestClientThrottleTests
{
    static readonly RestRequest Get = new(HttpMethod.Get, "things");
    static readonly RestRequest Post = new(HttpMethod.Post, "things") { Body = "{\"thing\":1}"u8.ToArray() };

    static readonly RateLimit Few = new("imports a minute", 2, TimeSpan.FromMinutes(1));

    [Theory]
    [InlineData("7", 7), InlineData("0", 0)]
    public async Task Too_many_calls_waits_as_many_seconds_as_it_is_told(string seconds, int expected)
    {
        await using var server = await SayingAsync(Says(429, "", ("Retry-After", seconds)), Says(200));
        using var account = TestAccount.At(server);

        var response = await account.Client.SendAsync(Post);

        Assert.Equal((200, 2, false), (response.Status, response.Attempts, response.AfterDoubt));
        Assert.InRange(account.Clock.Pauses.Sum(p => p.TotalSeconds), expected, (expected * 1.1) + 0.01);
    }

    [Fact]
    public async Task A_server_with_a_faster_clock_is_waited_for_by_its_clock()
    {
        await using var server = await SayingAsync(Says(429, "", ("Retry-After", "10"), ("Sandbox-Time-Scale", "100")), Says(200));
        using var account = TestAccount.At(server);

        await account.Client.SendAsync(Get);

        Assert.InRange(account.Clock.Pauses.Sum(p => p.TotalSeconds), 0.1, 0.2);
    }

    [Fact]
    public async Task Too_many_calls_waits_until_the_date_it_is_told_by_the_servers_own_clock()
    {
        await using var server = await SayingAsync(
            Says(429, "", ("Date", "Tue, 05 May 2020 10:00:00 GMT"), ("Retry-After", "Tue, 05 May 2020 10:00:20 GMT")), Says(200));
        using var account = TestAccount.At(server);

        await account.Client.SendAsync(Get);

        Assert.InRange(account.Clock.Pauses.Sum(p => p.TotalSeconds), 20, 22);
    }

    [Fact]
    public async Task Too_many_calls_without_a_time_waits_longer_each_time_and_gives_up_in_the_end()
    {
        await using var server = await SayingAsync(Says(429, "slow down"));
        using var account = TestAccount.At(server);

        var fault = await Assert.ThrowsAsync<ConnectorException>(() => account.Client.SendAsync(Post));

        Assert.Equal(
            (ConnectorErrorKind.Throttled, 429, false, true), (fault.Kind, fault.Status, fault.MayHaveHappened, fault.IsTransient));
        Assert.Equal(10, server.Calls.Count);
        Assert.All(account.Clock.Pauses.Zip([1, 1, 2, 4, 8, 16, 20, 20, 20]),
            p => Assert.InRange(p.First.TotalSeconds, p.Second, p.Second * 1.11));
        Assert.Equal(
            "Shopkeeper (connection 'shop') goes on refusing calls as too many: POST /api/things answered 429 slow down. Run it again "
            + "later.", fault.Message);
    }

    [Theory]
    [InlineData("1", 2), InlineData("30", 34)]
    public async Task A_call_refused_for_the_number_of_all_calls_keeps_its_place_among_the_imports(string seconds, int longest)
    {
        await using var server = await SayingAsync(Says(429, "", ("Retry-After", seconds)), Says(200));
        using var account = TestAccount.At(server, o => o with { Limits = [TestAccount.Calls, Few], UsualLimits = [TestAccount.Calls] });
        var import = Post with { Limits = [TestAccount.Calls, Few] };

        await account.Client.SendAsync(import);
        await account.Client.SendAsync(import);

        Assert.Equal(3, server.Calls.Count);
        Assert.InRange(account.Clock.Pauses.Sum(p => p.TotalSeconds), 0, longest);
    }

    [Fact]
    public async Task A_refused_call_pauses_all_others_of_its_limit()
    {
        await using var server = await SayingAsync(Says(429, "", ("Retry-After", "30")), Says(200));
        using var account = TestAccount.At(server);

        await account.Client.SendAsync(Get);
        var pauses = account.Clock.Pauses.Count;
        await account.Client.SendAsync(Get);

        Assert.Equal(pauses, account.Clock.Pauses.Count); // The pause was kept in the budget, and is over for all.
        Assert.Equal(3, server.Calls.Count);
    }

    [Fact]
    public async Task A_call_that_counts_against_no_usual_limit_waits_too()
    {
        await using var server = await SayingAsync(Says(429, "", ("Retry-After", "9")), Says(200));
        using var account = TestAccount.At(server);

        await account.Client.SendAsync(Get with { Limits = [TestAccount.Imports] });
        await account.Client.SendAsync(Get with { Limits = [] });

        Assert.InRange(account.Clock.Pauses.Sum(p => p.TotalSeconds), 9, 10);
    }

    [Fact]
    public async Task An_answer_that_means_too_many_calls_is_recognised_by_the_connectors_own_rule()
    {
        await using var server = await SayingAsync(Says(400, "{\"message\":\"Rate limit\"}"), Says(200));
        using var account = TestAccount.At(server, o => o with
        {
            Throttled = r => r.Status == 400 && Encoding.UTF8.GetString(r.Body.Span).Contains("Rate limit", StringComparison.Ordinal)
                ? (TestAccount.Imports, TimeSpan.FromMinutes(1)) : null,
        });

        var response = await account.Client.SendAsync(Post with { Limits = [TestAccount.Calls, TestAccount.Imports] });

        Assert.Equal((200, 2), (response.Status, response.Attempts));
        Assert.InRange(account.Clock.Pauses.Sum(p => p.TotalSeconds), 60, 66);
    }
}
