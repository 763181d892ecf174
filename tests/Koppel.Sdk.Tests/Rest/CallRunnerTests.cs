using Koppel.Sdk.Connections;
using Koppel.Sdk.Http;
using Koppel.Sdk.Loading;
using Koppel.Sdk.Reading;
using Koppel.Sdk.Rest.Load;
using Koppel.Sdk.Tests.Testing;
using static Koppel.Sdk.Tests.Testing.StubServer;

namespace Koppel.Sdk.Tests.Rest;

/// <summary>A server went away in the middle of a load: what certainly did not arrive is told apart from what may have.</summary>
public sealed class CallRunnerTests
{
    static readonly RestRequest Get = new(HttpMethod.Get, "things");

    [Fact]
    public async Task A_call_that_reached_nobody_waits_again_and_is_only_not_sent()
    {
        var server = await SayingAsync(Says(200, "{}"));
        using var account = TestAccount.At(server, o => o with { Retry = o.Retry with { LongestOutOfReach = TimeSpan.FromSeconds(5) } });
        await account.Client.SendAsync(Get);
        await server.DisposeAsync();

        var (fault, call, notes) = await SendAsync(account);

        Assert.Equal((ConnectorErrorKind.Unreachable, false, CallState.Planned), (fault.Kind, fault.MayHaveHappened, call.State));
        Assert.Empty(notes);
        // Half a second, one, two; four more would be too long.
        Assert.Contains("Given up after 4 attempts in ", fault.Message, StringComparison.Ordinal);
        Assert.True(account.Clock.Pauses.Sum(p => p.TotalSeconds) <= 5, string.Join(", ", account.Clock.Pauses));
    }

    [Fact]
    public async Task A_call_whose_answer_was_lost_may_have_arrived()
    {
        await using var server = await StartAsync((context, _) =>
        {
            context.Abort();
            return Task.CompletedTask;
        });
        using var account = TestAccount.At(server);

        var (fault, call, notes) = await SendAsync(account);

        Assert.Equal((true, CallState.Sent), (fault.MayHaveHappened, call.State));
        Assert.Contains("may have arrived", Assert.Single(notes).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_call_that_failed_and_is_not_tried_again_since_the_load_stops_may_have_arrived()
    {
        using var stop = new CancellationTokenSource();
        await using var server = await StartAsync(async (context, _) =>
        {
            await stop.CancelAsync();
            context.Response.StatusCode = 500;
        });
        using var account = TestAccount.At(server);
        var journal = new MemoryJournal(stop.Token);
        var books = new JournalBooks(journal);
        books.Plan(RequestKind.Name, "PUT /api/things/1", 1, """{"rows":[{"row":1,"values":[]}],"body":{}}"""u8.ToArray());

        await CallRunner.RunAsync([new RequestKind(account, "/api/")], books, TestContext.Current.CancellationToken);

        Assert.Equal(CallState.Sent, journal.Calls[0].State);
        Assert.Contains("may have arrived", Assert.Single(books.Close(plan: null, fault: null).Notes).Text, StringComparison.Ordinal);
    }

    static async Task<(ConnectorException Fault, JournalCall Call, IReadOnlyList<Note> Notes)> SendAsync(TestAccount account)
    {
        var journal = new MemoryJournal();
        var books = new JournalBooks(journal);
        books.Plan(RequestKind.Name, "PUT /api/things/1", 1, """{"rows":[{"row":1,"values":[]}],"body":{}}"""u8.ToArray());
        var fault = await Assert.ThrowsAsync<ConnectorException>(() => CallRunner.RunAsync(
            [new RequestKind(account, "/api/")], books, TestContext.Current.CancellationToken));
        return (fault, journal.Calls[0], books.Close(plan: null, fault).Notes);
    }
}
