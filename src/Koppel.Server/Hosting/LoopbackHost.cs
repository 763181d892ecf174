using System.Net;
using System.Net.Sockets;
using Koppel.Server.Access;
using Koppel.Server.Api;
using Koppel.Server.Wire;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Koppel.Server.Hosting;

/// <summary>
/// Kestrel on the loopback addresses alone. Built from the empty builder: settings files and variables around the process say nothing
/// about it, and Ctrl-C belongs to the program that hosts it.
/// </summary>
internal sealed class LoopbackHost : IAsyncDisposable
{
    const int LargestBody = 1 << 20, LargestFile = 5 << 20;

    const int MostTries = 10;

    readonly WebApplication _application;

    LoopbackHost(WebApplication application, Uri address) => (_application, Address) = (application, address);

    /// <summary>Where it answers.</summary>
    public Uri Address { get; }

    /// <summary>Starts serving.</summary>
    /// <exception cref="IOException">The port is taken.</exception>
    public static async Task<LoopbackHost> StartAsync(
        int port, RequestGate gate, IReadOnlyList<Route> routes, PageFiles page, CancellationToken cancellationToken)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                return await ListenAsync(port, gate, routes, page, cancellationToken);
            }
            catch (IOException) when (port == 0 && tries < MostTries)
            {
                // Between the look for a free port and its use another program has taken it.
            }
        }
    }

    static async Task<LoopbackHost> ListenAsync(
        int port, RequestGate gate, IReadOnlyList<Route> routes, PageFiles page, CancellationToken cancellationToken)
    {
        var addresses = Addresses(ref port);
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = LargestFile;
            kestrel.Limits.MinRequestBodyDataRate = new MinDataRate(240, TimeSpan.FromSeconds(5));
            kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);
            kestrel.Limits.MaxConcurrentConnections = 200;
            foreach (var address in addresses) kestrel.Listen(address, port, listen => listen.Protocols = HttpProtocols.Http1);
        });
        builder.Services.AddRoutingCore();
        builder.Services.AddSingleton<IHostLifetime, NoLifetime>();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(1));
        var application = builder.Build();
        try
        {
            application.Use(next => context => gate.HandleAsync(context, next));
            application.Use(next => context => GuardAsync(context, next));
            application.UseRouting();
            foreach (var route in routes)
                application.MapMethods($"/api/v1{route.Path}", Methods(route.Method), route.Handle);
            application.MapMethods("/api/v1/openapi.json", ["GET", "HEAD"], c => Answer.JsonAsync(c, Description.Of(routes)));
            application.MapMethods("/health/live", ["GET", "HEAD"], context => Answer.JsonAsync(context, Live()));
            application.MapMethods("/", ["GET", "HEAD"], page.HandleAsync);
            application.MapMethods("/page/{**path}", ["GET", "HEAD"], page.HandleAsync);
            await application.StartAsync(cancellationToken);
            var address = application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses
                .First(a => a.Contains("127.0.0.1", StringComparison.Ordinal));
            return new(application, new Uri(address));
        }
        catch
        {
            await application.DisposeAsync();
            throw;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _application.StopAsync();
        await _application.DisposeAsync();
    }

    /// <summary>
    /// The loopback addresses that this machine has: browsers take <c>localhost</c> for either. A free port must be free on both.
    /// </summary>
    static List<IPAddress> Addresses(ref int port)
    {
        var addresses = new List<IPAddress> { IPAddress.Loopback };
        try
        {
            using var probe = new TcpListener(IPAddress.IPv6Loopback, port);
            probe.Start();
            addresses.Add(IPAddress.IPv6Loopback);
            port = ((IPEndPoint)probe.LocalEndpoint).Port;
        }
        catch (SocketException fault) when (fault.SocketErrorCode != SocketError.AddressAlreadyInUse)
        {
            // There is no such address here.
        }
        catch (SocketException fault)
        {
            throw new IOException(fault.Message, fault);
        }
        return addresses;
    }

    static System.Text.Json.Nodes.JsonObject Live() => new() { ["status"] = "live" };

    static string[] Methods(string method) => method == "GET" ? ["GET", "HEAD"] : [method];

    /// <summary>Holds a request to the size of its route, and makes a problem of whatever is thrown.</summary>
    static async Task GuardAsync(HttpContext context, RequestDelegate next)
    {
        try
        {
            var isFile = context.Request.Path.StartsWithSegments("/api/v1/files", StringComparison.Ordinal);
            var isUpload = context.Request.Path == "/api/v1/uploads";
            var size = context.Features.Get<IHttpMaxRequestBodySizeFeature>();
            // Whoever keeps an upload counts its bytes.
            if (!isFile && size is { IsReadOnly: false }) size.MaxRequestBodySize = isUpload ? null : LargestBody;
            if (!isUpload && context.Request.ContentLength > (isFile ? LargestFile : LargestBody)) throw TooLarge(isFile);
            await next(context);
            if (context.Response.HasStarted) return;
            if (context.Response.StatusCode == 405)
                throw new ApiFault(405, "wrong-method", $"This address does not take {context.Request.Method}.");
            if (context.GetEndpoint() is null) throw ApiFault.NotFound("no-page", "There is nothing at this address. The page is at /.");
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // Who asked went away.
        }
        catch (Microsoft.AspNetCore.Http.BadHttpRequestException fault)
        {
            await Answer.ProblemAsync(context, fault.StatusCode == 413 ? TooLarge(isFile: false)
                : new ApiFault(fault.StatusCode, "wrong-request", "The request cannot be read: it is too slow, or not whole."));
        }
        catch (Exception fault)
        {
            await Answer.ProblemAsync(context, FaultOf.Of(fault));
        }
    }

    static ApiFault TooLarge(bool isFile) => new(413, "too-large", isFile
        ? "A query file may have 5 MB at most. Keep data in a CSV file, and read that."
        : "The body of the request is larger than 1 MB. Save a long script as files, and run them one by one.");

    sealed class NoLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
