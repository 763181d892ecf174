using System.Text.Json.Nodes;

namespace Koppel.Sandbox.Tests.Contract.Recorded;

/// <summary>
/// Holds the rows of lists against the keys that were seen live in August 2026; skipped where that file is not beside the checkout.
/// </summary>
public sealed class LiveKeysTests
{
    /// <summary>The list under which each kind of row is found, and a row to make first where none is there.</summary>
    static readonly (string Kind, string List, string? Path, string? Body)[] Kinds =
    [
        ("contact", "contacts", null, null),
        ("tag", "tags", null, null),
        ("contactTag", "contactTags", null, null),
        ("list", "lists", "lists", """{"list":{"name":"News","stringid":"s","sender_url":"https://example.com","sender_reminder":"r"}}"""),
        ("contactList", "contactLists", "contactLists", """{"contactList":{"contact":2,"list":1,"status":1}}"""),
        ("field", "fields", "fields", """{"field":{"title":"Shoes","type":"text"}}"""),
        ("fieldOption", "fieldOptions", "fieldOption/bulk", """{"fieldOptions":[{"field":1,"label":"Red","value":"red"}]}"""),
        ("fieldRel", "fieldRels", "fieldRels", """{"fieldRel":{"field":1,"relid":0}}"""),
        ("fieldValue", "fieldValues", "fieldValues", """{"fieldValue":{"contact":2,"field":1,"value":"red"}}"""),
        ("groupMember", "groupMembers", "groupMembers", """{"groupMember":{"rel_id":1,"group_id":1}}"""),
        ("user", "users", null, null),
        ("groupLimit", "groupLimits", null, null),
        ("account", "accounts", null, null),
        ("dealGroup", "dealGroups", "dealGroups", """{"dealGroup":{"title":"Sales","currency":"eur"}}"""),
        ("dealStage", "dealStages", null, null),
        ("deal", "deals", "deals", """{"deal":{"title":"Bikes","contact":2,"value":100,"currency":"eur","group":1,"owner":1}}"""),
        ("dealRole", "dealRoles", "dealRoles", """{"dealRole":{"title":"Buyer"}}"""),
        ("dealTaskType", "dealTasktypes", null, null),
        ("taskOutcome", "taskOutcomes", "taskOutcomes", """{"taskOutcome":{"title":"Sold","sentiment":"Positive"}}"""),
        ("dealCustomFieldMeta", "dealCustomFieldMeta", null, null),
        ("note", "notes", "notes", """{"note":{"note":"Called","relid":2,"reltype":"Subscriber"}}"""),
        ("address", "addresses", "addresses",
            """{"address":{"companyName":"Bikes","address1":"Street 1","city":"Utrecht","country":"NL"}}"""),
        ("calendar", "calendars", "calendars", """{"calendar":{"title":"Visits","type":"All"}}"""),
        ("webhook", "webhooks", "webhooks",
            """{"webhook":{"name":"w","url":"http://127.0.0.1:9/","events":["subscribe"],"sources":["api"]}}"""),
        ("connection", "connections", "connections",
            """
            {"connection":{"service":"shop","externalid":"1","name":"Shop","logoUrl":"https://example.com/l.png",
             "linkUrl":"https://example.com"}}
            """),
        ("message", "messages", null, null),
        ("segment", "segments", null, null),
        ("score", "scores", "/_sandbox/rows", """{"resource":"scores","values":{"name":"Interest"}}"""),
        ("branding", "brandings", null, null),
    ];

    [Fact]
    public async Task Rows_of_lists_have_the_keys_of_2026_and_no_others_once_the_gone_ones_are_off()
    {
        var live = Recording.LiveKeys;
        Needs.Reference(live is not null, "There are no live key sets beside this folder.");
        await using var sandbox = await Caller.FastAsync(new() { KeysGoneStay = false });
        List<string> differences = [];
        foreach (var (kind, list, path, body) in Kinds)
        {
            if (path is not null && await sandbox.PostAsync(path, body!) is { Status: not (200 or 201) } refused)
                differences.Add($"POST {path} was answered {refused.Status}: {refused.Body}");
            var reply = await sandbox.GetAsync(list);
            if (reply.Status != 200 || reply.Json[list] is not JsonArray { Count: > 0 } rows)
            {
                differences.Add($"{list} has no rows: {reply.Status}");
                continue;
            }

            var ours = rows.SelectMany(row => row!.AsObject().Select(member => member.Key)).ToHashSet();
            var theirs = live[kind]!.AsArray().Select(key => key!.GetValue<string>()).ToHashSet();
            differences.AddRange(theirs.Except(ours).Select(key => $"{list}[].{key} is missing"));
            differences.AddRange(ours.Except(theirs).Select(key => $"{list}[].{key} is not seen live"));
        }

        Assert.True(live.Count == Kinds.Length, $"{live.Count} kinds were seen live, and {Kinds.Length} are compared.");
        Assert.True(differences.Count == 0, string.Join('\n', differences));
    }
}
