using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Koppel.Sandbox.Hosting;
using Microsoft.Extensions.Time.Testing;

namespace Koppel.Sandbox.Tests;

/// <summary>A sandbox on a real socket, and a client that calls it.</summary>
sealed class Caller : IAsyncDisposable
{
    /// <summary>So fast that no limit is met and imports are done at once.</summary>
    const double Fast = 10_000_000;

    readonly HttpClient client;

    Caller(SandboxServer server, FakeTimeProvider? time)
    {
        Server = server;
        Time = time;
        client = new HttpClient { BaseAddress = server.Url, Timeout = TimeSpan.FromSeconds(100) };
        client.DefaultRequestHeaders.Add("Api-Token", server.Token);
    }

    public SandboxServer Server { get; }

    /// <summary>The sandbox's clock, when it is moved by hand.</summary>
    public FakeTimeProvider? Time { get; }

    public HttpClient Client => client;

    /// <summary>A sandbox without limits that anyone would notice, and with little in it.</summary>
    public static Task<Caller> FastAsync(SandboxOptions? options = null) =>
        StartAsync((options ?? new()) with { TimeScale = Fast, Plain = true });

    /// <summary>A sandbox without limits that anyone would notice, with all that users find in it.</summary>
    public static Task<Caller> FullAsync(SandboxOptions? options = null) => StartAsync((options ?? new()) with { TimeScale = Fast });

    /// <summary>A sandbox whose clock moves by hand, at half past ten in the morning of 1 June 2026, Central time.</summary>
    public static Task<Caller> WithClockAsync(SandboxOptions? options = null)
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 6, 1, 15, 30, 0, TimeSpan.Zero));
        return StartAsync((options ?? new()) with { Time = time, Plain = true }, time);
    }

    public static async Task<Caller> StartAsync(SandboxOptions options, FakeTimeProvider? time = null) =>
        new(await SandboxServer.StartAsync(options, TestContext.Current.CancellationToken), time);

    public Task<Reply> GetAsync(string path) => SendAsync("GET", path);

    public Task<Reply> PostAsync(string path, string body) => SendAsync("POST", path, body);

    public Task<Reply> PutAsync(string path, string body) => SendAsync("PUT", path, body);

    public Task<Reply> DeleteAsync(string path) => SendAsync("DELETE", path);

    /// <summary>Calls; a path without a leading slash is under <c>/api/3/</c>.</summary>
    public async Task<Reply> SendAsync(string method, string path, string? body = null, Action<HttpRequestMessage>? change = null)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path.StartsWith('/') ? path : "/api/3/" + path);
        if (body is not null) request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        change?.Invoke(request);
        using var response = await client.SendAsync(request);
        return new(response.StatusCode, await response.Content.ReadAsStringAsync(), response.Headers,
            response.Content.Headers.ContentType?.ToString());
    }

    public async Task<string> ImportAsync(params string[] contacts) =>
        (await PostAsync("import/bulk_import", $$"""{"contacts":[{{string.Join(',', contacts)}}]}""")).Json["batchId"]!.GetValue<string>();

    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        await Server.DisposeAsync();
    }
}

/// <summary>An answer, read.</summary>
sealed record Reply(HttpStatusCode Code, string Body, System.Net.Http.Headers.HttpResponseHeaders Headers, string? ContentType)
{
    public int Status => (int)Code;

    public JsonNode Json => JsonNode.Parse(Body)!;

    public string? Header(string name) => Headers.TryGetValues(name, out var values) ? string.Join(',', values) : null;

    /// <summary>The values of one key over the rows of a list.</summary>
    public string[] Column(string list, string key) => [.. Json[list]!.AsArray().Select(row => row![key]!.ToString())];
}
