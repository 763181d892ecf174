using Koppel.Sandbox.Control;
using Koppel.Sandbox.Control.Salesforce;
using Koppel.Sandbox.Faults;
using Koppel.Sandbox.Http;
using Koppel.Sandbox.Salesforce;
using Koppel.Sandbox.Salesforce.Wire;
using Microsoft.AspNetCore.Http;

namespace Koppel.Sandbox.Hosting;

/// <summary>A Salesforce-compatible server on this machine, with invented companies and people. It calls nobody.</summary>
public sealed class SalesforceServer : IAsyncDisposable
{
    // What is longer than the API takes is refused in its own words; beyond this, in Kestrel's.
    const int LongestHead = 1_000_000;

    readonly SalesforceOptions _options;
    readonly LoopbackHost _host;
    readonly SalesforceOrg _org;
    readonly OrgControl _control;
    readonly Replay _replay;

    SalesforceServer(SalesforceOptions options, LoopbackHost host, SalesforceOrg org, OrgControl control, Replay replay) =>
        (_options, _host, _org, _control, _replay) = (options, host, org, control, replay);

    /// <summary>The base address, <c>http://127.0.0.1:PORT</c>: where one signs in, and the org's own host.</summary>
    public Uri Url => _host.Url;

    /// <summary>The access token of the session that is open from the start.</summary>
    public string Token => _options.Token;

    /// <summary>The consumer key of the app.</summary>
    public string ClientId => _options.ClientId;

    /// <summary>The consumer secret of the app.</summary>
    public string ClientSecret => _options.ClientSecret;

    /// <summary>The user's name.</summary>
    public string Username => _options.Username;

    /// <summary>The user's password with the security token behind it.</summary>
    public string Password => _options.Password;

    /// <summary>A refresh token.</summary>
    public string RefreshToken => _options.RefreshToken;

    /// <summary>The private key by which the app signs its assertions, as PEM. Made anew for each server.</summary>
    public string PrivateKey => _org.SignIns.Key.PrivatePem;

    /// <summary>The page that shows what is in it and what happens to it.</summary>
    public Uri Viewer => new(_host.Url, "/");

    /// <summary>Starts a sandbox.</summary>
    /// <exception cref="ArgumentException">The options cannot be served; the message names every fault.</exception>
    /// <exception cref="IOException">The port is taken.</exception>
    public static async Task<SalesforceServer> StartAsync(SalesforceOptions options, CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        var clock = new Clock(options.Time, options.TimeScale);
        var traffic = new Traffic();
        var faults = new FaultPlan(options.FaultSeed, options.Faults);
        var org = new SalesforceOrg(options, clock);
        var door = new SalesforceDoor(options, clock, org, traffic, faults);
        var control = new OrgControl(org, traffic, faults);
        var replay = new Replay(traffic, "Authorization", () => "Bearer " + org.SignIns.Sessions.Open());
        var table = OrgRoutes.Of(org, control, traffic, faults, replay);
        var controlDoor = new ControlDoor(table, ApiVersions.Root + "/", "/viewer/salesforce/pages.js");
        var host = await LoopbackHost.StartAsync(
            options.Port,
            context => !LoopbackNames.IsMeantForHere(context.Request) ? LoopbackNames.RefuseAsync(context)
                : IsControl(context.Request.Path) ? controlDoor.HandleAsync(context)
                : door.HandleAsync(context),
            ct, LongestHead);
        replay.Open(host.Url);
        return new(options, host, org, control, replay);
    }

    /// <summary>The same figures as <c>GET /_sandbox/stats</c>.</summary>
    public SalesforceStats GetStats() => _control.Stats();

    /// <summary>Stops serving.</summary>
    public async ValueTask DisposeAsync()
    {
        _replay.Dispose();
        await _host.DisposeAsync();
        _org.Dispose();
    }

    static bool IsControl(PathString path) => path == "/" || path.StartsWithSegments("/_sandbox") || path.StartsWithSegments("/viewer");
}
