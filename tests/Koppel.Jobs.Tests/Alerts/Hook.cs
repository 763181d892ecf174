using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Koppel.Jobs.Tests.Alerts;

/// <summary>An address on a free port of this machine that takes a POST.</summary>
internal sealed class Hook : IAsyncDisposable
{
    readonly WebApplication _application;
    readonly int _status;

    Hook(WebApplication application, int status) => (_application, _status) = (application, status);

    public string Url => _application.Urls.First() + "/hook/";

    public List<JsonNode> Told { get; } = [];

    /// <summary>It does not answer before this is done.</summary>
    public Task Answers { get; set; } = Task.CompletedTask;

    public static async Task<Hook> StartAsync(int status = StatusCodes.Status204NoContent)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var hook = new Hook(builder.Build(), status);
        hook._application.Run(hook.TakeAsync);
        await hook._application.StartAsync(TestContext.Current.CancellationToken);
        return hook;
    }

    public async ValueTask DisposeAsync() => await _application.DisposeAsync();

    async Task TakeAsync(HttpContext context)
    {
        Told.Add((await JsonNode.ParseAsync(context.Request.Body))!);
        await Answers;
        context.Response.StatusCode = _status;
    }
}
