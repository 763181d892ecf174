using System.Net;
using System.Net.Sockets;
using System.Text;
using Koppel.Sdk.Connections;
using Koppel.Sdk.Http;
using Koppel.Sdk.Tests.Testing;
using static Koppel.Sdk.Tests.Testing.StubServer;

namespace Koppel.Sdk.Tests.Http;

/// <summary>What is sent again, what is never, and what is said of a call whose answer was lost.</summary>
public sealed class RestClientRetryTests
{
    static readonly RestRequest Get = new(HttpMethod.Get, "things");
    static readonly RestRequest Post = new(HttpMethod.Post, "things") { Body = "{\"thing\":1}"u8.ToArray() };

    public static TheoryData<string> Losses => ["500", "503", "cut", "cut half-way", "timeout"];

    [Theory, MemberData(nameof(Losses))]
    public async Task A_lost_answer_is_asked_for_again_when_that_is_harmless(string loss)
    {
        await using var server = await LosingAsync(loss, times: 3);
        using var account = TestAccount.At(server);

        var response = await SendAsync(account, server, Post with { Repeatable = true }, loss, times: 3);

        Assert.Equal((200, 4, true), (response.Status, response.Attempts, response.AfterDoubt));
        Assert.Equal(4, server.Calls.Count);
    }

    [Theory, MemberData(nameof(Losses))]
    public async Task A_lost_answer_of_a_post_never_posts_twice(string loss)
    {
        await using var server = await LosingAsync(loss, times: 1);
        using var account = TestAccount.At(server);

        var fault = await Assert.ThrowsAsync<ConnectorException>(() => SendAsync(account, server, Post, loss, times: 1));

        Assert.True(fault.MayHaveHappened);
        Assert.True(fault.IsTransient);
        Assert.Equal("POST /api/things", fault.Call);
        Assert.Single(server.Calls);
    }

    [Theory]
    [InlineData(true), InlineData(false)]
    public async Task A_kept_connection_that_breaks_does_not_post_twice_either(bool hasBody)
    {
        await using var server = await SayingAsync(Says(200), Cuts, Says(200));
        using var account = TestAccount.At(server);
        await account.Client.SendAsync(Get);

        var fault =
            await Assert.ThrowsAsync<ConnectorException>(() => account.Client.SendAsync(hasBody ? Post : Post with { Body = default }));

        Assert.True(fault.MayHaveHappened);
        Assert.Equal(1, server.Calls.Count(c => c.Method == "POST"));
    }

