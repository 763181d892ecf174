using System.Reflection;
using System.Text.Json.Nodes;
using Koppel.Engine.Configuration;
using Koppel.Sdk.Connections;
using Koppel.Server.Sessions;
using Koppel.Server.Wire;

namespace Koppel.Server.Api;

/// <summary>What the page says of the program.</summary>
internal static class AboutRoutes
{
    /// <summary>The routes.</summary>
    /// <param name="engines">Knows what is wrong with the configuration.</param>
    /// <param name="facts">What does not change.</param>
    public static IEnumerable<Route> Of(EngineHolder engines, ProgramFacts facts) =>
    [
        new("GET", "/about", "The program, its folder and its configuration", async context =>
        {
            string user;
            bool isOnThisMachine;
            await using (var use = engines.Take())
                (user, isOnThisMachine) = (use.Told.Session.User ?? Environment.UserName, IsOnThisMachine(use.Told.Engine));
            await Answer.JsonAsync(context, new JsonObject
            {
                ["version"] = Version,
                ["folder"] = facts.Folder,
                ["configuration"] = facts.Configuration is { } path && File.Exists(path) ? path : null,
                ["isDemo"] = facts.IsDemo,
                ["isInvented"] = facts.IsDemo && isOnThisMachine,
                ["sandbox"] = facts.Viewer is null ? null : new JsonObject
                {
                    ["url"] = facts.Sandbox?.ToString(), ["viewer"] = facts.Viewer.ToString(),
                },
                ["user"] = user,
                ["language"] = null,
                ["problem"] = engines.Problem,
            });
        }),
    ];

    /// <summary>Whether nothing of what the connections do leaves this machine.</summary>
    static bool IsOnThisMachine(EngineOptions engine) => engine.Connections.All(connection =>
        engine.Connectors.Find(connection.Type) is { } connector
        && (!connector.CanLoad() || CommonSettings.IsOnThisMachine(connector, connection)));

    static string Version => typeof(AboutRoutes).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;
}

/// <summary>What does not change while the program runs.</summary>
/// <param name="Folder">The folder of the queries.</param>
/// <param name="Configuration">The configuration's file, or null.</param>
/// <param name="IsDemo">All that is shown is invented.</param>
/// <param name="Sandbox">The address of a sandbox, or null.</param>
/// <param name="Viewer">Its page, or null.</param>
internal sealed record ProgramFacts(string Folder, string? Configuration, bool IsDemo, Uri? Sandbox, Uri? Viewer);
