using Koppel.Server.Access;

namespace Koppel.Server.Hosting;

/// <summary>The query tool on this machine: its page and its interface for one user.</summary>
public sealed class UiServer : IAsyncDisposable
{
    readonly UiParts _parts;
    readonly LoopbackHost _host;

    UiServer(UiParts parts, LoopbackHost host) => (_parts, _host) = (parts, host);

    /// <summary>Where it answers, such as <c>http://127.0.0.1:5600/</c>.</summary>
    public Uri Address => _host.Address;

    /// <summary>The address that lets a browser in, once: each time it is read it is another one.</summary>
    public Uri TokenUrl => new(Address, $"/?token={_parts.Keys.NewToken()}");

    /// <summary>Starts it.</summary>
    /// <exception cref="IOException">The port is taken.</exception>
    public static async Task<UiServer> StartAsync(UiOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        var parts = new UiParts(options);
        try
        {
            var gate = new RequestGate(parts.Keys);
            var host = await LoopbackHost.StartAsync(options.Port, gate, parts.Routes(), new PageFiles(), cancellationToken);
            parts.Sessions.Start();
            parts.Ages.Start();
            parts.Jobs.Start();
            // DuckDB and the connections are loaded while the browser opens.
            parts.Warm();
            return new UiServer(parts, host);
        }
        catch
        {
            await parts.DisposeAsync();
            throw;
        }
    }

    /// <summary>Stops it: what runs is cut off, and can be gone on with where the ledger has it.</summary>
    public ValueTask StopAsync() => DisposeAsync();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _parts.CloseAsync();
        await _host.DisposeAsync();
        await _parts.DisposeAsync();
    }
}
