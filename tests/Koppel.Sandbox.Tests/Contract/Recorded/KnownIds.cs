using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Koppel.Sandbox.Tests.Contract.Recorded;

/// <summary>
/// Which id of ours stands for which recorded one. They are learnt from answers, by the resource that a row's links name.
/// </summary>
sealed partial class KnownIds
{
    /// <summary>What a key of a request's body refers to; where the envelope decides, with the envelope.</summary>
    static readonly Dictionary<string, string> Referred = new(StringComparer.Ordinal)
    {
        ["account"] = "accounts", ["contact"] = "contacts", ["list"] = "lists", ["listid"] = "lists", ["tag"] = "tags",
        ["field"] = "fields", ["relid"] = "lists",
        ["groupid"] = "groups", ["groups"] = "groups", ["users"] = "users", ["user.group"] = "groups", ["group"] = "dealGroups",
        ["stage"] = "dealStages", ["owner"] = "users",
        ["dealId"] = "deals", ["deal"] = "deals", ["customFieldId"] = "dealCustomFieldMeta", ["dealTasktype"] = "dealTasktypes",
        ["dealCustomFieldData.id"] = "dealCustomFieldData",
        ["fieldid"] = "fields",
    };

    /// <summary>The resource of rows without links, by the key under which they stand.</summary>
    static readonly Dictionary<string, string> ByKey = new(StringComparer.Ordinal)
    {
        ["fieldRel"] = "fieldRels", ["fieldRels"] = "fieldRels", ["template"] = "templates", ["templates"] = "templates",
        ["group"] = "groups", ["deals"] = "deals",
    };

    /// <summary>What a key of an answer names.</summary>
    static readonly Dictionary<string, string[]> Named = new(StringComparer.Ordinal)
    {
        ["account"] = ["accounts"], ["contact"] = ["contacts"], ["list"] = ["lists"], ["tag"] = ["tags"], ["field"] = ["fields"],
        ["orgid"] = ["accounts"], ["organization"] = ["accounts"],
        ["group"] = ["groups", "dealGroups"], ["groupid"] = ["groups"], ["d_groupid"] = ["dealGroups"], ["dealGroup"] = ["dealGroups"],
        ["stage"] = ["dealStages"], ["stages"] = ["dealStages"],
        ["owner"] = ["users", "contacts"], ["user"] = ["users"], ["userid"] = ["users"], ["dealGroupUsers"] = ["dealGroupUsers"],
        ["dealGroupGroups"] = ["dealGroupGroups"],
        ["dealId"] = ["deals"], ["nextdealid"] = ["deals"], ["relid"] = ["deals", "lists"], ["customFieldId"] = ["dealCustomFieldMeta"],
        ["dealCustomFieldMetumId"] = ["dealCustomFieldMeta"],
        ["userConversationsPermission"] = ["userConversationsPermissions"], ["userGroup"] = ["userGroups"],
        ["accountContacts"] = ["accountContacts"],
    };

    /// <summary>
    /// What keys name that was there before a recording and stands in no row of its own: it is learnt where it is first named.
    /// </summary>
    static readonly Dictionary<string, string?> Unnamed =
        new(StringComparer.Ordinal) { ["accountContacts"] = "accountContacts", ["organization"] = "accounts" };

    /// <summary>Keys whose values are drawn: the same one stands for the same, and has as many signs.</summary>
    static readonly string[] Drawn = ["hash", "cacheid", "batchId"];

    readonly Dictionary<(string Resource, string Id), string> ours = [];

    public void Learn(JsonNode? recorded, JsonNode? answer, string key = "")
    {
        if (recorded is JsonObject row && answer is JsonObject other)
        {
            if (row["id"] is JsonValue id && other["id"] is JsonValue known && Resource(row, key) is { } resource)
                ours.TryAdd((resource, id.ToString()), known.ToString());
            foreach (var (name, value) in row) Learn(value, other[name], name);
        }
        else if (recorded is JsonArray rows && answer is JsonArray others && rows.Count == others.Count)
        {
            foreach (var (one, found) in Pairs(rows, others)) Learn(one, found, key);
        }
        else if (recorded is JsonValue value && answer is JsonValue drawn
            && Unnamed.GetValueOrDefault(key, Drawn.Contains(key) ? key : null) is { } named)
                ours.TryAdd((named, value.ToString()), drawn.ToString());
    }

