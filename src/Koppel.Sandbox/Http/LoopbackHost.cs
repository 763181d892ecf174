using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Koppel.Sandbox.Http;

/// <summary>
/// Kestrel on 127.0.0.1. Built from the empty builder: settings files and variables around the process say nothing about a
/// sandbox, and Ctrl-C belongs to the program that hosts it.
/// </summary>
internal sealed class LoopbackHost : IAsyncDisposable
{
    readonly WebApplication _application;

    LoopbackHost(WebApplication application, Uri url) => (_application, Url) = (application, url);

    public Uri Url { get; }

    /// <summary>Starts serving.</summary>
    /// <param name="port">The port; 0 takes a free one.</param>
    /// <param name="handle">Answers.</param>
    /// <param name="cancellationToken">Ends the start.</param>
    /// <param name="longestHead">
    /// How long the first line of a request, and its headers, may be, for a door that refuses longer ones by itself; null for Kestrel's own
    /// limits.
    /// </param>
    public static async Task<LoopbackHost> StartAsync(
        int port, RequestDelegate handle, CancellationToken cancellationToken, int? longestHead = null)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = null;
            if (longestHead is { } most)
            {
                kestrel.Limits.MaxRequestLineSize = kestrel.Limits.MaxRequestHeadersTotalSize = most;
                kestrel.Limits.MaxRequestBufferSize = 2 * most;
            }

            kestrel.Listen(IPAddress.Loopback, port, listen => listen.Protocols = HttpProtocols.Http1);
        });
        builder.Services.AddSingleton<IHostLifetime, NoLifetime>();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(1));
        var application = builder.Build();
        try
        {
            application.Run(handle);
            await application.StartAsync(cancellationToken);
            var address = application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
            return new(application, new Uri(address));
        }
        catch
        {
            await application.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _application.StopAsync();
        await _application.DisposeAsync();
    }

    sealed class NoLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
