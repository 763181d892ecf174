using System.Text;
using Koppel.Sdk.Connections;
using Koppel.Sdk.Http;
using Koppel.Sdk.Rest.Declare;
using Koppel.Sdk.Tests.Testing;
using static Koppel.Sdk.Tests.Testing.StubServer;

namespace Koppel.Sdk.Tests.Http;

public sealed class RestClientTests
{
    static readonly RestRequest Get = new(HttpMethod.Get, "things?email=ann%40acme.com");

    [Theory]
    [InlineData(401, "does not accept the credentials"), InlineData(403, "does not allow this to the credentials")]
    public async Task Credentials_that_are_refused_are_told_at_once_with_the_remedy(int status, string what)
    {
        await using var server = await SayingAsync(Says(status, "{\"message\":\"Forbidden\"}"));
        using var account = TestAccount.At(server);

        var fault = await Assert.ThrowsAsync<ConnectorException>(() => account.Client.SendAsync(Get));

        Assert.Equal(
            (ConnectorErrorKind.Unauthorized, status, "shop", false), (fault.Kind, fault.Status, fault.Connection, fault.IsTransient));
        Assert.Equal(
            $$"""Shopkeeper (connection 'shop') {{what}}: GET /api/things answered {{status}} {"message":"Forbidden"}. Look under """
                + $$"""Settings, Keys.""", fault.Message);
        Assert.Single(server.Calls);
    }

    [Fact]
    public async Task Each_call_carries_the_headers_and_a_json_body()
    {
        await using var server = await SayingAsync(Says(200));
        using var account = TestAccount.At(server);

        await account.Client.SendAsync(new RestRequest(HttpMethod.Put, "things/7") { Body = "{\"a\":\"é\"}"u8.ToArray() });

        var call = Assert.Single(server.Calls);
        Assert.Equal(("PUT", "/api/things/7", "{\"a\":\"é\"}"), (call.Method, call.Target, call.Body));
        Assert.Equal((TestAccount.Token, "application/json", "application/json"),
            (call.Headers["Api-Token"].ToString(), call.Headers.Accept.ToString(), call.Headers.ContentType.ToString()));
    }

    [Fact]
    public async Task A_redirect_is_not_followed_because_it_would_carry_the_credentials_elsewhere()
    {
        await using var other = await SayingAsync(Says(200));
        await using var server = await SayingAsync(Says(302, "", ("Location", other.Url.ToString())));
        using var account = TestAccount.At(server);

        Assert.Equal(302, (await account.Client.SendAsync(Get)).Status);
        Assert.Empty(other.Calls);
    }

