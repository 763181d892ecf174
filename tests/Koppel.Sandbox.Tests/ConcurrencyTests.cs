namespace Koppel.Sandbox.Tests;

public sealed class ConcurrencyTests
{
    [Fact]
    public async Task Of_many_calls_at_once_five_get_through()
    {
        await using var sandbox = await Caller.WithClockAsync();
        var replies = await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => sandbox.GetAsync("users/me")));
        Assert.Equal(5, replies.Count(reply => reply.Status == 200));
        Assert.Equal(35, replies.Count(reply => reply.Status == 429));
        Assert.Equal((40L, 35L), (sandbox.Server.GetStats().Calls, sandbox.Server.GetStats().Throttled));
    }

    [Fact]
    public async Task Calls_at_once_leave_one_contact_one_tag_and_one_link()
    {
        await using var sandbox = await Caller.FastAsync(new() { Seed = 1 });
        var contacts = await Task.WhenAll(
            Enumerable.Range(0, 20).Select(_ => sandbox.PostAsync("contacts", """{"contact":{"email":"one@example.com"}}""")));
        Assert.Single(contacts, reply => reply.Status == 201);
        var tags = await Task.WhenAll(
            Enumerable.Range(0, 20).Select(_ => sandbox.PostAsync("tags", """{"tag":{"tag":"One","tagType":"contact"}}""")));
        Assert.Single(tags, reply => reply.Status == 201);
        var links = await Task.WhenAll(
            Enumerable.Range(0, 20).Select(_ => sandbox.PostAsync("contactTags", """{"contactTag":{"contact":2,"tag":22}}""")));
        Assert.Single(links, reply => reply.Status == 201);
        Assert.Equal(
            (2, 22, 1), (sandbox.Server.GetStats().Contacts, sandbox.Server.GetStats().Tags, sandbox.Server.GetStats().ContactTags));
    }
}
