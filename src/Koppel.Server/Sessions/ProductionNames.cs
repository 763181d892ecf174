using Koppel.Sdk.Connections;

namespace Koppel.Server.Sessions;

/// <summary>Which connections are production: a load into one is confirmed by its name.</summary>
internal static class ProductionNames
{
    /// <summary>The names of those among some.</summary>
    /// <param name="connections">The connections of the configuration.</param>
    /// <param name="names">Those that count.</param>
    public static IReadOnlyList<string> Among(IReadOnlyList<ConnectionSettings> connections, IEnumerable<string> names) =>
    [
        .. connections.Where(c => names.Contains(c.Name, StringComparer.OrdinalIgnoreCase) && IsProduction(c)).Select(c => c.Name),
    ];

    /// <summary>Whether a connection is: it says so, or says nothing and its address is not this machine.</summary>
    public static bool IsProduction(ConnectionSettings connection) => connection.Text(CommonSettings.Environment.Name) switch
    {
        null or "" => !IsHere(connection),
        var word => word == "production",
    };

    /// <summary>Whether nothing that it says leaves this machine: it has an address, and that is this machine's.</summary>
    static bool IsHere(ConnectionSettings connection) =>
        Uri.TryCreate(connection.Text("url"), UriKind.Absolute, out var address) && address.IsLoopback;
}
