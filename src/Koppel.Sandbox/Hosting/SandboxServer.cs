using Koppel.Sandbox.ActiveCampaign;
using Koppel.Sandbox.ActiveCampaign.State;
using Koppel.Sandbox.ActiveCampaign.Tracking;
using Koppel.Sandbox.ActiveCampaign.Webhooks;
using Koppel.Sandbox.Control;
using Koppel.Sandbox.Faults;
using Koppel.Sandbox.Http;

namespace Koppel.Sandbox.Hosting;

/// <summary>An ActiveCampaign-compatible server on this machine, with invented contacts. It never sends mail and calls nobody.</summary>
public sealed class SandboxServer : IAsyncDisposable
{
    readonly SandboxOptions _options;
    readonly LoopbackHost _host;
    readonly SandboxData _data;
    readonly WebhookPublisher _webhooks;
    readonly Replay _replay;

    SandboxServer(SandboxOptions options, LoopbackHost host, SandboxData data, WebhookPublisher webhooks, Replay replay) =>
        (_options, _host, _data, _webhooks, _replay) = (options, host, data, webhooks, replay);

    /// <summary>The base address, <c>http://127.0.0.1:PORT</c>; the API is under <c>/api/3</c>.</summary>
    public Uri Url => _host.Url;

    /// <summary>The key that the API wants in the header <c>Api-Token</c>.</summary>
    public string Token => _options.Token;

    /// <summary>The page that shows the contacts with their tags.</summary>
    public Uri Viewer => new(_host.Url, "/");

    /// <summary>Starts a sandbox.</summary>
    /// <exception cref="ArgumentException">The options cannot be served; the message names every fault.</exception>
    /// <exception cref="InvalidDataException">The snapshot file cannot be read.</exception>
    /// <exception cref="IOException">The port is taken.</exception>
    public static async Task<SandboxServer> StartAsync(SandboxOptions options, CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        var clock = new Clock(options.Time, options.TimeScale);
        var traffic = new Traffic();
        var state = new SandboxState(clock, options, traffic);
        var data = new SandboxData(state, clock, options, traffic);
        await data.LoadAsync(ct);
        var webhooks = new WebhookPublisher(state);
        var faults = new FaultPlan(options.FaultSeed, options.Faults);
        var api = new ApiDoor(options, clock, state, traffic, faults, webhooks);
        var replay = new Replay(traffic, "Api-Token", () => options.Token);
        var control = new ControlDoor(ControlRoutes.Of(state, data, webhooks, traffic, faults, replay), "/api/3/");
        var events = new EventDoor(state, options);
        var host = await LoopbackHost.StartAsync(
            options.Port,
            context => !LoopbackNames.IsMeantForHere(context.Request) ? LoopbackNames.RefuseAsync(context)
                : context.Request.Path.StartsWithSegments("/api/3", StringComparison.Ordinal, out var rest) && rest.HasValue
                    ? api.HandleAsync(context)
                : context.Request is { Method: "POST", Path.Value: "/event" } ? events.HandleAsync(context)
                : control.HandleAsync(context),
            ct);
        state.Root = host.Url;
        api.Open(host.Url);
        replay.Open(host.Url);
        return new(options, host, data, webhooks, replay);
    }

    /// <summary>The same figures as <c>GET /_sandbox/stats</c>.</summary>
    public SandboxStats GetStats() => _data.Stats();

    /// <summary>Stops serving and writes the snapshot file, when there is one.</summary>
    public async ValueTask DisposeAsync()
    {
        _replay.Dispose();
        await _host.DisposeAsync();
        await _webhooks.DisposeAsync();
        await _data.SaveAsync();
    }
}
