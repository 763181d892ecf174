using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Koppel.Sandbox.Tests.Contract;

/// <summary>
/// Replays answers of the real API, recorded by others, and compares status, keys and kinds. The recordings are no part of the project;
/// where they lie beside it the test runs, elsewhere it is skipped.
/// </summary>
public sealed partial class RecordingTests
{
    /// <summary>Keys that came after the recordings were made, and two that the older ones do not have.</summary>
    static readonly HashSet<string> Later =
    [
        "best_send_hour", "last_click_date", "last_mpp_open_date", "last_open_date", "mpp_tracking", "sms_consent", "sms_consent_updated_at",
        "whatsapp_id", "whatsapp_username", "scoreValues", "deleted", "lang", "roles", "email_empty", "hash", "owner",
    ];

    [Fact]
    public async Task Real_answers_have_the_same_status_keys_and_kinds()
    {
        var folder = Path.Combine(Root(), "..", "shared", "reference", "activecampaign", "recorded");
        if (!Directory.Exists(folder)) Assert.Skip("There are no recordings of the real API beside this folder.");
        List<string> differences = [];
        var calls = 0;
        foreach (var file in Directory.EnumerateFiles(folder, "*.json", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            if (JsonNode.Parse(await File.ReadAllTextAsync(file))!["interactions"] is not JsonArray exchanges || !exchanges.All(IsOurs)) continue;
            calls += exchanges.Count;
            differences.AddRange((await ReplayAsync(exchanges)).Select(difference => $"{Path.GetFileName(Path.GetDirectoryName(file))}: {difference}"));
        }

        Assert.True(calls >= 50, $"Only {calls} recorded calls were found.");
        Assert.True(differences.Count == 0, string.Join('\n', differences));
    }

    static async Task<List<string>> ReplayAsync(JsonArray exchanges)
    {
        await using var sandbox = await Caller.FastAsync(new() { Seed = 1 });
        Dictionary<string, string> ids = [];
        List<string> differences = [];
        foreach (var exchange in exchanges)
        {
            var (method, path) = (Text(exchange, "method"), Text(exchange, "path"));
            var body = Text(exchange, "request_body_raw");
            var reply = await sandbox.SendAsync(method, RowPath().Replace(path, match => match.Groups[1].Value + Ours(match.Groups[2].Value)), body.Length == 0 ? null : WithOurIds(body));
            var expected = exchange!["status"]!.GetValue<int>();
            if (reply.Status != expected) differences.Add($"{method} {path} should be answered {expected}, not {reply.Status}");
            var recorded = JsonNode.Parse(Text(exchange, "response_body_raw"));
            Compare(recorded, reply.Json, $"{method} {path}", differences);
            foreach (var (envelope, row) in recorded as JsonObject ?? [])
            {
                if (row is JsonObject && row["id"] is { } id && reply.Json[envelope]?["id"] is { } ours) ids[id.ToString()] = ours.ToString();
            }
        }

        return differences;

        string Ours(string id) => ids.GetValueOrDefault(id, id);

        string WithOurIds(string body)
        {
            var json = JsonNode.Parse(body)!;
            foreach (var key in (string[])["contact", "tag"])
            {
                if (json["contactTag"]?[key] is { } id) json["contactTag"]![key] = Ours(id.ToString());
            }

            return json.ToJsonString();
        }
    }

    static void Compare(JsonNode? recorded, JsonNode? ours, string path, List<string> differences)
    {
        if (recorded is JsonObject expected && ours is JsonObject members)
        {
            differences.AddRange(members.Select(member => member.Key).Where(key => !expected.ContainsKey(key) && !Later.Contains(key)).Select(key => $"{path}.{key} is in no recording"));
            foreach (var (key, value) in expected)
            {
                // Gone from lists since; seen live in 2026.
                if (key == "email_empty" && path.Contains("contacts[]", StringComparison.Ordinal) && path.StartsWith("GET", StringComparison.Ordinal)) continue;
                if (members.TryGetPropertyValue(key, out var member)) Compare(value, member, $"{path}.{key}", differences);
                else differences.Add($"{path}.{key} is missing");
            }
        }
        else if (recorded is JsonArray rows && ours is JsonArray others)
        {
            if (rows.Count > 0 && others.Count > 0) Compare(rows[0], others[0], path + "[]", differences);
        }
        else if (Shape.Kind(recorded) != Shape.Kind(ours) && recorded is not null && ours is not null)
        {
            differences.Add($"{path} should be {Shape.Kind(recorded)}, not {Shape.Kind(ours)}");
        }
    }

    static bool IsOurs(JsonNode? exchange) => OurPath().IsMatch(Text(exchange, "path"));

    static string Text(JsonNode? exchange, string key) => exchange![key]?.GetValue<string>() ?? "";

    static string Root([CallerFilePath] string here = "")
    {
        var folder = new FileInfo(here).Directory;
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Koppel.slnx"))) folder = folder.Parent;
        return folder?.FullName ?? AppContext.BaseDirectory;
    }

    [GeneratedRegex(@"^/api/3/(contacts|tags|contactTags|accounts)(/\d+)?(\?.*)?$|^/api/3/contacts/\d+/contactTags$|^/api/3/contact/sync$|^/api/3/import/bulk_import$|^/api/3/users/me$")]
    private static partial Regex OurPath();

    [GeneratedRegex(@"^(/api/3/[a-zA-Z]+/)(\d+)")]
    private static partial Regex RowPath();
}
