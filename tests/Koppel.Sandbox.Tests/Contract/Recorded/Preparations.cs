using System.Text.Json.Nodes;

namespace Koppel.Sandbox.Tests.Contract.Recorded;

/// <summary>
/// What was in the account before a recording began, as the calls that make it. What somebody had made by hand there, and no call of the
/// recording, is put in with the values that the recording shows.
/// </summary>
static class Preparations
{
    static readonly Dictionary<string, (string Method, string Path, string Body)[]> Calls = new(StringComparer.Ordinal)
    {
        // Pipelines that stayed when the recorded one had gone.
        ["ruby-a/Pipelines/show_pipelines/returns_a_pipelines_array 2"] =
            [.. Enumerable.Repeat(
                ("POST", "dealGroups",
                    """{"dealGroup":{"title":"Bogus Pipeline","currency":"eur","autoassign":1,"allusers":1,"allgroups":1}}"""), 4)],
        // Pipelines had got the ids of earlier ones, whose stages were still there.
        ["ruby-a/Pipelines/show_pipelines/returns_a_pipelines_array"] = [.. Stages()],
        ["ruby-a/Pipelines/show_pipeline/returns_a_pipeline_hash"] = [.. Stages()],
        // Deals of pipelines that had gone.
        ["ruby-a/Deals/show_deals/returns_a_deal_hash"] =
        [
            ("POST", "contacts", """{"contact":{"email":"first@example.com"}}"""),
            ("POST", "dealGroups", """{"dealGroup":{"title":"Earlier","currency":"eur"}}"""),
            .. ((string[])["Bogus", "Bogus", "Bogus", "Bogus", "Awesome", "Bogus", "Bogus", "Awesome", "Bogus", "Bogus"])
                .Select(
                    title => ("POST", "deals",
                        $$$"""{"deal":{"title":"{{{title}}} Deal","contact":"2","value":156.24"""
                            + $$$""","currency":"eur","group":"1","owner":"1"}}""")),
            ("DELETE", "dealGroups/1", ""),
            ("DELETE", "contacts/2", ""),
        ],
        // The group of the administrators got this permission in the summer of 2020.
        ["ruby-a/Groups/show_groups/returns_a_group_hash"] = [("PUT", "groups/3", """{"group":{"pgAccountExport":0}}""")],
        ["ruby-a/DealCustomFieldMeta/show_deal_custom_field_metas/returns_a_deal_custom_field_metas_array 2"] =
            [("PUT", "dealCustomFieldMeta/1", """{"dealCustomFieldMetum":{"displayOrder":-1}}""")],
        // Somebody had called the administrators' group as the tests call theirs.
        ["ruby-b/GroupGateway/all/returns_a_group_hash"] =
            [("PUT", "groups/3", """{"group":{"title":"Awesome","descript":"My really awesome group"}}""")],
        // Five fields were there already.
        ["ruby-b/CustomFieldGateway/link_to_list/returns_a_field_rel_hash"] =
            [.. Enumerable.Range(1, 5)
                .Select(number => ("POST", "fields", $$$"""{"field":{"title":"Field {{{number}}}","type":"text"}}"""))],
        // One type of tasks was there, and somebody had changed it.
        ["ruby-b/TaskTypeGateway/all/returns_a_task_type_list_hash"] =
            [("PUT", "dealTasktypes/1", """{"dealTasktype":{"title":"Default"}}"""), ("DELETE", "dealTasktypes/2", ""),
                ("DELETE", "dealTasktypes/3", "")],
    };

    public static IEnumerable<(string Method, string Path, string Body)> Of(Recording recording, IReadOnlyList<Exchange> part)
    {
        var name = $"{recording.Family}/{recording.Name}" + (part[0] == recording.Exchanges[0] ? "" : " 2");
        // Users live where their account does.
        yield return ("PUT", "users/1",
            recording.Family.StartsWith("ruby-a", StringComparison.Ordinal)
                ? """{"user":{"localZoneid":"Europe/Berlin"}}"""
                : """{"user":{"localZoneid":"America/Chicago"}}""");
        foreach (var call in Calls.GetValueOrDefault(name) ?? []) yield return call;
        foreach (var call in ByHand(name, part)) yield return call;
    }

    /// <summary>Rows that only hands make, and the owner of the account.</summary>
    static IEnumerable<(string Method, string Path, string Body)> ByHand(string name, IReadOnlyList<Exchange> part)
    {
        foreach (var exchange in part.Where(exchange => exchange.Method == "GET" && exchange.Status == 200 && exchange.Answer.Length > 0))
        {
            var answer = JsonNode.Parse(exchange.Answer)!;
            if (exchange.Path == "/api/3/users/me")
                yield return ("PUT", "users/1",
                    new JsonObject { ["user"] = Values(answer["user"]!, "username", "firstName", "lastName", "email") }.ToJsonString());
            if (answer["template"] is { } template)
                yield return Row("templates", template, "ed_instanceid", "ed_version", "name", "subject", "content", "screenshot");
            if (answer["emailActivities"] is JsonArray { Count: > 0 } mails)
                yield return Row("emailActivities", mails[0]!, "subscriberid", "relid", "from_name", "fromAddress", "toAddress", "subject",
                    "message", "messageHtml");
        }

        if (name == "ruby-b/TemplateGateway/delete/returns_an_empty_hash")
        {
            foreach (var exchange in part)
                yield return ("POST", "/_sandbox/rows",
                    $$$"""{"resource":"templates","id":{{{exchange.Path.Split('/')[^1]}}},"values":{"name":"Spring"}}""");
        }

        if (name != "ruby-b/ContactGateway/all/returns_a_contacts_hash") yield break;
        // A contact that an import had put in an account.
        var other = JsonNode.Parse(part.Single(exchange => exchange.Method == "GET").Answer)!["contacts"]!.AsArray()[1]!;
        yield return ("POST", "accounts",
            new JsonObject { ["account"] = new JsonObject { ["name"] = other["orgname"]!.DeepClone() } }.ToJsonString());
        yield return ("POST", "contacts",
            new JsonObject { ["contact"] = Values(other, "email", "firstName", "lastName", "phone") }.ToJsonString());
        yield return ("POST", "accountContacts", """{"accountContact":{"account":9,"contact":2}}""");
    }

    static (string Method, string Path, string Body) Row(string resource, JsonNode row, params string[] keys) =>
        ("POST", "/_sandbox/rows", new JsonObject
    {
        ["resource"] = resource,
        ["id"] = int.Parse(row["id"]!.GetValue<string>(), null),
        ["values"] = Values(row, keys),
    }.ToJsonString());

    static JsonObject Values(JsonNode row, params string[] keys) =>
        new(keys.Select(key => KeyValuePair.Create(key, row[key]?.DeepClone())));

    static IEnumerable<(string Method, string Path, string Body)> Stages()
    {
        foreach (var (index, (title, color)) in new[] { ("To Contact", "18D499"), ("In Contact", "32B0FC"),
            ("Follow Up", "E6CE4B") }.Index())
        {
            yield return ("POST", "/_sandbox/rows", $$$"""
                {"resource":"dealStages","values":{"group":1,"title":"{{{title}}}","color":"{{{color}}}","order":{{{index + 1}}},
                 "cardRegion4":"contact-fullname-acctname"}}
                """);
        }
    }
}
