using Koppel.Engine.Binding;
using Koppel.Engine.Configuration;
using Koppel.Sdk.Connections;

namespace Koppel.Engine.Checking;

/// <summary>Tests connections: opens them, makes their cheapest call, and looks at the certificates that they need.</summary>
/// <param name="shared">The connections, and what they are opened with.</param>
internal sealed class ConnectionTester(EngineResources shared)
{
    readonly Certificates _certificates = new(shared.Options.Time);

    EngineOptions Options => shared.Options;

    /// <summary>Tests one.</summary>
    public async Task<ConnectionTest> TestAsync(ConnectionSettings connection, CancellationToken cancellationToken)
    {
        await using var connections = new ConnectionSet(shared, Options.Calls, NoSystem);
        var warnings = await WarningsAsync(connection, connections.SettingsOf(connection), cancellationToken);
        try
        {
            var found = await connections.Open(connection).TestAsync(cancellationToken);
            return new ConnectionTest(connection.Name, connection.Type, found, warnings);
        }
        catch (ConnectorException fault)
        {
            return new ConnectionTest(connection.Name, connection.Type, "", warnings) { Fault = fault };
        }
    }

    static ICatalog NoSystem() => throw new InvalidOperationException("Only connections of the configuration are tested.");

    async Task<IReadOnlyList<string>> WarningsAsync(
        ConnectionSettings connection, IReadOnlyList<Setting> settings, CancellationToken cancellationToken)
    {
        var warnings = new List<string>();
        foreach (var setting in settings)
        {
            if (connection.Text(setting.Name) is not { } value) continue;
            if (setting.Kind == SettingKind.Path)
                warnings.AddRange(_certificates.OfFile(setting.Name, Path.GetFullPath(value, Options.BaseFolder)));
            else if (setting.Kind == SettingKind.Url && Uri.TryCreate(value, UriKind.Absolute, out var address)
                && address.Scheme == Uri.UriSchemeHttps && await _certificates.OfServerAsync(address, cancellationToken) is { } warning)
                warnings.Add(warning);
        }
        return warnings;
    }
}
