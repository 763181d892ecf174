using System.Text.Json;

namespace Koppel.EndToEnd.Tests;

/// <summary>What a sandbox holds that a person sees: contacts with their values and tags, and the tags.</summary>
internal static class SandboxContents
{
    /// <summary>A line for each contact and each tag.</summary>
    public static async Task<IReadOnlyList<string>> ContentsAsync(this Sandbox sandbox)
    {
        using var http = new HttpClient();
        using var snapshot = JsonDocument.Parse(await http.GetStringAsync(new Uri(sandbox.Server.Url, "/_sandbox/snapshot")));
        var root = snapshot.RootElement;
        var tags = root.GetProperty("tags").EnumerateArray()
            .ToDictionary(t => t.GetProperty("id").GetInt32(), t => t.GetProperty("name").GetString()!);
        var links = root.GetProperty("contactTags").EnumerateArray()
            .ToLookup(l => l.GetProperty("contact").GetInt32(), l => tags[l.GetProperty("tag").GetInt32()]);
        var contacts = root.GetProperty("contacts").EnumerateArray().Select(c =>
            $"{Text(c, "email")}|{Text(c, "firstName")}|{Text(c, "lastName")}|{Text(c, "phone")}|"
                + $"{string.Join(',', links[c.GetProperty("id").GetInt32()].Order(StringComparer.Ordinal))}");
        return [.. contacts, .. tags.Values.Order(StringComparer.Ordinal)];
    }

    static string Text(JsonElement contact, string name) => contact.GetProperty(name).GetString()!;
}
