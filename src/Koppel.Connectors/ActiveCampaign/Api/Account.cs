using System.Text;
using Koppel.Sdk.Connections;
using Koppel.Sdk.Http;
using Koppel.Sdk.Rest.Declare;
using Koppel.Sdk.Rest.Read;

namespace Koppel.Connectors.ActiveCampaign.Api;

/// <summary>An ActiveCampaign account: its client, its limits and what a load may do in it.</summary>
internal sealed class Account : RestAccount
{
    /// <summary>The path of the API behind the host, for plans.</summary>
    public const string BasePath = "/api/3/";

    /// <summary>All calls of all integrations of the account. Source: ActiveCampaign's page on rate limits, 2025-10.</summary>
    public static readonly RateLimit Calls = new("calls a second", 5, TimeSpan.FromSeconds(1));

    /// <summary>Imports of several contacts. Source: ActiveCampaign's page on the bulk importer.</summary>
    public static readonly RateLimit Imports = new("imports a minute", 100, TimeSpan.FromMinutes(1));

    /// <summary>Imports of exactly one contact. Source: as above.</summary>
    public static readonly RateLimit SingleImports = new("imports of one contact a minute", 20, TimeSpan.FromMinutes(1));

    public Account(ConnectionSettings settings, ConnectorEnvironment environment)
        : base(settings.Name, CreateClient(settings, environment), environment)
    {
        RunAutomations = ParseAutomations(settings.Text("automations") ?? "run");
        CreateTags = settings.Switch("create_tags", true);
        CreateContacts = settings.Switch("create_contacts", false);
        Snapshots = ParseSnapshot(settings.Text("snapshot") ?? "off");
        Resubscribe = settings.Switch("resubscribe", false);
    }

    /// <summary>
    /// Whether automations that wait for a tag or a contact start when a load adds it. The API starts them unless told otherwise.
    /// </summary>
    public bool RunAutomations { get; set; }

    /// <summary>Whether a load by tag name creates tags that are missing.</summary>
    public bool CreateTags { get; set; }

    /// <summary>Whether a load by e-mail address creates contacts that are missing.</summary>
    public bool CreateContacts { get; set; }

    /// <summary>Whether a load may put a contact on a list again that it had left.</summary>
    public bool Resubscribe { get; set; }

    /// <summary>Understands run and skip, and on and off for the statement <c>set</c>.</summary>
    public static bool ParseAutomations(string value) =>
        value.Equals("run", StringComparison.OrdinalIgnoreCase) || (Setting.TryParseSwitch(value, out var on) && on);

    /// <summary>Understands off, on and new.</summary>
    public static SnapshotUse ParseSnapshot(string value) => Enum.Parse<SnapshotUse>(value, ignoreCase: true);

    static RestClient CreateClient(ConnectionSettings settings, ConnectorEnvironment environment) => new(
        new RestClientOptions
        {
            Connection = settings.Name,
            System = "ActiveCampaign",
            BaseAddress = new Uri(settings.Required("url").TrimEnd('/') + BasePath),
            Headers = new Dictionary<string, string> { ["Api-Token"] = settings.Required("token") },
            Limits = [Calls, Imports, SingleImports],
            UsualLimits = [Calls],
            Share = settings.Number("share", 1),
            AllowHttp = settings.Switch(CommonSettings.AllowHttp.Name, false),
            Throttled = ImportThrottled,
            // A tag that is there is refused by the database behind the API: "Duplicate entry 'vip-contact' for key 'typetag'".
            Errors = ErrorShape.Usual with
            {
                DuplicateCodes = ["duplicate"],
                DuplicateText = @"\bDuplicate entry '.*' for key\b",
            },
            CredentialsRemedy = "Check url and token of the connection: ActiveCampaign shows both under Settings, Developer.",
        },
        environment);

    /// <summary>
    /// The importer answers 400 with a sentence, not 429, when it is asked too often. Source: ActiveCampaign's page on it.
    /// </summary>
    static (RateLimit, TimeSpan)? ImportThrottled(RestResponse response) =>
        response.Status == 400
        && response.Route.EndsWith("import/bulk_import", StringComparison.Ordinal)
        && Encoding.UTF8.GetString(response.Body.Span).Contains("Rate limit exceeded", StringComparison.OrdinalIgnoreCase)
            ? (Imports, TimeSpan.FromMinutes(1))
            : null;
}