    [Fact]
    public async Task Each_try_is_reported_without_secret_value_or_body()
    {
        await using var server = await SayingAsync(Says(500, "{\"message\":\"12345\"}"), Says(200, "{\"things\":[]}"));
        using var account = TestAccount.At(server);

        await account.Client.SendAsync(Get with { Body = "{}"u8.ToArray() });
        await account.Client.SendAsync(new RestRequest(HttpMethod.Get, "things/7?x=y") { Pattern = "things/{id}" });

        Assert.Equal(
            [("shop", "GET /api/things", 500, 2, 19, 1), ("shop", "GET /api/things", 200, 2, 13, 2),
                ("shop", "GET /api/things/{id}", 200, 0, 13, 1)],
            account.Log.Calls.Select(c => (c.Connection, c.Route, c.Status, (int)c.BytesSent, (int)c.BytesReceived, c.Attempt)));
        Assert.All(account.Log.Calls, c => Assert.DoesNotContain("ann", c.ToString(), StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_server_that_repeats_the_token_does_not_bring_it_into_any_message()
    {
        var echo = $"{{\"message\":\"Token {TestAccount.Token} is blocked\"}}";
        foreach (var answer in new[] { Says(401, echo), Says(500, echo), Says(422, echo),
            Says(200, "<html>" + TestAccount.Token, ("Content-Type", "text/html")) })
        {
            await using var server = await SayingAsync(answer);
            using var account = TestAccount.At(server);
            var told = new StringBuilder();
            try
            {
                var response = await account.Client.SendAsync(Get);
                told.Append(response).Append(response.Excerpt).Append(RestErrors.Describe(response));
                response.Json();
            }
            catch (ConnectorException fault)
            {
                told.Append(fault).Append(fault.Body);
            }
            told.AppendJoin(' ', account.Log.Calls);

            Assert.DoesNotContain(TestAccount.Token, told.ToString(), StringComparison.Ordinal);
            Assert.Contains("***", told.ToString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Rows_that_hold_the_token_are_left_as_they_are()
    {
        await using var server = await SayingAsync(Says(200, $"{{\"things\":[\"{TestAccount.Token}\"]}}"));
        using var account = TestAccount.At(server);

        Assert.Contains(
            TestAccount.Token, Encoding.UTF8.GetString((await account.Client.SendAsync(Get)).Body.Span), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("abc\ndef-0123"), InlineData("tök-en-0123")]
    public async Task A_token_that_cannot_be_sent_is_told_without_showing_it(string token)
    {
        await using var server = await SayingAsync(Says(200));
        using var account = TestAccount.At(server, o => o with { Headers = new Dictionary<string, string> { ["Api-Token"] = token } });

        var fault = await Assert.ThrowsAsync<ConnectorException>(() => account.Client.SendAsync(Get));

        Assert.Equal(ConnectorErrorKind.Unauthorized, fault.Kind);
        Assert.Equal(
            "Shopkeeper (connection 'shop') cannot be called: the value of the header Api-Token holds a character that cannot be sent, "
            + "such as a line break. Look under Settings, Keys.", fault.Message);
        Assert.Empty(server.Calls);
    }

    [Fact]
    public async Task No_text_form_shows_a_secret()
    {
        var options = TestAccount.Options(new Uri("http://ann:pass-word@127.0.0.1:1/api/")) with
        {
            Headers = System.Collections.Immutable.ImmutableDictionary<string, string>.Empty.Add("Api-Token", TestAccount.Token),
        };
        using var account = TestAccount.At(options.BaseAddress, _ => options);
        var settings = new ConnectionSettings("shop", "shopkeeper", new Dictionary<string, string> { ["token"] = TestAccount.Token });
        var fault = await Assert.ThrowsAsync<ConnectorException>(() => account.Client.SendAsync(Get));

        foreach (var text in new[] { options.ToString(), settings.ToString(), fault.ToString(), account.Client.ToString()!,
            Get.ToString() })
        {
            Assert.DoesNotContain(TestAccount.Token, text, StringComparison.Ordinal);
            Assert.DoesNotContain("pass-word", text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_server_that_says_its_clock_is_faster_is_followed()
    {
        await using var server = await SayingAsync(Says(200, "{}", (RestClient.TimeScaleHeader, "50")));
        using var account = TestAccount.At(server);
        Assert.Equal(TimeSpan.FromSeconds(10), account.Client.Scaled(TimeSpan.FromSeconds(10)));

        await account.Client.SendAsync(Get);

        Assert.Equal(50, account.Client.Budget.Scale);
        Assert.Equal(TimeSpan.FromMilliseconds(200), account.Client.Scaled(TimeSpan.FromSeconds(10)));
        Assert.Equal(TimeSpan.FromSeconds(1.04 / 50), account.Client.Duration(1_001));
        await account.Client.DelayAsync(TimeSpan.FromSeconds(5));
        Assert.Equal(TimeSpan.FromMilliseconds(100), account.Clock.Pauses[^1]);
    }

    [Theory]
    [InlineData("0"), InlineData("-1"), InlineData("NaN"), InlineData("fast"), InlineData("1e99")]
    public async Task A_nonsensical_clock_is_ignored(string scale)
    {
        await using var server = await SayingAsync(Says(200, "{}", (RestClient.TimeScaleHeader, scale)));
        using var account = TestAccount.At(server);

        await account.Client.SendAsync(Get);

        Assert.Equal(1, account.Client.Budget.Scale);
    }

    [Fact]
    public async Task No_more_calls_are_under_way_than_allowed()
    {
        var (now, most) = (0, 0);
        var open = new TaskCompletionSource();
        await using var server = await StartAsync(async (context, _) =>
        {
            InterlockedMax(ref most, Interlocked.Increment(ref now));
            await open.Task;
            Interlocked.Decrement(ref now);
            await Says(200)(context);
        });
        using var account = TestAccount.At(server, o => o with { InFlight = 3 });

        var calls = Enumerable.Range(0, 20).Select(_ => account.Client.SendAsync(Get)).ToList();
        while (Volatile.Read(ref now) < 3) await Task.Delay(1);
        open.SetResult();
        await Task.WhenAll(calls);

        Assert.Equal(3, most);
        Assert.Equal(20, server.Calls.Count);
    }

    [Fact]
    public async Task Cancelling_ends_a_call_that_is_under_way()
    {
        var arrived = new TaskCompletionSource();
        await using var server = await StartAsync((context, _) =>
        {
            arrived.SetResult();
            return Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
        });
        using var account = TestAccount.At(server);
        using var stop = new CancellationTokenSource();

        var call = account.Client.SendAsync(Get, stop.Token);
        await arrived.Task;
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        Assert.Equal(0, Assert.Single(account.Log.Calls).Status);
    }

    [Fact]
    public async Task A_cancelled_call_is_not_sent()
    {
        await using var server = await SayingAsync(Says(200));
        using var account = TestAccount.At(server);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => account.Client.SendAsync(Get, new CancellationToken(true)));

        Assert.Empty(server.Calls);
    }

    [Fact]
    public async Task An_empty_answer_reads_as_an_empty_object()
    {
        await using var server = await SayingAsync(Says(200, ""));
        using var account = TestAccount.At(server);

        using var json = (await account.Client.SendAsync(Get)).Json();

        Assert.Empty(json.RootElement.EnumerateObject());
    }

    [Fact]
    public void Only_a_post_is_not_repeatable_unless_told()
    {
        Assert.Equal([true, true, true, false],
            new[] { HttpMethod.Get, HttpMethod.Put, HttpMethod.Delete, HttpMethod.Post }.Select(m => new RestRequest(m, "x").Repeatable));
        Assert.True((new RestRequest(HttpMethod.Post, "x") with { Repeatable = true }).Repeatable);
    }

    static void InterlockedMax(ref int most, int value)
    {
        for (var seen = Volatile.Read(ref most); seen < value
            && Interlocked.CompareExchange(ref most, value, seen) != seen; seen = Volatile.Read(ref most))
        {
        }
    }
}
