using System.Collections.Concurrent;
using System.IO.Compression;
using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using Koppel.Sdk.Connections;
using Koppel.Sdk.Http;
using Koppel.Sdk.Tests.Testing;
using Microsoft.AspNetCore.Http;
using static Koppel.Sdk.Tests.Testing.StubServer;

namespace Koppel.Sdk.Tests.Http;

/// <summary>What a server can do to its caller: see its token, fill its memory, let it wait.</summary>
public sealed class RestClientSafetyTests
{
    static readonly RestRequest Get = new(HttpMethod.Get, "things");

    [Theory]
    [InlineData("http://shop.example.com/api/")]
    [InlineData("http://192.0.2.7:8080/api/")]
    [InlineData("http://127.0.0.1.example.com/api/")]
    public async Task A_token_does_not_go_to_another_machine_over_http(string url)
    {
        using var account = TestAccount.At(new Uri(url));

        var fault = await Assert.ThrowsAsync<ConnectorException>(() => account.Client.SendAsync(Get));

        Assert.Contains($"its token would travel unencrypted to {new Uri(url).Host}, over http. Write https://", fault.Message,
            StringComparison.Ordinal);
        Assert.Contains("allow_http = true", fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(TestAccount.Token, fault.Message, StringComparison.Ordinal);
        Assert.Empty(account.Log.Calls); // Nothing was sent, not even a look for the host.
    }

    [Fact]
    public async Task It_goes_there_where_that_is_allowed()
    {
        using var account = TestAccount.At(new Uri("http://no-such-host.invalid/api/"), o => o with { AllowHttp = true });

        Assert.Equal(
            ConnectorErrorKind.Unreachable, (await Assert.ThrowsAsync<ConnectorException>(() => account.Client.SendAsync(Get))).Kind);
        Assert.Equal(3, account.Log.Calls.Count);
    }

    [Theory]
    [InlineData(true, "GET")]
    [InlineData(false, "GET")]
    [InlineData(false, "POST")]
    public async Task An_answer_larger_than_a_limit_is_refused_before_it_is_in_memory(bool says, string method)
    {
        await using var server = await StartAsync(async (context, _) =>
        {
            if (says) context.Response.ContentLength = 1L << 40;
            await SendAsync(context, context.Response.Body, 1L << 40);
        });
        using var account = TestAccount.At(server, o => o with { LargestAnswer = 3 * 1_048_576 });

        var fault =
            await Assert.ThrowsAsync<ConnectorException>(() => account.Client.SendAsync(new RestRequest(new HttpMethod(method), "things")));

        Assert.Equal((ConnectorErrorKind.BadAnswer, method == "POST"), (fault.Kind, fault.MayHaveHappened));
        Assert.Contains($"the answer to {method} /api/things is larger than 3 MB unpacked", fault.Message, StringComparison.Ordinal);
        Assert.Single(server.Calls); // It would be as large again.
    }

    [Fact]
    public async Task What_is_small_while_it_is_packed_counts_as_large_as_it_unpacks()
    {
        await using var server = await StartAsync(async (context, _) =>
        {
            context.Response.ContentType = "application/json";
            context.Response.Headers.ContentEncoding = "gzip";
            await using var packed = new GZipStream(context.Response.Body, CompressionLevel.Optimal);
            await SendAsync(context, packed, 600_000_000);
        });
        using var account = TestAccount.At(server);
        var before = GC.GetTotalAllocatedBytes();

        var fault = await Assert.ThrowsAsync<ConnectorException>(() => account.Client.SendAsync(Get));

        Assert.Contains("larger than 64 MB unpacked", fault.Message, StringComparison.Ordinal);
        Assert.InRange(GC.GetTotalAllocatedBytes() - before, 0, 400_000_000); // Of 600 MB, the buffer that grows to 64.
    }

    [Fact]
    public async Task An_answer_up_to_the_limit_is_read_whole()
    {
        var body = "[\"" + new string('x', 200_000) + "\"]";
        await using var server = await SayingAsync(Says(200, body));
        using var account = TestAccount.At(server, o => o with { LargestAnswer = body.Length });

        Assert.Equal(body.Length, (await account.Client.SendAsync(Get)).Body.Length);
    }

    [Theory]
    [InlineData(429), InlineData(503)]
    public async Task A_server_cannot_let_its_caller_wait_as_long_as_it_likes(int status)
    {
        await using var server = await SayingAsync(Says(status, "", ("Retry-After", "86400")), Says(200));
        using var account = TestAccount.At(server);

        Assert.Equal(200, (await account.Client.SendAsync(Get)).Status);
        Assert.InRange(account.Clock.Pauses.Sum(p => p.TotalSeconds), 299, 331);
    }

    [Theory]
    [InlineData(429, "it answered 429, too many calls")]
    [InlineData(503, "it answered 503")]
    public async Task A_wait_over_ten_seconds_is_told_once_however_many_calls_wait(int status, string why)
    {
        await using var server =
            await StartAsync((context, call) => (call.Number <= 4 ? Says(status, "", ("Retry-After", "40")) : Says(200))(context));
        var waits = new WaitLog();
        using var client = new RestClient(
            TestAccount.Options(server.Url), new ConnectorEnvironment { BaseFolder = ".", Time = TimeProvider.System, Calls = waits });
        using var stop = new CancellationTokenSource();

        var calls = Enumerable.Range(0, 4).Select(_ => client.SendAsync(Get, stop.Token)).ToList();
        while (waits.Waits.IsEmpty || server.Calls.Count < 4) await Task.Delay(10, TestContext.Current.CancellationToken);
        await Task.Delay(100, TestContext.Current.CancellationToken); // Time for the others to tell theirs.
        await stop.CancelAsync();
        foreach (var call in calls) await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);

        var wait = Assert.Single(waits.Waits);
        Assert.Equal(("shop", "GET /api/things", why), (wait.Connection, wait.Route, wait.Why));
        Assert.InRange(wait.Wait.TotalSeconds, 40, 44.01);
    }

