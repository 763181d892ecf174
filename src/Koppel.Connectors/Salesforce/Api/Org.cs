using System.Globalization;
using System.Text.Json;
using Koppel.Connectors.Salesforce.SignIn;
using Koppel.Sdk.Connections;
using Koppel.Sdk.Http;

namespace Koppel.Connectors.Salesforce.Api;

/// <summary>
/// An org of Salesforce: its client, the version that is spoken, its allowance of calls, and what the connection says of it.
/// </summary>
internal sealed class Org : IDisposable
{
    /// <summary>Versions of the API that Koppel knows. Source: Salesforce's release notes; 67 is Summer '26.</summary>
    const int OldestVersion = 60, NewestVersion = 67;

    readonly KeptValue<string> _version;
    readonly Allowance _allowance;

    public Org(ConnectionSettings settings, ConnectorEnvironment environment)
    {
        (Connection, Environment) = (settings.Name, environment);
        var logIn = new LogInSettings(settings);
        Options = new OrgOptions(settings);
        var shared = environment.Shared;
        _allowance = shared?.Get($"{settings.Name} {logIn.Address}", NewAllowance) ?? NewAllowance();
        _version = shared?.Get($"{settings.Name} {logIn.Address}", NewVersion) ?? NewVersion();
        Client = new RestClient(
            new RestClientOptions
            {
                Connection = settings.Name,
                System = "Salesforce",
                BaseAddress = logIn.Address,
                Credential = new OrgCredential(logIn),
                Limits = [],
                UsualLimits = [],
                AllowHttp = settings.Switch(CommonSettings.AllowHttp.Name, false),
                Inspect = Inspect,
                CredentialsRemedy = Remedies.Usual,
                Retry = new RetryPolicy { Timeout = TimeSpan.FromMinutes(10) }, // Salesforce itself cuts a call off then.
            },
            environment with { SharedFolder = null });

        Allowance NewAllowance() => new(Options.Reserve);
        KeptValue<string> NewVersion() => new(environment.Time, TimeSpan.FromHours(1));
    }

    /// <summary>The connection's name.</summary>
    public string Connection { get; }

    /// <summary>Clock and observer.</summary>
    public ConnectorEnvironment Environment { get; }

    /// <summary>Sends the calls.</summary>
    public RestClient Client { get; }

    /// <summary>What the connection says of reading and writing.</summary>
    public OrgOptions Options { get; }

    /// <summary>What stands before every path, such as <c>services/data/v67.0/</c>.</summary>
    /// <exception cref="ConnectorException">The org speaks no version that Koppel knows, or cannot be asked.</exception>
    public Task<string> BasePathAsync(CancellationToken cancellationToken = default) =>
        _version.GetAsync(FindVersionAsync, cancellationToken);

    /// <summary>Sends a call, unless the allowance is used up; gives the answer, whatever its status.</summary>
    /// <param name="request">The call; its path stands behind <see cref="BasePathAsync"/>.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="ConnectorException">No answer came, or none that can be used.</exception>
    public async Task<RestResponse> SendAsync(RestRequest request, CancellationToken cancellationToken = default)
    {
        var path = await BasePathAsync(cancellationToken);
        return await SendWholeAsync(
            request with { Path = path + request.Path, Pattern = path + (request.Pattern ?? request.Path.Split('?')[0]) },
            cancellationToken);
    }

    /// <summary>The same for a path that an answer gave, such as that of the next page, followed to the letter.</summary>
    public Task<RestResponse> FollowAsync(RestRequest request, CancellationToken cancellationToken = default) =>
        SendWholeAsync(request with { Path = request.Path.TrimStart('/') }, cancellationToken);

    /// <inheritdoc/>
    public void Dispose()
    {
        Client.Dispose();
        if (Environment.Shared is null) _version.Dispose();
    }

    /// <summary>Asks how much of the allowance is left, which needs the credentials.</summary>
    /// <returns>A few words: the version, and how many calls were made.</returns>
    public async Task<string> TestAsync(CancellationToken cancellationToken)
    {
        OrgErrors.Checked(await SendAsync(new RestRequest(HttpMethod.Get, "limits"), cancellationToken), Connection);
        var version = (await BasePathAsync(cancellationToken)).Split('/')[^2];
        return _allowance.Known is not var (used, most) ? version
            : string.Create(CultureInfo.InvariantCulture, $"{version}, {used:N0} of {most:N0} calls of 24 hours used");
    }

    /// <summary>Makes sure that a call may be made.</summary>
    /// <exception cref="ConnectorException">The allowance of the day is used up to the share that is left for others.</exception>
    public void CheckAllowance()
    {
        if (_allowance.Fault(Connection) is { } fault) throw fault;
    }

    Task<RestResponse> SendWholeAsync(RestRequest request, CancellationToken cancellationToken)
    {
        CheckAllowance();
        return Client.SendAsync(request, cancellationToken);
    }

    async Task<string> FindVersionAsync(CancellationToken cancellationToken)
    {
        var response = OrgErrors.Checked(
            await Client.SendAsync(new RestRequest(HttpMethod.Get, "services/data"), cancellationToken), Connection);
        using var document = response.Json();
        var versions = document.RootElement.ValueKind != JsonValueKind.Array ? []
            : document.RootElement.EnumerateArray().Select(NumberOf).OfType<int>().ToList();
        var newest = versions.Where(v => v <= NewestVersion).DefaultIfEmpty(0).Max();
        if (newest >= OldestVersion) return string.Create(CultureInfo.InvariantCulture, $"services/data/v{newest}.0/");
        throw new ConnectorException(ConnectorErrorKind.NotSupported,
            $"Salesforce (connection '{Connection}') speaks the versions {string.Join(", ", versions.Select(v => $"{v}.0"))} of its API; "
                + $"Koppel "
            + $"knows {OldestVersion}.0 to {NewestVersion}.0. Take a newer Koppel, or check that url is the address of a Salesforce org.")
        { Connection = Connection };
    }

    static int? NumberOf(JsonElement version) =>
        version.ValueKind == JsonValueKind.Object && version.TryGetProperty("version", out var text)
            && text.ValueKind == JsonValueKind.String && decimal.TryParse(text.GetString(), CultureInfo.InvariantCulture, out var number)
            ? (int)number : null;

    ConnectorException? Inspect(RestResponse response)
    {
        _allowance.Take(response);
        return OrgErrors.Own(response, Connection);
    }
}
