using Koppel.Engine.Hosting;
using Koppel.Sdk.Connections;

namespace Koppel.Server.Sessions;

/// <summary>Which connections are production: a load into one is confirmed by its name.</summary>
internal static class ProductionNames
{
    /// <summary>The names of those among some.</summary>
    /// <param name="engine">The engine, with its connections.</param>
    /// <param name="names">Those that count.</param>
    public static IReadOnlyList<string> Among(KoppelEngine engine, IEnumerable<string> names) =>
    [
        .. engine.Connections.Where(c => names.Contains(c.Name, StringComparer.OrdinalIgnoreCase)
            && engine.EnvironmentOf(c) == CommonSettings.Production).Select(c => c.Name),
    ];
}
