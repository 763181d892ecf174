using Koppel.Sdk.Connections;

namespace Koppel.Engine.Tests.Configuration;

/// <summary>A connector that only declares settings.</summary>
sealed class FakeConnector(string type, params Setting[] settings) : IConnector
{
    public static readonly IReadOnlyList<IConnector> All =
    [
        new FakeConnector(
            "shop",
            new Setting("url", "The shop's address.") { Kind = SettingKind.Url, Required = true },
            new Setting("token", "The key.") { Required = true, Secret = true },
            new Setting("pace", "Calls a second.") { Kind = SettingKind.Number },
            new Setting("mails", "Whether mails are sent.") { Kind = SettingKind.Switch },
            CommonSettings.AllowHttp),
        new FakeConnector("excel", new Setting("path", "The workbook.") { Kind = SettingKind.Path, Required = true }),
    ];

    public string Type => type;

    public string Description => $"A {type}.";

    public IReadOnlyList<Setting> Settings => settings;

    public ICatalog Open(ConnectionSettings settings, ConnectorEnvironment environment) =>
        throw new InvalidOperationException("A configuration is read without opening a connection.");
}
