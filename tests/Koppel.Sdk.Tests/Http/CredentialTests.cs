using System.Text;
using Koppel.Sdk.Connections;
using Koppel.Sdk.Http;
using Koppel.Sdk.Tests.Testing;
using Microsoft.AspNetCore.Http;
using static Koppel.Sdk.Tests.Testing.StubServer;

namespace Koppel.Sdk.Tests.Http;

/// <summary>Tokens that expire: had when they are needed, never shown.</summary>
public sealed class CredentialTests
{
    const string Secret = "s3cret+of/the client", TokenPath = "/api/oauth/token";

    static readonly RestRequest Get = new(HttpMethod.Get, "things");
    static readonly RestRequest Post = new(HttpMethod.Post, "things") { Body = "{}"u8.ToArray() };

    /// <summary>The server takes the token that it issued last, for so many calls.</summary>
    int _callsEach = int.MaxValue;

    int _issued;
    int _used;
    int _expiresIn = 3_600;
    Func<int, Func<HttpContext, Task>?> _instead = _ => null;

    [Fact]
    public async Task A_token_is_had_by_the_secret_and_goes_with_each_call()
    {
        await using var server = await StartAsync(AnswerAsync);
        using var account = Account(server);

        for (var i = 0; i < 3; i++) Assert.Equal(200, (await account.Client.SendAsync(Get)).Status);

        Assert.Equal([TokenPath, "/api/things", "/api/things", "/api/things"], server.Calls.Select(c => c.Path));
        var issue = server.Calls.First();
        Assert.Equal(("POST", "application/x-www-form-urlencoded", ""),
            (issue.Method, (string?)issue.Headers.ContentType, (string?)issue.Headers.Authorization ?? ""));
        Assert.Equal("grant_type=client_credentials&client_id=koppel&client_secret=s3cret%2Bof%2Fthe%20client", issue.Body);
        Assert.All(server.Calls.Skip(1), c => Assert.Equal("Bearer token-1-abcdefgh", c.Headers.Authorization));
    }

    [Fact]
    public async Task A_token_is_replaced_before_it_is_over()
    {
        await using var server = await StartAsync(AnswerAsync);
        using var account = Account(server);

        await account.Client.SendAsync(Get);
        await account.Client.DelayAsync(TimeSpan.FromMinutes(58));
        await account.Client.SendAsync(Get);
        Assert.Equal(1, _issued);
        await account.Client.DelayAsync(TimeSpan.FromMinutes(2));
        await account.Client.SendAsync(Get);

        Assert.Equal(2, _issued);
        Assert.DoesNotContain(account.Log.Calls, c => c.Status == 401);
    }

    [Fact]
    public async Task A_call_that_is_answered_401_is_made_once_more_with_a_new_token_and_writes_nothing_twice()
    {
        _callsEach = 2;
        await using var server = await StartAsync(AnswerAsync);
        using var account = Account(server);

        for (var i = 0; i < 5; i++) Assert.Equal(200, (await account.Client.SendAsync(Post)).Status);

        Assert.Equal(3, _issued);
        Assert.Equal(5, account.Log.Calls.Count(c => c is { Route: "POST /api/things", Status: 200 }));
        Assert.Equal(2, account.Log.Calls.Count(c => c is { Route: "POST /api/things", Status: 401 }));
    }

