namespace Koppel.Sdk.Connections;

/// <summary>What can be asked of connectors.</summary>
public static class ConnectorExtensions
{
    /// <summary>The one of a type, however its letters are cased; null where there is none.</summary>
    /// <param name="connectors">Those that there are.</param>
    /// <param name="type">The word that a connection's <c>type</c> is, such as <c>csv</c>.</param>
    public static IConnector? Find(this IEnumerable<IConnector> connectors, string? type) =>
        connectors.FirstOrDefault(c => c.Type.Equals(type, StringComparison.OrdinalIgnoreCase));

    /// <summary>
    /// Whether tables of its connections can be loaded: it offers <see cref="CommonSettings.Access"/>. One that only reads files does not.
    /// </summary>
    /// <param name="connector">The kind of system.</param>
    public static bool CanLoad(this IConnector connector)
    {
        ArgumentNullException.ThrowIfNull(connector);
        return connector.Settings.Contains(CommonSettings.Access);
    }
}
