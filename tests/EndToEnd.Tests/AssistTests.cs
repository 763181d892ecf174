using Koppel.Connectors.ActiveCampaign;
using Koppel.Engine.Assist;
using Koppel.Engine.Configuration;
using Koppel.Engine.Hosting;
using Koppel.Sdk.Connections;

namespace Koppel.EndToEnd.Tests;

/// <summary>Help with writing, over an ActiveCampaign account.</summary>
public sealed class AssistTests
{
    [Fact]
    public async Task Completion_and_check_make_no_call()
    {
        await using var sandbox = await Sandbox.StartCountedAsync(20);
        await using var session = Open(sandbox);
        var assistant = new ScriptAssistant(session);
        var stop = TestContext.Current.CancellationToken;
        const string script = "select  from contacts@ac c join tags@ac t on t.tag = ''";
        Assert.Contains("email", (await assistant.CompleteAsync(script, 7, null, stop)).Items.Select(i => i.Label));
        Assert.Empty((await assistant.CompleteAsync(script, script.Length - 1, null, stop)).Items);
        Assert.Equal("email", Assert.Single(await assistant.CheckAsync("select emial from contacts@ac", null, stop)).Replacement);
        Assert.Empty(await assistant.CheckAsync(
            "select own_field from contactsWithFields@ac; select * from customObject_x@ac", null, stop));
        Assert.Empty(sandbox.Server.GetStats().ByRoute);
    }

    [Fact]
    public async Task Names_of_tags_are_offered_once_they_have_passed_by()
    {
        await using var sandbox = await Sandbox.StartCountedAsync(20);
        await using var session = Open(sandbox);
        var stop = TestContext.Current.CancellationToken;
        string? tag = null;
        await foreach (var result in session.ExecuteAsync("select tag from tags@ac order by 1", null, stop))
            if (result is Engine.Statements.RowsResult rows)
                await foreach (var row in rows.Rows.WithCancellation(stop)) tag ??= (string?)row[0];
        Assert.NotNull(tag);
        var calls = sandbox.Server.GetStats().ByRoute.Values.Sum();
        var assistant = new ScriptAssistant(session);
        foreach (var script in new[] { "select * from tags@ac t where t.tag = '", "select * from ContactTagsByEmail@ac where tag in ('" })
            Assert.Contains(tag, (await assistant.CompleteAsync(script, script.Length, null, stop)).Items.Select(i => i.Label));
        Assert.Equal(calls, sandbox.Server.GetStats().ByRoute.Values.Sum());
    }

    static Session Open(Sandbox sandbox) => Session.Open(new EngineOptions
    {
        Connectors = [new ActiveCampaignConnector()],
        Connections =
        [
            new ConnectionSettings("ac", "activecampaign", new Dictionary<string, string>
            {
                ["url"] = sandbox.Server.Url.ToString(), ["token"] = sandbox.Server.Token,
            }),
        ],
        BaseFolder = sandbox.Folder,
    });
}
