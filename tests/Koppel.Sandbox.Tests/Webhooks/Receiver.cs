using System.Net;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Koppel.Sandbox.Tests.Webhooks;

/// <summary>A server on a free port that takes what webhooks are sent.</summary>
sealed class Receiver : IAsyncDisposable
{
    readonly WebApplication application;
    readonly Channel<IReadOnlyDictionary<string, string>> forms = Channel.CreateUnbounded<IReadOnlyDictionary<string, string>>();

    Receiver(WebApplication application) => this.application = application;

    /// <summary>The status of every answer.</summary>
    public int Status { get; set; } = 200;

    public Uri Url { get; private set; } = new("http://127.0.0.1/");

    public static async Task<Receiver> StartAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var receiver = new Receiver(builder.Build());
        receiver.application.Run(receiver.TakeAsync);
        await receiver.application.StartAsync(TestContext.Current.CancellationToken);
        receiver.Url = new(
            receiver.application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First()
                + "/hook");
        return receiver;
    }

    /// <summary>The next form, as soon as it comes.</summary>
    public async Task<IReadOnlyDictionary<string, string>> NextAsync() =>
        await forms.Reader.ReadAsync(TestContext.Current.CancellationToken).AsTask()
            .WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);

    /// <summary>Whether nothing waits that was not read.</summary>
    public bool IsEmpty => !forms.Reader.TryPeek(out _);

    public async ValueTask DisposeAsync() => await application.DisposeAsync();

    async Task TakeAsync(HttpContext context)
    {
        var form = await context.Request.ReadFormAsync();
        await forms.Writer.WriteAsync(form.ToDictionary(pair => pair.Key, pair => pair.Value.ToString(), StringComparer.Ordinal));
        context.Response.StatusCode = Status;
    }
}
