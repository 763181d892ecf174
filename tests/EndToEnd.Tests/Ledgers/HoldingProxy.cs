using System.Net.Http.Headers;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Koppel.EndToEnd.Tests.Ledgers;

/// <summary>
/// Stands before a sandbox and holds a load in the middle: a number of its writes is answered, the one behind them reaches the sandbox
/// without an answer, the others reach nothing. Of imports, only the first is told to be done.
/// </summary>
sealed class HoldingProxy : IAsyncDisposable
{
    readonly Sandbox _sandbox;
    readonly WebApplication _server;
    readonly HttpClient _http = new();
    readonly CancellationTokenSource _end = new();
    readonly Lock _lock = new();
    int _answered;
    int _writes;
    string? _firstImport;

    HoldingProxy(Sandbox sandbox)
    {
        _sandbox = sandbox;
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        _server = builder.Build();
        _server.Urls.Add("http://127.0.0.1:0");
        _server.Run(AnswerAsync);
    }

    /// <summary>The value of <c>--connect</c> for the connection ac.</summary>
    public string Connect => $"ac=activecampaign;url={_server.Urls.First()};token={_sandbox.Server.Token}";

    /// <summary>Is complete when the write that gets no answer has reached the sandbox, or nothing more will be told.</summary>
    public TaskCompletionSource Arrived { get; private set; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public static async Task<HoldingProxy> StartAsync(Sandbox sandbox)
    {
        var proxy = new HoldingProxy(sandbox);
        await proxy._server.StartAsync();
        return proxy;
    }

    /// <summary>So many of the writes that come from now on are answered; below zero, and no import is told to be done.</summary>
    public void Begin(int answered)
    {
        lock (_lock) (_answered, _writes, _firstImport) = (Math.Abs(answered), 0, answered < 0 ? "none" : null);
        Arrived = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _server.DisposeAsync();
        _http.Dispose();
        _end.Dispose();
    }

    async Task AnswerAsync(HttpContext context)
    {
        int number;
        lock (_lock) number = context.Request.Method == "GET" ? 0 : ++_writes;
        if (number > _answered + 1 || IsOfLaterImport(context))
        {
            if (_firstImport == "none") Arrived.TrySetResult();
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
            Arrived.TrySetResult();
            await HoldAsync(context);
            return;
        }
        var text = await answer.Content.ReadAsByteArrayAsync();
        if (context.Request.Path == "/api/3/import/bulk_import")
            lock (_lock) _firstImport ??= JsonDocument.Parse(text).RootElement.GetProperty("batchId").GetString();
        context.Response.StatusCode = (int)answer.StatusCode;
        foreach (var (name, values) in answer.Headers)
            if (name is not "Transfer-Encoding") context.Response.Headers[name] = values.ToArray();
        context.Response.ContentType = answer.Content.Headers.ContentType?.ToString();
        await context.Response.Body.WriteAsync(text);
    }

    bool IsOfLaterImport(HttpContext context)
    {
        lock (_lock)
            return context.Request.Path == "/api/3/import/info" && _firstImport is { } first && context.Request.Query["batchId"] != first;
    }

    async Task HoldAsync(HttpContext context)
    {
        await Task.Delay(Timeout.Infinite, _end.Token).ContinueWith(_ => { }, TaskScheduler.Default);
        context.Abort();
    }
}
