using System.Globalization;
using Koppel.Connectors.Salesforce.Api;
using Koppel.Connectors.Salesforce.SignIn;
using Koppel.Sdk.Connections;

namespace Koppel.Connectors.Salesforce;

/// <summary>Salesforce by its REST API and its Bulk API 2.0.</summary>
public sealed class SalesforceConnector : IConnector
{
    /// <inheritdoc/>
    public string Type => "salesforce";

    /// <inheritdoc/>
    public string Description => "Salesforce: every object of an org, standard and custom, with the fields that the user may see";

    /// <inheritdoc/>
    public IReadOnlyList<Setting> Settings { get; } =
    [
        new(LogInSettings.Url, "The org's own address, such as https://acme.my.salesforce.com; without it https://login.salesforce.com")
        {
            Kind = SettingKind.Url, Checks = Hosts.Fault, Example = "https://acme.my.salesforce.com", Title = "Org address",
            Source = "In Salesforce: Setup, then My Domain.",
        },
        new(LogInSettings.ClientId, "The consumer key of the External Client App")
        {
            Title = "Consumer key",
            Source = "In Salesforce: Setup, then External Client App Manager, the app, Settings, OAuth Settings, Consumer Key and Secret.",
        },
        new(LogInSettings.ClientSecret, "The consumer secret of the app; alone with url and client_id it signs in as the app's Run As user")
            { Secret = true, Title = "Consumer secret", Source = "It stands beside the consumer key." },
        new(LogInSettings.User, "The user's name, for private_key_file and password")
            { Advanced = true, Title = "User name" },
        new(LogInSettings.KeyFile, "A file with the private key (PEM) whose certificate the app has: signs in as username")
            { Kind = SettingKind.Path, Advanced = true, Title = "Private key file" },
        new(LogInSettings.Key, "The same key as a text; best as ${env:SF_KEY}")
            { Secret = true, Advanced = true, Title = "Private key" },
        new(LogInSettings.RefreshToken, "A refresh token of the app; a new one that Salesforce gives instead counts from then on")
            { Secret = true, Title = "Refresh token", Source = "koppel sign-in gets one in the browser and keeps it." },
        new(LogInSettings.Sfdx, "What sf org display --verbose shows as Sfdx Auth Url; it says all by itself")
        {
            Secret = true, Title = "Sfdx Auth Url", Source = "sf org display --verbose shows it.",
            Checks = value => SfdxUrl.Read(value) is null ? "must be as force://clientId:clientSecret:refreshToken@host" : null,
        },
        new(LogInSettings.Password, "The user's password with the security token behind it; new orgs refuse it, so it is the last resort")
            { Secret = true, Advanced = true, Title = "Password" },
        new(OrgOptions.DeletedName, "off (the default) or on: whether rows in the recycle bin and archived ones are read too")
            { Kind = SettingKind.Switch, Changeable = true, Default = "off", Advanced = true, Title = "Deleted rows" },
        new(OrgOptions.BulkAboveName, string.Create(CultureInfo.InvariantCulture,
            $"More rows than this are read and written by jobs of the Bulk API; {OrgOptions.DefaultBulkAbove:N0} by default"))
        {
            Kind = SettingKind.Number, Changeable = true, Advanced = true, Title = "Jobs above so many rows",
            Default = OrgOptions.DefaultBulkAbove.ToString(CultureInfo.InvariantCulture),
        },
        new(OrgOptions.ReserveName, "The share of the org's calls of 24 hours that is left for other programs, from 0 to 1; 0.1 by default")
        {
            Default = "0.1", Advanced = true, Title = "Reserve of calls",
            Checks =
                value => double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var share) && share is >= 0 and < 1
                ? null : $"must be a number from 0 and below 1, not '{value}'",
        },
        new(OrgOptions.AssignName, "on (the default) or off: whether the org's assignment rules give written leads and cases an owner")
            { Kind = SettingKind.Switch, Default = "on", Advanced = true, Title = "Assignment rules" },
        new(OrgOptions.DuplicatesName,
            "block (the default: what the org's duplicate rules say) or allow: rows that they only warn of are written")
            { Kind = SettingKind.Word, Words = ["block", "allow"], Default = "block", Advanced = true, Title = "Duplicate rules" },
        CommonSettings.ConfirmAbove,
        CommonSettings.ConfirmCallsAbove,
        .. CommonSettings.Limits,
        CommonSettings.Access,
        CommonSettings.AllowHttp,
        CommonSettings.Environment,
    ];

    /// <inheritdoc/>
    public IReadOnlyList<string> Faults(ConnectionSettings settings) => LogInSettings.Faults(settings);

    /// <inheritdoc/>
    public ICatalog Open(ConnectionSettings settings, ConnectorEnvironment environment) => new OrgCatalog(new Org(settings, environment));
}
