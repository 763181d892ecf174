using Koppel.Sandbox;
using Koppel.Sdk.Reading;

namespace Koppel.Connectors.Tests.ActiveCampaign;

/// <summary>
/// Who has a tag is asked by the tag: a call for each hundred contacts that have it, and not one for each hundred links of the account.
/// </summary>
public sealed class TaggedContactsTests
{
    static readonly string[] Link = ["id", "contact", "tag"];

    [Fact]
    public async Task The_links_of_a_tag_are_those_of_the_whole_list_at_a_fraction_of_its_calls()
    {
        await using var account =
            await SandboxAccount.StartAsync(new SandboxOptions { Seed = 3_000, TimeScale = 500, RefusesTooMany = false });
        var all = await account.ReadAsync("contactTags", Link);
        var wholeList = account.Calls.Count;
        foreach (var tag in all.Select(l => l[2]).Distinct().Take(3))
        {
            account.Calls.Clear();
            var asked =
                await account.ReadAsync("contactTags", Link, new Predicate.Compare("tag", ComparisonOperator.Equal, long.Parse(tag)));

            // Other tags of the same contacts come too; the engine leaves them out.
            Assert.Equal(
                all.Where(l => l[2] == tag).OrderBy(l => long.Parse(l[0])), asked.Where(l => l[2] == tag).OrderBy(l => long.Parse(l[0])));
            Assert.Equal(asked.Count, asked.Select(l => l[0]).Distinct().Count());
            var contacts = asked.Select(l => l[1]).Distinct().Count();
            Assert.Equal((contacts + 99) / 100, account.Count("GET /api/3/contacts"));
            Assert.Equal(account.Count("GET /api/3/contacts"), account.Calls.Count);
            Assert.True(account.Calls.Count < wholeList);
        }
    }

    [Fact]
    public async Task Several_tags_bring_each_link_once()
    {
        await using var account =
            await SandboxAccount.StartAsync(new SandboxOptions { Seed = 500, TimeScale = 500, RefusesTooMany = false });
        var all = await account.ReadAsync("contactTags", Link);
        var tags = all.Select(l => l[2]).Distinct().Take(3).ToList();

        var asked =
            await account.ReadAsync("contactTags", Link, new Predicate.In("tag", [.. tags.Select(t => (object)long.Parse(t)), 9_999L]));

        Assert.Equal(
            all.Where(l => tags.Contains(l[2])).Select(l => l[0]).Order(), asked.Where(l => tags.Contains(l[2])).Select(l => l[0]).Order());
        Assert.Equal(asked.Count, asked.Select(l => l[0]).Distinct().Count());
    }
}
