using System.Net.Http.Headers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Koppel.EndToEnd.Tests;

/// <summary>
/// Stands before a sandbox as the system that a load speaks to, and goes away in the middle of it: a number of its writes is answered, of
/// those behind them the first reaches the sandbox without an answer, the others reach nothing; then the connections are cut, and nobody
/// listens any more.
/// </summary>
sealed class CutOff : IAsyncDisposable
{
    readonly Sandbox _sandbox;
    readonly string _route;
    readonly int _answered;
    readonly WebApplication _server;
    readonly HttpClient _http = new();
    readonly CancellationTokenSource _cut = new();
    readonly TaskCompletionSource _arrived = new(TaskCreationOptions.RunContinuationsAsynchronously);
    int _writes;
    int _told;
    int _completed;

    CutOff(Sandbox sandbox, string route, int answered)
    {
        (_sandbox, _route, _answered) = (sandbox, route, answered);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        _server = builder.Build();
        _server.Urls.Add("http://127.0.0.1:0");
        _server.Run(AnswerAsync);
    }

    /// <summary>Starts it.</summary>
    /// <param name="sandbox">What stands behind it.</param>
    /// <param name="route">The writes that are counted, such as <c>/api/3/tags</c>.</param>
    /// <param name="answered">How many of them are answered.</param>
    public static async Task<CutOff> StartAsync(Sandbox sandbox, string route, int answered)
    {
        var cutOff = new CutOff(sandbox, route, answered);
        await cutOff._server.StartAsync();
        return cutOff;
    }

    /// <summary>The value of <c>--connect</c> for the connection ac.</summary>
    public string Connect => $"ac=activecampaign;url={_server.Urls.First()};token={_sandbox.Server.Token}";

    /// <summary>Whether all writes that are to be answered were.</summary>
    public bool HasAnswered => Volatile.Read(ref _told) == _answered;

    /// <summary>How many imports were told to be completed so far.</summary>
    public int Completed => Volatile.Read(ref _completed);

    /// <summary>Goes away as soon as a condition holds and a write that the sandbox has is without an answer.</summary>
    public async Task CutAsync(Func<bool> condition)
    {
        await _arrived.Task;
        while (!condition()) await Task.Delay(20);
        await _cut.CancelAsync();
        await _server.StopAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _cut.CancelAsync();
        await _server.DisposeAsync();
        _http.Dispose();
        _cut.Dispose();
    }

    async Task AnswerAsync(HttpContext context)
    {
        var counts = context.Request.Method == "POST" && context.Request.Path == _route;
        var number = counts ? Interlocked.Increment(ref _writes) : 0;
        if (number > _answered + 1)
        {
            await HoldAsync(context);
            return;
        }
        var address = new Uri(_sandbox.Server.Url, context.Request.Path + context.Request.QueryString);
        using var request = new HttpRequestMessage(new HttpMethod(context.Request.Method), address);
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        if (body.Length > 0)
        {
            request.Content = new ByteArrayContent(body.ToArray());
            request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(context.Request.ContentType ?? "application/json");
        }
        request.Headers.Add("Api-Token", (string?)context.Request.Headers["Api-Token"]);
        using var answer = await _http.SendAsync(request);
        if (number > _answered)
        {
            _arrived.TrySetResult();
            await HoldAsync(context);
            return;
        }
        context.Response.StatusCode = (int)answer.StatusCode;
        foreach (var (name, values) in answer.Headers)
            if (name is not "Transfer-Encoding") context.Response.Headers[name] = values.ToArray();
        context.Response.ContentType = answer.Content.Headers.ContentType?.ToString();
        var text = await answer.Content.ReadAsByteArrayAsync();
        await context.Response.Body.WriteAsync(text);
        await context.Response.CompleteAsync();
        if (counts) Interlocked.Increment(ref _told);
        var isCompleted = context.Request.Path == "/api/3/import/info" && text.AsSpan().IndexOf("\"completed\""u8) >= 0;
        if (isCompleted) Interlocked.Increment(ref _completed);
    }

    async Task HoldAsync(HttpContext context)
    {
        await Task.Delay(Timeout.Infinite, _cut.Token).ContinueWith(_ => { }, TaskScheduler.Default);
        context.Abort();
    }
}
