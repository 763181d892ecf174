using Koppel.EndToEnd.Tests.Salesforce;
using Koppel.Sandbox;
using Koppel.Sandbox.Hosting;

namespace Koppel.EndToEnd.Tests.Docs;

/// <summary>The examples run as they are.</summary>
public sealed class ExamplesTests
{
    static readonly string Folder = Path.Combine(Repository.Root, "examples");

    /// <summary>The example that needs the fields and lists of a whole sandbox, as a reader starts it.</summary>
    const string WithFields = "salesforce-to-activecampaign";

    public static TheoryData<string> Examples => [.. Directory.GetDirectories(Folder).Select(d => Path.GetFileName(d)!)];

    [Theory, MemberData(nameof(Examples))]
    public async Task An_example_loads_something_and_run_again_it_sends_nothing(string example)
    {
        await using var sandbox = await Sandbox.StartAsync(new SandboxOptions { Seed = 100, TimeScale = 50 }, plain: example != WithFields);
        await using var salesforce = await SalesforceServer.StartAsync(new SalesforceOptions { Seed = 100, TimeScale = 50 });
        string[] arguments = ["run", "load.sql", "--summary", "json"];
        var environment = new Dictionary<string, string>
        {
            ["AC_URL"] = sandbox.Server.Url.ToString(), ["AC_TOKEN"] = sandbox.Server.Token,
            ["SF_URL"] = salesforce.Url.ToString(), ["SF_CLIENT_ID"] = salesforce.ClientId, ["SF_CLIENT_SECRET"] = salesforce.ClientSecret,
        };

        var first = await Koppel.ProcessAsync(Path.Combine(Folder, example), arguments, environment);
        Assert.True(first.ExitCode is 0 or 3, first.Error);
        Assert.All(Enumerable.Range(0, first.Summaries.Count), load => Assert.NotEqual(0, first.Load(load).Changed));
        var writes = sandbox.Writes;

        var second = await Koppel.ProcessAsync(Path.Combine(Folder, example), arguments, environment);
        Assert.All(Enumerable.Range(0, second.Summaries.Count), load => Assert.Equal(0, second.Load(load).Changed));
        Assert.Equal((first.ExitCode, writes), (second.ExitCode, sandbox.Writes));
        if (salesforce.GetStats().ByRoute.Keys.Any(r => r.Contains("/query", StringComparison.Ordinal)))
            await SentSoql.CheckAsync(salesforce);
    }

    [Fact]
    public void Each_stands_in_the_list()
    {
        var list = File.ReadAllText(Path.Combine(Folder, "README.md"));
        Assert.All(Examples, example => Assert.Contains($"[{example.Data}]({example.Data}/load.sql)", list, StringComparison.Ordinal));
    }
}
