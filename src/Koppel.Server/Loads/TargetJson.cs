using System.Text.Json.Nodes;
using Koppel.Engine.GuidedLoads;
using Koppel.Sdk.Connections;
using Koppel.Server.Wire;

namespace Koppel.Server.Loads;

/// <summary>Where a guided load can go, as the page is told of it.</summary>
internal static class TargetJson
{
    /// <summary>A connection.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="environment">What it is, said or not.</param>
    public static JsonObject Of(ConnectionSettings connection, string? environment) => new()
    {
        ["connection"] = connection.Name,
        ["kind"] = connection.Type,
        ["environment"] = environment,
        ["isReadOnly"] = connection.Text(CommonSettings.Access.Name) == CommonSettings.ReadOnly,
        ["uses"] = Answer.Texts(UseWord.All),
    };

    /// <summary>What an account has names for.</summary>
    public static JsonObject Of(TargetNames names) => new()
    {
        ["fields"] = Answer.List(names.Fields.Select(f => new JsonObject
        {
            ["name"] = f.Name, ["title"] = f.Title, ["type"] = f.Type, ["takesSeveral"] = f.TakesSeveral, ["own"] = f.IsOwn,
            ["options"] = Answer.Texts(f.Options),
        })),
        ["tags"] = Answer.Texts(names.Tags),
        ["lists"] = Answer.Texts(names.Lists),
        ["accounts"] = Answer.Texts(names.Accounts),
    };

    /// <summary>A script and what its statements do.</summary>
    public static JsonObject Of(LoadScript script) => new()
    {
        ["script"] = script.Text,
        ["statements"] = Answer.List(script.Statements.Select(s => new JsonObject
        {
            ["what"] = s.What, ["target"] = s.Target, ["columns"] = Answer.Texts(s.Columns), ["value"] = s.Value,
        })),
    };
}
