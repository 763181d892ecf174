using System.Text.Json.Nodes;
using Koppel.Engine.Ledger;
using Koppel.Server.Runs;
using Koppel.Server.Wire;

namespace Koppel.Server.Api;

/// <summary>A row that a load changed, column by column.</summary>
internal static class ChangeJson
{
    /// <summary>The row.</summary>
    public static JsonObject Of(ChangedRow change)
    {
        var (before, after) = (Values(change.Old), Values(change.New));
        var names = after.Keys.Concat(before.Keys.Where(k => !after.ContainsKey(k))).ToList();
        return new JsonObject
        {
            ["statement"] = change.Statement, ["row"] = change.Row, ["key"] = Key(change, before, after), ["target"] = change.Target,
            ["operation"] = change.Operation, ["status"] = change.Status,
            ["at"] = change.Time is { } time ? EventJson.Time(time) : null,
            ["isOnTheWay"] = change.IsOnTheWay,
            ["columns"] = Answer.List(names.Select(name => new JsonObject
            {
                ["name"] = name, ["before"] = before.GetValueOrDefault(name), ["after"] = after.GetValueOrDefault(name),
            })),
        };
    }

    /// <summary>A row's values by column, as the ledger has them.</summary>
    public static Dictionary<string, string?> Values(string? row) => string.IsNullOrEmpty(row) ? []
        : JsonNode.Parse(row)!.AsObject().ToDictionary(v => v.Key, v => v.Value?.ToString());

    /// <summary>What a person knows the row by: an address, else a name or a number.</summary>
    static string? Key(ChangedRow change, Dictionary<string, string?> before, Dictionary<string, string?> after)
    {
        foreach (var values in (Dictionary<string, string?>[])[after, before])
        {
            var known = values.Where(v => v.Value is not null).ToList();
            foreach (var word in (string[])["mail", "name", "id"])
                if (known.Find(v => v.Key.Contains(word, StringComparison.OrdinalIgnoreCase)).Value is { } found) return found;
            if (known.Count > 0) return known[0].Value;
        }
        return change.Key;
    }
}
