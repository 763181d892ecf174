using System.Text.Json.Nodes;
using Koppel.Sandbox.ActiveCampaign;
using Koppel.Sandbox.ActiveCampaign.Declared;

namespace Koppel.Sandbox.Tests;

public sealed class LinksTests
{
    [Fact]
    public async Task Every_address_in_a_row_can_be_asked()
    {
        await using var sandbox = await Caller.FastAsync();
        await sandbox.PostAsync(
            "lists", """{"list":{"name":"News","stringid":"s","sender_url":"https://example.com","sender_reminder":"r","user":1}}""");
        await sandbox.PostAsync("contactLists", """{"contactList":{"contact":2,"list":1,"status":1}}""");
        await sandbox.PostAsync("fields", """{"field":{"title":"Colour","type":"text"}}""");
        await sandbox.PostAsync("fieldOption/bulk", """{"fieldOptions":[{"field":1,"label":"Red","value":"red"}]}""");
        await sandbox.PostAsync("fieldValues", """{"fieldValue":{"contact":2,"field":1,"value":"red"}}""");
        await sandbox.PostAsync("accountContacts", """{"accountContact":{"contact":2,"account":1}}""");
        await sandbox.PostAsync("deals", """{"deal":{"title":"Bikes","contact":2,"value":100,"currency":"eur","group":1,"owner":1}}""");
        var asked = 0;
        foreach (var name in Catalog.Resources.Where(resource => resource.Verbs.HasFlag(Verbs.List)).Select(resource => resource.Name)
            .Concat(["contacts", "tags", "contactTags"]))
        {
            var list = await sandbox.GetAsync(name + "?limit=1&offset=0");
            if (list.Status != 200 || list.Json[name] is not JsonArray { Count: > 0 } rows || rows[0]!["links"] is not JsonObject links)
                continue;
            // No source shows what a type of field groups looks like.
            foreach (var (relation, address) in links.Where(link => link.Key != "groupType"))
            {
                var reply = await sandbox.GetAsync(new Uri(address!.GetValue<string>()).PathAndQuery);
                Assert.True(reply.Status == 200, $"The link {relation} of {name} was answered {reply.Status}: {reply.Body}");
                asked++;
            }
        }

        Assert.True(asked > 80, $"Only {asked} links were asked.");
        Assert.Equal("2", (await sandbox.GetAsync("fieldValues/1/owner")).Json["contact"]!["id"]!.GetValue<string>());
        Assert.Equal("Colour", (await sandbox.GetAsync("fieldValues/1/field")).Json["field"]!["title"]!.GetValue<string>());
        Assert.Equal("robin@example.com", (await sandbox.GetAsync("lists/1/user")).Json["user"]!["email"]!.GetValue<string>());
        Assert.Equal("News", (await sandbox.GetAsync("contactLists/1/list")).Json["list"]!["name"]!.GetValue<string>());
        Assert.Equal(["3"], (await sandbox.GetAsync("groups/3/userGroups")).Column("userGroups", "group"));
    }
}
