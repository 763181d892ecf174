using System.IO.Compression;
using Koppel.Sandbox.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Koppel.EndToEnd.Tests.Fuzzing;

/// <summary>Stands between koppel and a sandbox, and changes some of the answers.</summary>
internal sealed class MutatingProxy : IAsyncDisposable
{
    /// <summary>So many answers in a hundred are changed.</summary>
    const int Share = 40;

    readonly WebApplication _app;
    readonly HttpClient _sandbox;
    readonly Lock _lock = new();
    Random _random = new(0);

    MutatingProxy(WebApplication app, HttpClient sandbox) => (_app, _sandbox) = (app, sandbox);

    /// <summary>Its address.</summary>
    public string Url => _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();

    /// <summary>Starts it.</summary>
    public static async Task<MutatingProxy> StartAsync(SandboxServer sandbox)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var proxy = new MutatingProxy(builder.Build(), new HttpClient { BaseAddress = sandbox.Url });
        proxy._app.Urls.Add("http://127.0.0.1:0");
        proxy._app.Run(proxy.PassAsync);
        await proxy._app.StartAsync();
        return proxy;
    }

    /// <summary>The random numbers that decide from now on.</summary>
    public void Begin(Random random)
    {
        lock (_lock) _random = random;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _sandbox.Dispose();
    }

    async Task PassAsync(HttpContext context)
    {
        using var request = new HttpRequestMessage(
            new HttpMethod(context.Request.Method), new Uri(context.Request.Path + context.Request.QueryString.Value, UriKind.Relative));
        using var sent = new MemoryStream();
        await context.Request.Body.CopyToAsync(sent, context.RequestAborted);
        if (sent.Length > 0)
            request.Content = new ByteArrayContent(sent.ToArray()) { Headers = { { "Content-Type", "application/json" } } };
        foreach (var name in new[] { "Api-Token", "Accept" })
            if (context.Request.Headers.TryGetValue(name, out var values)) request.Headers.TryAddWithoutValidation(name, values.ToArray());

        using var answer = await _sandbox.SendAsync(request, context.RequestAborted);
        context.Response.StatusCode = (int)answer.StatusCode;
        context.Response.ContentType = answer.Content.Headers.ContentType?.ToString();
        foreach (var (name, values) in answer.Headers.Where(
            h => h.Key is "Sandbox-Time-Scale" or "Retry-After")) context.Response.Headers[name] = values.ToArray();
        await SendAsync(context, await answer.Content.ReadAsByteArrayAsync(context.RequestAborted));
    }

    async Task SendAsync(HttpContext context, byte[] body)
    {
        var cut = 0;
        lock (_lock)
        {
            if (_random.Next(100) < Share)
            {
                body = JsonMutations.Of(body, _random);
                cut = Disturb(context.Response, ref body);
            }
        }

        if (context.Response.StatusCode == StatusCodes.Status204NoContent) return;
        context.Response.ContentLength = body.Length + cut;
        await context.Response.Body.WriteAsync(body, context.RequestAborted);
        if (cut > 0)
        {
            await context.Response.Body.FlushAsync(context.RequestAborted);
            context.Abort();
        }
    }

    /// <summary>Changes what stands around the body, now and then; gives how many bytes of it will be missing.</summary>
    int Disturb(HttpResponse response, ref byte[] body)
    {
        switch (_random.Next(30))
        {
            case 0: return 10;
            case 1: response.ContentType = "application/json; charset=iso-8859-1"; break;
            case 2: response.ContentType = "text/html; charset=none-such"; body = [.. "<html><body>Please log in</body></html>"u8]; break;
            case 3: response.Headers.ContentEncoding = "gzip"; break;
            case 4: (response.Headers.ContentEncoding, body) = ("gzip", Zipped(body)); break;
            case 5: body = []; break;
            case 6: response.StatusCode = new[] { 200, 201, 202, 204, 302, 400, 404, 409, 422, 500 }[_random.Next(10)]; break;
            case 7: body = [0xEF, 0xBB, 0xBF, .. body]; break;
        }

        return 0;
    }

    static byte[] Zipped(byte[] body)
    {
        using var zipped = new MemoryStream();
        using (var zip = new GZipStream(zipped, CompressionLevel.Fastest)) zip.Write(body);
        return zipped.ToArray();
    }
}
