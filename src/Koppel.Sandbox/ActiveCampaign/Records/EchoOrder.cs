using System.Text;
using System.Text.Json;
using Koppel.Sandbox.ActiveCampaign.Wire;

namespace Koppel.Sandbox.ActiveCampaign.Records;

/// <summary>
/// In which order the answer to POST gives back what was sent, as recorded: first what the API's database names as clients do, then what it
/// names otherwise (<c>tagType</c> is its <c>tag_type</c>) and what names other rows, each in the order in which it was sent.
/// </summary>
internal static class EchoOrder
{
    /// <summary>The keys in the order in which they were sent.</summary>
    public static IEnumerable<string> Of(JsonElement? sent) =>
        sent is { ValueKind: JsonValueKind.Object } members
            ? members.EnumerateObject().Select(member => member.Name).Distinct(StringComparer.Ordinal)
            : [];

    /// <summary>Writes those of some keys that were sent, in the order in which the API gives them back.</summary>
    public static void Write(PhpJson json, JsonElement? sent, params string[] keys)
    {
        foreach (var key in Of(sent).Where(keys.Contains).OrderBy(IsRenamed))
            json.Name(Encoding.UTF8.GetBytes(key)).Same(sent.Member(key)!.Value);
    }

    /// <summary>Whether the database has another name, with underscores, for a key.</summary>
    public static bool IsRenamed(string name) => name.Any(char.IsAsciiLetterUpper);
}
