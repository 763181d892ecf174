using System.Collections.Concurrent;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;

namespace Koppel.Sdk.Tests.Testing;

/// <summary>A call as it came in over the line.</summary>
/// <param name="Number">1 for the first.</param>
/// <param name="Method">The HTTP method.</param>
/// <param name="Target">Path and query as they were sent, still escaped.</param>
/// <param name="Body">The body.</param>
/// <param name="Headers">The headers.</param>
sealed record Received(int Number, string Method, string Target, string Body, IHeaderDictionary Headers)
{
    /// <summary>Names and values of the query, unescaped, in order.</summary>
    public IReadOnlyList<(string Name, string Value)> Query =>
        [.. Target.Split('?', 2).Skip(1).SelectMany(q => q.Split('&')).Select(p => p.Split('=', 2))
            .Select(p => (Uri.UnescapeDataString(p[0]), Uri.UnescapeDataString(p[1])))];

    /// <summary>The path without the query.</summary>
    public string Path => Target.Split('?', 2)[0];

    /// <summary>The last value of a parameter, or null.</summary>
    public string? Parameter(string name) => Query.Where(q => q.Name == name).Select(q => q.Value).LastOrDefault();
}

/// <summary>A web server on a free loopback port that answers as a test says, and keeps what it received.</summary>
sealed class StubServer : IAsyncDisposable
{
    readonly WebApplication _app;
    int _count;

    StubServer(WebApplication app) => _app = app;

    public Uri Url => new(_app.Urls.First() + "/api/");

    public ConcurrentQueue<Received> Calls { get; } = [];

    public static async Task<StubServer> StartAsync(Func<HttpContext, Received, Task> answer, IPAddress? address = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(k => k.Listen(address ?? IPAddress.Loopback, 0));
        var server = new StubServer(builder.Build());
        server._app.Run(async context =>
        {
            using var reader = new StreamReader(context.Request.Body, Encoding.UTF8);
            var body = await reader.ReadToEndAsync();
            var call = new Received(
                Interlocked.Increment(ref server._count), context.Request.Method, context.Features.Get<IHttpRequestFeature>()!.RawTarget,
                body,
                new HeaderDictionary(context.Request.Headers.ToDictionary()));
            server.Calls.Enqueue(call);
            await answer(context, call);
        });
        await server._app.StartAsync();
        return server;
    }

    /// <summary>A server whose n-th answer is the n-th of these; the last goes for all further calls.</summary>
    public static Task<StubServer> SayingAsync(params Func<HttpContext, Task>[] answers) =>
        StartAsync((context, call) => answers[Math.Min(call.Number, answers.Length) - 1](context));

    public static Func<HttpContext, Task> Says(int status, string body = "{}", params (string Name, string Value)[] headers) => context =>
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        foreach (var (name, value) in headers) context.Response.Headers[name] = value;
        return context.Response.WriteAsync(body);
    };

    /// <summary>Cuts the connection instead of answering.</summary>
    public static Task Cuts(HttpContext context)
    {
        context.Abort();
        return Task.CompletedTask;
    }

    /// <summary>Promises a longer answer than it gives, then cuts the connection.</summary>
    public static async Task CutsHalfway(HttpContext context)
    {
        context.Response.ContentLength = 1_000;
        await context.Response.WriteAsync("{\"things\":[");
        await context.Response.Body.FlushAsync();
        context.Abort();
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