    [Fact]
    public async Task A_short_wait_is_not_told()
    {
        await using var server = await SayingAsync(Says(429, "", ("Retry-After", "9")), Says(500), Says(200));
        var waits = new WaitLog();
        using var client = new RestClient(
            TestAccount.Options(server.Url), new ConnectorEnvironment { BaseFolder = ".", Time = new ImpatientClock(), Calls = waits });

        await client.SendAsync(Get);

        Assert.Empty(waits.Waits);
    }

    [Fact]
    public async Task The_time_scale_of_a_server_elsewhere_is_not_believed()
    {
        var addresses =
            NetworkInterface.GetAllNetworkInterfaces().SelectMany(i => i.GetIPProperties().UnicastAddresses).Select(a => a.Address)
            .Where(a => a.AddressFamily == AddressFamily.InterNetwork && !IPAddress.IsLoopback(a)).ToList();
        Needs.Machine(addresses.Count > 0, "This machine has no address but its own.");
        await using var server =
            await StartAsync((context, _) => Says(200, "{}", ("Sandbox-Time-Scale", "100000"))(context), IPAddress.Any);
        using var here = TestAccount.At(new UriBuilder(server.Url) { Host = "127.0.0.1" }.Uri);
        using var elsewhere = TestAccount.At(new UriBuilder(server.Url) { Host = $"{addresses[0]}" }.Uri, o => o with { AllowHttp = true });

        await here.Client.SendAsync(Get);
        await elsewhere.Client.SendAsync(Get);

        Assert.Equal((100_000, 1), (here.Client.Budget.Scale, elsewhere.Client.Budget.Scale));
    }

    static async Task SendAsync(HttpContext context, Stream body, long bytes)
    {
        context.Response.ContentType = "application/json";
        var piece = new byte[1 << 16];
        Array.Fill(piece, (byte)' ');
        try
        {
            for (var sent = 0L; sent < bytes; sent += piece.Length) await body.WriteAsync(piece, context.RequestAborted);
        }
        catch (Exception fault) when (fault is OperationCanceledException or IOException)
        {
            // The caller had enough, as it should.
        }
    }

    sealed class WaitLog : ICallObserver
    {
        public ConcurrentQueue<WaitRecord> Waits { get; } = [];

        public void Called(CallRecord call)
        {
        }

        public void Waiting(WaitRecord wait) => Waits.Enqueue(wait);
    }
}
