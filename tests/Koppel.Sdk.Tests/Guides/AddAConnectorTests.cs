using System.Runtime.CompilerServices;
using Koppel.Sdk.Connections;
using Koppel.Sdk.Http;
using Koppel.Sdk.Reading;
using Koppel.Sdk.Tests.Testing;
using static Koppel.Sdk.Tests.Testing.StubServer;

namespace Koppel.Sdk.Tests.Guides;

/// <summary>The guide "Add a connector of a REST API" tells the truth.</summary>
public sealed class AddAConnectorTests
{
    static readonly string[] Guide = File.ReadAllLines(InRepository("docs/guides/add-a-connector.md"));

    [Fact]
    public void The_example_is_the_method_that_is_compiled_here()
    {
        var method = File.ReadAllLines(InRepository("tests/Koppel.Sdk.Tests/Guides/HelpDesk.cs"))
            .SkipWhile(l => !l.Contains("ICatalog Open", StringComparison.Ordinal)).TakeWhile(l => l != "}").Select(l => l[4..]);

        Assert.Equal(method, Guide.SkipWhile(l => l != "```csharp").Skip(1).TakeWhile(l => l != "```"));
    }

    [Fact]
    public async Task The_example_opens_its_tables()
    {
        await using var server = await SayingAsync(Says(200, """{"tickets":[{"id":"7","subject":"Help"}],"meta":{"total":"1"}}"""));
        var settings = new Dictionary<string, string> { ["url"] = server.Url.GetLeftPart(UriPartial.Authority), ["token"] = "abcdef" };
        await using var catalog = new HelpDesk().Open(
            new ConnectionSettings("desk", "helpdesk", settings), new ConnectorEnvironment { BaseFolder = "." });

        var table = Assert.IsType<IScanTable>(await catalog.FindAsync("TICKETS"), exactMatch: false);
        Assert.Equal(["7|Help"], await table.ReadAsync("id subject"));

        Assert.Equal(("/api/2/tickets", "abcdef"), (server.Calls.Single().Path, (string?)server.Calls.Single().Headers["Api-Key"]));
        Assert.Null(await catalog.FindAsync("ticket"));
    }

    [Fact]
    public void What_an_API_has_of_its_own_is_in_the_guide()
    {
        var text = string.Join('\n', Guide);

        Assert.All(typeof(ErrorShape).GetProperties().Where(p => p.Name.StartsWith("Duplicate", StringComparison.Ordinal)),
            p => Assert.Contains(p.Name, text, StringComparison.Ordinal));
        string[] options = ["Headers", "Credential", "Errors", "Limits", "UsualLimits", "Throttled", "CredentialsRemedy", "AllowHttp"];
        Assert.All(options, name =>
        {
            Assert.NotNull(typeof(RestClientOptions).GetProperty(name));
            Assert.Contains($"`{name}`", text, StringComparison.Ordinal);
        });
    }

    static string InRepository(string path, [CallerFilePath] string here = "") =>
        Path.Combine(Path.GetDirectoryName(here)!, "../../..", path);
}