    [Fact]
    public async Task Twenty_calls_at_once_whose_token_is_over_have_one_issued_between_them()
    {
        _callsEach = 1;
        await using var server = await StartAsync(AnswerAsync);
        using var account = Account(server);
        await account.Client.SendAsync(Get);
        _callsEach = 20;
        Interlocked.Exchange(ref _used, 20);

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => account.Client.SendAsync(Post)));

        Assert.All(answers, a => Assert.Equal(200, a.Status));
        Assert.Equal(2, _issued);
        Assert.InRange(account.Log.Calls.Count(c => c.Status == 401), 1, 20);
    }

    [Fact]
    public async Task A_new_token_that_is_not_accepted_either_is_a_fault()
    {
        _callsEach = 0;
        await using var server = await StartAsync(AnswerAsync);
        using var account = Account(server);

        var fault = await Assert.ThrowsAsync<ConnectorException>(() => account.Client.SendAsync(Post));

        Assert.Equal((ConnectorErrorKind.Unauthorized, 401, false), (fault.Kind, fault.Status, fault.MayHaveHappened));
        Assert.Equal(2, _issued);
        Assert.StartsWith("Shopkeeper (connection 'shop') does not accept the credentials: POST /api/things answered 401 ", fault.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_system_that_wants_the_token_in_the_body_and_gives_one_status_for_all_faults_gets_a_new_one_all_the_same()
    {
        await using var server = await StartAsync((context, call) => call.Path == TokenPath || call.Body == "<token-2-abcdefgh/>"
            ? AnswerAsync(context, call)
            : Says(500, "<fault>the session <token-1-abcdefgh/> is over</fault>")(context));
        using var account = Account(server);
        var seen = "";

        var response = await account.Client.SendAsync(Post with
        {
            Accept = "text/xml",
            SignedBody = headers => Encoding.UTF8.GetBytes($"<{headers["Authorization"].Split(' ')[1]}/>"),
            StatusOf = answer => answer.Status == 500 && (seen = Encoding.UTF8.GetString(answer.Body.Span)).Contains(
                "is over", StringComparison.Ordinal) ? 401 : answer.Status,
        });

        Assert.Equal((200, 2), (response.Status, _issued));
        Assert.Equal("<fault>the session <***/> is over</fault>", seen);
        Assert.Equal([500, 200], account.Log.Calls.Where(c => c.Route == "POST /api/things").Select(c => c.Status));
    }

    [Fact]
    public async Task When_no_token_is_issued_all_calls_that_wait_for_it_say_why()
    {
        var echo = $$"""{"error":"invalid_client","error_description":"{{Secret}} is unknown"}""";
        _instead = _ => Says(400, echo);
        await using var server = await StartAsync(AnswerAsync);
        using var account = Account(server);

        var calls = Enumerable.Range(0, 20).Select(_ => account.Client.SendAsync(Post)).ToList();
        var faults = await Task.WhenAll(calls.Select(c => Assert.ThrowsAsync<ConnectorException>(() => c)));

        Assert.Single(server.Calls);
        Assert.All(faults, f => Assert.Equal(
            "Shopkeeper (connection 'shop') issues no token: POST /api/oauth/token answered 400 "
            + """{"error":"invalid_client","error_description":"*** is unknown"}. Look under Settings, Keys.""", f.Message));
        Assert.All(faults, f => Assert.Equal(
            (ConnectorErrorKind.Unauthorized, "POST /api/things", false), (f.Kind, f.Call, f.MayHaveHappened)));
    }

    [Theory]
    [InlineData(200, """{"token":"other-name-0123"}""", "answered 200 that holds no access_token. Look")]
    [InlineData(200, """{"access_token":"bro""", "answered 200 that holds no access_token. Look")]
    [InlineData(200, """{"access_token":"two\nlines-0123"}""", "cannot be called: the value of the header Authorization holds")]
    [InlineData(401, """{"error":"invalid_client"}""", "does not accept the credentials: POST /api/oauth/token answered 401")]
    [InlineData(500, "{}", "failed: POST /api/oauth/token answered 500")]
    public async Task An_answer_that_is_no_token_is_told_without_showing_it(int status, string answer, string sentence)
    {
        _instead = _ => Says(status, answer);
        await using var server = await StartAsync(AnswerAsync);
        using var account = Account(server);

        var fault = await Assert.ThrowsAsync<ConnectorException>(() => account.Client.SendAsync(Get));

        Assert.Contains(sentence, fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("0123", fault.ToString() + fault.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("bro", fault.ToString() + fault.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_address_that_fails_for_a_moment_is_asked_again()
    {
        _instead = call => call < 3 ? Says(503) : null;
        await using var server = await StartAsync(AnswerAsync);
        using var account = Account(server);

        Assert.Equal(200, (await account.Client.SendAsync(Post)).Status);
        Assert.Equal(3, server.Calls.Count(c => c.Path == TokenPath));
    }

    [Fact]
    public async Task A_call_that_may_have_happened_says_so_though_no_token_is_issued_for_the_next_attempt()
    {
        _expiresIn = 1;
        _instead = call => call == 1 ? null : Says(400);
        await using var server = await StartAsync(
            (context, call) => call.Path == TokenPath ? AnswerAsync(context, call) : Says(503, "{}", ("Retry-After", "60"))(context));
        using var account = Account(server);

        var fault = await Assert.ThrowsAsync<ConnectorException>(() => account.Client.SendAsync(Post with { Repeatable = true }));

        Assert.True(fault.MayHaveHappened);
        Assert.Contains("issues no token", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_token_that_was_ever_sent_comes_into_a_message()
    {
        _callsEach = 1;
        await using var server = await StartAsync((context, call) => call.Headers.Authorization != "Bearer token-2-abcdefgh"
            ? AnswerAsync(context, call)
            : Says(422, """{"message":"token-1-abcdefgh, then token-2-abcdefgh of s3cret"}""")(context));
        using var account = Account(server);
        await account.Client.SendAsync(Get);

        var response = await account.Client.SendAsync(Get);

        Assert.Equal("""{"message":"***, then *** of s3cret"}""", Encoding.UTF8.GetString(response.Body.Span));
        var options = TestAccount.Options(server.Url) with { Credential = Grant(server.Url) };
        var issued = await Grant(server.Url).IssueAsync(options, new ConnectorEnvironment { BaseFolder = "." });
        foreach (var text in new[] { $"{options}", $"{options.Credential}", $"{issued}" })
        {
            Assert.DoesNotContain("s3cret", text, StringComparison.Ordinal);
            Assert.DoesNotContain("abcdefgh", text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task The_secret_does_not_go_to_another_machine_over_http()
    {
        await using var server = await StartAsync(AnswerAsync);
        using var account = TestAccount.At(
            server, o => o with { Headers = new Dictionary<string, string>(), Credential = Grant(new Uri("http://tokens.example/")) });

        var fault = await Assert.ThrowsAsync<ConnectorException>(() => account.Client.SendAsync(Get));

        Assert.Contains("its token would travel unencrypted to tokens.example, over http", fault.Message, StringComparison.Ordinal);
        Assert.Empty(account.Log.Calls);
    }

    static TestAccount Account(StubServer server) =>
        TestAccount.At(server, o => o with { Headers = new Dictionary<string, string>(), Credential = Grant(server.Url) });

    static OAuthGrant Grant(Uri url) => new(new Uri(url, "oauth/token"), new Dictionary<string, string>
    {
        ["grant_type"] = "client_credentials",
        ["client_id"] = "koppel",
        ["client_secret"] = Secret,
    });

    Task AnswerAsync(HttpContext context, Received call)
    {
        if (call.Path == TokenPath)
        {
            var number = Interlocked.Increment(ref _issued);
            if (_instead(number) is { } other) return other(context);
            Interlocked.Exchange(ref _used, 0);
            return Says(200, $$"""{"access_token":"token-{{number}}-abcdefgh","expires_in":{{_expiresIn}}}""")(context);
        }
        var isGood = call.Headers.Authorization == $"Bearer token-{_issued}-abcdefgh" && Interlocked.Increment(ref _used) <= _callsEach;
        return (isGood ? Says(200) : Says(401, """{"message":"expired"}"""))(context);
    }
}
