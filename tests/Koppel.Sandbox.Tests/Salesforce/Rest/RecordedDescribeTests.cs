using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;

namespace Koppel.Sandbox.Tests.Salesforce.Rest;

/// <summary>
/// Describes are compared with those that real orgs gave, where these lie beside the checkout: each field that both have is the same.
/// </summary>
public sealed class RecordedDescribeTests
{
    // What one org has set up another way than the next, and what says nothing of data.
    static readonly HashSet<string> OfTheOrg =
        ["picklistValues", "label", "permissionable", "inlineHelpText", "searchPrefilterable", "controllerName", "dependentPicklist", "byteLength"];

    static readonly string Folder = Path.Combine(Root(), "..", "shared", "reference", "salesforce");

    [Theory]
    [InlineData("nango-devorg-2026/describe-Account.v58.json", "Account", 66)]
    [InlineData("cumulusci/describe-Contact.json", "Contact", 59)]
    [InlineData("cumulusci/describe-Opportunity.json", "Opportunity", 40)]
    [InlineData("cumulusci/describe-Case.json", "Case", 35)]
    [InlineData("cumulusci/describe-OpportunityContactRole.json", "OpportunityContactRole", 11)]
    public async Task Fields_are_as_recorded(string file, string type, int shared)
    {
        Needs.Reference(Directory.Exists(Folder), "There are no recordings of Salesforce beside this folder.");
        await using var org = await OrgCaller.FastAsync(new() { Seed = 1 });
        var ours = (await org.GetAsync($"sobjects/{type}/describe")).Json.AsObject();
        var theirs = Recorded(file);
        var mine = ours["fields"]!.AsArray().ToDictionary(one => one!["name"]!.GetValue<string>(), one => one!.AsObject());
        var known = theirs["fields"]!.AsArray().Select(one => one!.AsObject()).Where(one => mine.ContainsKey(one["name"]!.GetValue<string>())).ToArray();
        List<string> differences = [];
        foreach (var field in known)
        {
            var other = mine[field["name"]!.GetValue<string>()];
            Assert.Equal(field.Select(one => one.Key), other.Select(one => one.Key));
            differences.AddRange(from one in field
                                 where !OfTheOrg.Contains(one.Key) && one.Value?.ToJsonString() != other[one.Key]?.ToJsonString()
                                 select $"{field["name"]}.{one.Key}: {one.Value?.ToJsonString()} is {other[one.Key]?.ToJsonString()}");
        }

        Assert.True(differences.Count == 0, string.Join('\n', differences));
        Assert.Equal(shared, known.Length);
        // An older version has some properties less, in the same order.
        Assert.Equal(theirs.Select(one => one.Key), ours.Select(one => one.Key).Where(theirs.ContainsKey));
    }

    [Fact]
    public async Task The_list_of_objects_has_the_recorded_properties()
    {
        Needs.Reference(Directory.Exists(Folder), "There are no recordings of Salesforce beside this folder.");
        await using var org = await OrgCaller.FastAsync(new() { Seed = 1 });
        var ours = (await org.GetAsync("sobjects")).Json["sobjects"]!.AsArray().ToDictionary(one => one!["name"]!.GetValue<string>(), one => one!.AsObject());
        foreach (var one in Recorded("nango-devorg-2026/describe-global.v59.json")["sobjects"]!.AsArray().Select(one => one!.AsObject()))
        {
            if (!ours.TryGetValue(one["name"]!.GetValue<string>(), out var mine)) continue;
            Assert.Equal(one.Select(property => property.Key), mine.Select(property => property.Key));
            Assert.Equal((one["keyPrefix"]?.ToString(), one["queryable"]!.GetValue<bool>()), (mine["keyPrefix"]?.ToString(), mine["queryable"]!.GetValue<bool>()));
        }
    }

    static JsonObject Recorded(string file)
    {
        var read = JsonNode.Parse(File.ReadAllText(Path.Combine(Folder, file)))!.AsObject();
        return (read["body"] ?? read).AsObject();
    }

    static string Root([CallerFilePath] string here = "")
    {
        var folder = new FileInfo(here).Directory;
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Koppel.slnx"))) folder = folder.Parent;
        return folder?.FullName ?? AppContext.BaseDirectory;
    }
}
