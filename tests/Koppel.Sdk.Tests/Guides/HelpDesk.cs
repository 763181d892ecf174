using Koppel.Sdk.Connections;
using Koppel.Sdk.Http;
using Koppel.Sdk.Rest.Load;
using Koppel.Sdk.Rest.Read;

namespace Koppel.Sdk.Tests.Guides;

/// <summary>The example of the guide "Add a connector of a REST API"; a test holds the two against each other.</summary>
internal sealed class HelpDesk : IConnector
{
    static readonly RateLimit Calls = new("calls a second", 10, TimeSpan.FromSeconds(1));

    public string Type => "helpdesk";

    public string Description => "A help desk";

    public IReadOnlyList<Setting> Settings { get; } =
    [
        new("url", "The address") { Kind = SettingKind.Url, Required = true },
        new("token", "The key") { Required = true, Secret = true },
    ];

    public ICatalog Open(ConnectionSettings settings, ConnectorEnvironment environment)
    {
        var client = new RestClient(
            new RestClientOptions
            {
                Connection = settings.Name,
                System = "Help desk",
                BaseAddress = new Uri(settings.Required("url") + "/api/2/"),
                Headers = new Dictionary<string, string> { ["Api-Key"] = settings.Required("token") },
                Limits = [Calls],
                UsualLimits = [Calls],
            },
            environment);
        return new RestCatalog(new RestAccount(settings.Name, client, environment), [Tickets.Table]);
    }
}
