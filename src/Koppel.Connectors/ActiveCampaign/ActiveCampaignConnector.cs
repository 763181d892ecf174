using Koppel.Connectors.ActiveCampaign.Api;
using Koppel.Sdk.Connections;

namespace Koppel.Connectors.ActiveCampaign;

/// <summary>ActiveCampaign by its REST API, version 3.</summary>
public sealed class ActiveCampaignConnector : IConnector
{
    /// <inheritdoc/>
    public string Type => "activecampaign";

    /// <inheritdoc/>
    public string Description => "ActiveCampaign: contacts, tags, lists, fields, accounts, deals, campaigns and what else its API has";

    /// <inheritdoc/>
    public IReadOnlyList<Setting> Settings { get; } =
    [
        new("url", "The account's address, such as https://account.api-us1.com")
        {
            Kind = SettingKind.Url, Required = true, Title = "API URL",
            Source = "In ActiveCampaign: Settings, then Developer, beside the key. Take Settings of the account, not My Settings.",
        },
        new("token", "The API key of a user")
        {
            Required = true, Secret = true, Title = "API key",
            Source = "In ActiveCampaign: Settings, then Developer, under API Access. Whoever has it can do what that user can.",
        },
        new("automations", "run (the default: what the API does by itself) or skip: whether a load may start automations")
        {
            Kind = SettingKind.Word, Words = ["run", "skip", "on", "off"], Changeable = true, Default = "run", Advanced = true,
            Title = "Automations",
        },
        new("create_tags", "on (the default) or off: whether a load by tag name creates tags that are missing")
        {
            Kind = SettingKind.Switch, Changeable = true, Default = "on", Advanced = true, Title = "Create tags",
        },
        new("create_contacts",
            "off (the default) or on: whether a load by e-mail address creates contacts that are missing")
        {
            Kind = SettingKind.Switch, Changeable = true, Default = "off", Advanced = true, Title = "Create contacts",
        },
        new("resubscribe",
            "off (the default) or on: whether a load may subscribe a contact again to a list that it had left")
        {
            Kind = SettingKind.Switch, Changeable = true, Default = "off", Advanced = true, Title = "Subscribe again",
        },
        new("share",
            "The part of the account's limits that Koppel may use, above 0 and at most 1 (the default)")
        {
            Kind = SettingKind.Number, Most = 1, Default = "1", Advanced = true, Title = "Share of the limits",
        },
        new("snapshot",
            "off (the default), on: contacts are kept on this machine and only what changed is read again, or new: the next reading takes "
            + "all of them anew")
        {
            Kind = SettingKind.Word, Words = ["off", "on", "new"], Changeable = true, Default = "off", Advanced = true,
            Title = "Snapshot of contacts",
        },
        CommonSettings.ConfirmAbove,
        CommonSettings.ConfirmCallsAbove,
        .. CommonSettings.Limits,
        CommonSettings.Access,
        CommonSettings.AllowHttp,
        CommonSettings.Environment,
    ];

    /// <inheritdoc/>
    public ICatalog Open(ConnectionSettings settings, ConnectorEnvironment environment) => new Catalog(new Account(settings, environment));
}
