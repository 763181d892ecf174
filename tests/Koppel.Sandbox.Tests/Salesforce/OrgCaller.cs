using System.Net.Http.Headers;
using System.Text;
using Koppel.Sandbox.Hosting;
using Microsoft.Extensions.Time.Testing;

namespace Koppel.Sandbox.Tests.Salesforce;

/// <summary>A Salesforce sandbox on a real socket, and a client with its session.</summary>
sealed class OrgCaller : IAsyncDisposable
{
    const double Fast = 10_000_000;

    OrgCaller(SalesforceServer server, FakeTimeProvider? time)
    {
        (Server, Time) = (server, time);
        Client = new HttpClient { Timeout = TimeSpan.FromSeconds(100) };
        Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", server.Token);
    }

    public SalesforceServer Server { get; }

    public HttpClient Client { get; }

    /// <summary>The sandbox's clock, when it is moved by hand.</summary>
    public FakeTimeProvider? Time { get; }

    /// <summary>A sandbox whose jobs are done at once.</summary>
    public static Task<OrgCaller> FastAsync(SalesforceOptions? options = null) =>
        StartAsync((options ?? new()) with { TimeScale = Fast });

    /// <summary>A sandbox whose jobs are done at once, with faults.</summary>
    public static Task<OrgCaller> WithFaultsAsync(params string[] faults) =>
        FastAsync(new() { Faults = [.. faults.Select(FaultRule.ParseSalesforce)] });

    /// <summary>A sandbox whose clock moves by hand, on the morning of 1 June 2026.</summary>
    public static Task<OrgCaller> WithClockAsync(SalesforceOptions? options = null)
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 6, 1, 9, 30, 0, TimeSpan.Zero));
        return StartAsync((options ?? new()) with { Time = time }, time);
    }

    static async Task<OrgCaller> StartAsync(SalesforceOptions options, FakeTimeProvider? time = null) =>
        new(await SalesforceServer.StartAsync(options, TestContext.Current.CancellationToken), time);

    public Task<Reply> GetAsync(string path) => SendAsync("GET", path);

    /// <summary>Calls; a path without a leading slash is under <c>/services/data/v60.0/</c>.</summary>
    public async Task<Reply> SendAsync(
        string method, string path, string? body = null, string type = "application/json", Action<HttpRequestMessage>? change = null)
    {
        var root = Server.Url.GetLeftPart(UriPartial.Authority);
        using var request = new HttpRequestMessage(
            new HttpMethod(method), root + (path.StartsWith('/') ? path : "/services/data/v60.0/" + path));
        if (body is not null) request.Content = new StringContent(body, Encoding.UTF8, type);
        change?.Invoke(request);
        using var response = await Client.SendAsync(request);
        return new(response.StatusCode, await response.Content.ReadAsStringAsync(), response.Headers,
            response.Content.Headers.ContentType?.ToString());
    }

    /// <summary>Asks for a token.</summary>
    public async Task<Reply> TokenAsync(params (string Name, string Value)[] form)
    {
        using var content = new FormUrlEncodedContent(form.Select(pair => KeyValuePair.Create(pair.Name, pair.Value)));
        return await SendAsync("POST", "/services/oauth2/token", await content.ReadAsStringAsync(), "application/x-www-form-urlencoded");
    }

    /// <summary>Goes on with another token.</summary>
    public void Use(string token) => Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await Server.DisposeAsync();
    }
}

/// <summary>What is read off answers of the API.</summary>
static class OrgReplies
{
    /// <summary>The code of the first error.</summary>
    public static string Code(this Reply reply) => reply.Json[0]!["errorCode"]!.GetValue<string>();

    /// <summary>A member of the answer as text.</summary>
    public static string Text(this Reply reply, string name) => reply.Json[name]!.ToString();
}