    /// <summary>Rows that belong together: those whose ids are known by them, the others in order.</summary>
    public IEnumerable<(JsonNode? Recorded, JsonNode? Answer)> Pairs(JsonArray recorded, JsonArray answer)
    {
        var left = answer.ToList();
        var pairs = new Dictionary<JsonNode, JsonNode?>();
        foreach (var row in recorded.OfType<JsonObject>())
        {
            var mine = left.OfType<JsonObject>()
                .FirstOrDefault(
                    other => row["id"] is { } id && other["id"] is { } known
                        && ours.Any(
                            one => one.Key.Id == id.ToString() && one.Value == known.ToString() && one.Key.Resource == Resource(row, "")));
            if (mine is not null && left.Remove(mine)) pairs[row] = mine;
        }

        var rest = new Queue<JsonNode?>(left);
        foreach (var row in recorded) yield return (row, row is not null && pairs.TryGetValue(row, out var mine) ? mine : rest.Dequeue());
    }

    public void Learn(string resource, string recorded, string known) => ours[(resource, recorded)] = known;

    /// <summary>A path with our ids in place of the recorded ones.</summary>
    public string InPath(string path)
    {
        var parts = path.Split('?', 2);
        var steps = parts[0].Split('/');
        for (var index = 1; index < steps.Length; index++) steps[index] = Ours(steps[index - 1], steps[index]);
        return string.Join('/', steps) + (parts.Length < 2 ? "" : "?" + FilterById().Replace(parts[1], InFilter));
    }

    string InFilter(Match match)
    {
        var (name, id) = (match.Groups[2].Value, match.Groups[4].Value);
        return match.Groups[1].Value + name + match.Groups[3].Value + Ours(Referred.GetValueOrDefault(name, ""), id);
    }

    /// <summary>A body with our ids in place of the recorded ones.</summary>
    public string InBody(string body, string path)
    {
        if (body.Length == 0) return body;
        var json = JsonNode.Parse(body)!;
        Replace(json, path.Split('/')[3], "");
        return json.ToJsonString();
    }

    void Replace(JsonNode? node, string envelope, string key)
    {
        if (node is JsonArray rows)
        {
            for (var index = 0; index < rows.Count; index++)
            {
                if (rows[index] is JsonValue value && Known(envelope, key, value) is { } id) rows[index] = id;
                else Replace(rows[index], envelope, key);
            }
        }
        else if (node is JsonObject members)
        {
            foreach (var (name, value) in members.ToArray())
            {
                if (value is JsonValue scalar && Known(key.Length > 0 ? key : envelope, name, scalar) is { } id) members[name] = id;
                else Replace(value, envelope, name);
            }
        }
    }

    JsonNode? Known(string envelope, string key, JsonValue value)
    {
        var resource = Referred.GetValueOrDefault($"{envelope}.{key}") ?? Referred.GetValueOrDefault(key);
        if (resource is null || !ours.TryGetValue((resource, value.ToString()), out var id)) return null;
        return value.GetValueKind() == System.Text.Json.JsonValueKind.Number ? JsonNode.Parse(id) : JsonValue.Create(id);
    }

    /// <summary>Whether a value of an answer names what the recorded one names; links and messages with the ids in them.</summary>
    public bool IsSame(string key, string recorded, string answer)
    {
        if (recorded.StartsWith("https://", StringComparison.Ordinal)) return InPath(PathOf(recorded)) == PathOf(answer);
        if (Drawn.Contains(key)) return recorded.Length == answer.Length && ours.GetValueOrDefault((key, recorded)) == answer;
        if (key == "id") return ours.Any(pair => pair.Key.Id == recorded && pair.Value == answer);
        if (Named.TryGetValue(key, out var resources))
            return resources.Any(resource => ours.TryGetValue((resource, recorded), out var known) && known == answer);
        return key == "message" && IdInText().IsMatch(recorded) && IdInText().Replace(recorded, "$1N") == IdInText().Replace(answer, "$1N");
    }

    static string PathOf(string url) => Uri.TryCreate(url, UriKind.Absolute, out var address) ? address.PathAndQuery : url;

    string Ours(string resource, string id) => ours.GetValueOrDefault((resource, id), id);

    static string? Resource(JsonObject row, string key)
    {
        var first = row["links"] is JsonObject { Count: > 0 } links ? links.First().Value?.ToString() : null;
        if (LinkedRow().Match(first ?? "") is { Success: true } match && match.Groups[2].Value == row["id"]!.ToString())
            return match.Groups[1].Value;
        return ByKey.GetValueOrDefault(key);
    }

    [GeneratedRegex(@"/api/3/(\w+)/(\d+)")]
    private static partial Regex LinkedRow();

    [GeneratedRegex(@"( with id | ID\(s\): )\d+")]
    private static partial Regex IdInText();

    [GeneratedRegex(@"(filters%5B)(\w+)(%5D=)(\d+)")]
    private static partial Regex FilterById();
}