    [Theory]
    [InlineData(true), InlineData(false)]
    public async Task A_kept_connection_that_is_hung_up_politely_does_not_post_twice_either(bool hasBody)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var posts = 0;
        using var stop = new CancellationTokenSource();
        var serving = Task.Run(async () =>
        {
            while (true)
            {
                using var line = await listener.AcceptTcpClientAsync(stop.Token);
                var stream = line.GetStream();
                var buffer = new byte[10_000];
                while (await stream.ReadAsync(buffer) is var read and > 0)
                {
                    if (Encoding.ASCII.GetString(buffer, 0, read).StartsWith("POST", StringComparison.Ordinal))
                    {
                        posts++;
                        break; // The call has come in; the line is closed in all order, without a word.
                    }
                    await stream.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}"u8.ToArray());
                }
            }
        });
        using var account = TestAccount.At(new Uri($"http://{listener.LocalEndpoint}/api/"));
        await account.Client.SendAsync(Get);

        var fault =
            await Assert.ThrowsAsync<ConnectorException>(() => account.Client.SendAsync(hasBody ? Post : Post with { Body = default }));
        await stop.CancelAsync();
        account.Dispose();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => serving);

        Assert.True(fault.MayHaveHappened);
        Assert.Equal(1, posts);
    }

    [Theory, MemberData(nameof(Losses))]
    public async Task An_answer_that_is_lost_again_and_again_ends_in_a_fault(string loss)
    {
        await using var server = await LosingAsync(loss, times: int.MaxValue);
        using var account = TestAccount.At(server);

        var fault = await Assert.ThrowsAsync<ConnectorException>(() => SendAsync(account, server, Get, loss, times: int.MaxValue));

        Assert.Equal(loss is "500" or "503" ? ConnectorErrorKind.ServerFault : ConnectorErrorKind.Unreachable, fault.Kind);
        Assert.True(fault.MayHaveHappened);
        Assert.Equal(6, server.Calls.Count);
    }

    [Fact]
    public async Task Refusals_and_losses_are_counted_apart()
    {
        var refusals = Enumerable.Repeat(Says(429, "", ("Retry-After", "1")), 8);
        await using var server = await SayingAsync([.. refusals, Says(500), Says(500), Says(200)]);
        using var account = TestAccount.At(server);

        Assert.Equal((200, 11), (await account.Client.SendAsync(Get)) is var r ? (r.Status, r.Attempts) : default);
    }

    [Theory]
    [InlineData("<html>down for maintenance</html>"), InlineData("{\"things\":["), InlineData("{} trailing")]
    public async Task A_garbled_answer_is_asked_for_again_when_that_is_harmless(string garbage)
    {
        await using var server = await SayingAsync(Says(200, garbage), Says(200, "{\"things\":[]}"));
        using var account = TestAccount.At(server);

        var response = await account.Client.SendAsync(Get);

        Assert.Equal((200, 2, true), (response.Status, response.Attempts, response.AfterDoubt));
    }

    [Fact]
    public async Task An_answer_that_stays_garbled_is_a_fault_when_it_is_read()
    {
        await using var server = await SayingAsync(Says(200, "<html>\n  hello </html>"));
        using var account = TestAccount.At(server);

        var response = await account.Client.SendAsync(Get);
        var fault = Assert.Throws<ConnectorException>(response.Json);

        Assert.Equal(6, server.Calls.Count);
        Assert.Equal((ConnectorErrorKind.BadAnswer, "<html> hello </html>", true), (fault.Kind, fault.Body, fault.MayHaveHappened));
        Assert.Equal("GET /api/things answered 200 with a body that is no JSON. Run it again.", fault.Message);
    }

    [Fact]
    public async Task A_garbled_answer_to_a_post_is_not_asked_for_again()
    {
        await using var server = await SayingAsync(Says(200, "<html>"), Says(200));
        using var account = TestAccount.At(server);

        Assert.True((await account.Client.SendAsync(Post)).IsSuccess);
        Assert.Single(server.Calls);
    }

    [Fact]
    public async Task A_damaged_compressed_answer_is_a_lost_one()
    {
        await using var server = await SayingAsync(Says(200, "this is no gzip", ("Content-Encoding", "gzip")), Says(200));
        using var account = TestAccount.At(server);

        Assert.Equal(2, (await account.Client.SendAsync(Get)).Attempts);
    }

    [Fact]
    public async Task A_server_fault_waits_as_long_as_it_is_told()
    {
        await using var server = await SayingAsync(Says(503, "", ("Retry-After", "45")), Says(200));
        using var account = TestAccount.At(server);

        await account.Client.SendAsync(Get);

        Assert.Contains(TimeSpan.FromSeconds(45), account.Clock.Pauses);
    }

    [Fact]
    public async Task A_host_that_does_not_answer_the_phone_is_told_after_three_tries_and_nothing_has_happened()
    {
        using var refusing = FreePort.Refusing(out var port);
        using var account = TestAccount.At(new Uri(FormattableString.Invariant($"http://127.0.0.1:{port}/api/")));

        var fault = await Assert.ThrowsAsync<ConnectorException>(() => account.Client.SendAsync(Post));

        Assert.Equal((ConnectorErrorKind.Unreachable, false, true), (fault.Kind, fault.MayHaveHappened, fault.IsTransient));
        Assert.Equal(3, account.Log.Calls.Count);
        Assert.True(account.Clock.Pauses.Sum(p => p.TotalSeconds) < 2);
        Assert.StartsWith("Shopkeeper at http://127.0.0.1:", fault.Message, StringComparison.Ordinal);
        Assert.EndsWith("Check the address and the network, then run it again.", fault.Message, StringComparison.Ordinal);
        Assert.Contains("(connection 'shop') cannot be reached: ", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_host_name_that_nobody_knows_is_told_and_nothing_has_happened()
    {
        using var account = TestAccount.At(new Uri("https://no-such-host.invalid/api/"));

        var fault = await Assert.ThrowsAsync<ConnectorException>(() => account.Client.SendAsync(Post));

        Assert.Equal((ConnectorErrorKind.Unreachable, false), (fault.Kind, fault.MayHaveHappened));
    }

    [Fact]
    public async Task A_host_that_was_reached_before_is_given_more_time()
    {
        var server = await SayingAsync(Says(200));
        using var account = TestAccount.At(server);
        await account.Client.SendAsync(Get);
        await server.DisposeAsync();

        await Assert.ThrowsAsync<ConnectorException>(() => account.Client.SendAsync(Get));

        Assert.Equal(7, account.Log.Calls.Count);
    }

    [Theory]
    [InlineData(200), InlineData(201), InlineData(301), InlineData(400), InlineData(404), InlineData(422)]
    public async Task Any_other_answer_is_given_as_it_is(int status)
    {
        await using var server = await SayingAsync(Says(status, "{\"a\":1}"));
        using var account = TestAccount.At(server);

        var response = await account.Client.SendAsync(Post);

        Assert.Equal((status, "{\"a\":1}", 1), (response.Status, Encoding.UTF8.GetString(response.Body.Span), response.Attempts));
        Assert.Single(server.Calls);
    }

    static Task<StubServer> LosingAsync(string loss, int times) =>
        StartAsync((context, call) => call.Number > times ? Says(200)(context) : loss switch
    {
        "500" => Says(500, "{\"message\":\"oops\"}")(context),
        "503" => Says(503, "")(context),
        "cut" => Cuts(context),
        "cut half-way" => CutsHalfway(context),
        _ => Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default),
    });

    /// <summary>Sends; a call that gets no answer runs into its timeout as soon as it has come in.</summary>
    static async Task<RestResponse> SendAsync(TestAccount account, StubServer server, RestRequest request, string loss, int times)
    {
        var sending = account.Client.SendAsync(request);
        for (var lost = 1; loss == "timeout" && lost <= times && !sending.IsCompleted; lost++)
        {
            while (server.Calls.Count < lost && !sending.IsCompleted) await Task.Delay(1);
            account.Clock.ExpireTimeouts();
        }
        return await sending;
    }
}
