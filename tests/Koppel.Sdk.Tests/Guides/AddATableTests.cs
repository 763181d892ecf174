using System.Reflection;
using System.Runtime.CompilerServices;
using Koppel.Sdk.Reading;
using Koppel.Sdk.Rest.Declare;
using Koppel.Sdk.Tests.Testing;
using static Koppel.Sdk.Tests.Testing.StubServer;

namespace Koppel.Sdk.Tests.Guides;

/// <summary>The guide "Add a table of a REST API" tells the truth.</summary>
public sealed class AddATableTests
{
    static readonly string[] Guide = File.ReadAllLines(InRepository("docs/guides/add-a-table.md"));

    [Fact]
    public void The_example_is_the_declaration_that_is_compiled_here()
    {
        var source = File.ReadAllLines(InRepository("tests/Koppel.Sdk.Tests/Guides/Tickets.cs"));
        var declaration = source.SkipWhile(l => !l.Contains("RestTable Table", StringComparison.Ordinal)).TakeWhile(l => l != "}")
            .Select(l => l.Length > 4 ? l[4..] : "");

        Assert.Equal(declaration, Block("csharp"));
    }

    [Fact]
    public void The_example_is_about_fifteen_lines_and_has_no_fault()
    {
        Assert.InRange(Block("csharp").Count(l => l.Trim() is not ("[" or "]," or "{" or "};")), 10, 16);
        Assert.Empty(Tickets.Table.Faults());
    }

    [Fact]
    public async Task The_example_does_what_the_guide_says()
    {
        await using var server = await StartAsync((context, call) => (call.Method, call.Path) switch
        {
            ("POST", _) => Says(201)(context),
            (_, "/api/tickets/7") =>
                Says(200, """{"ticket":{"id":"7","subject":"Help","customer":"3","created":"2026-01-31T10:00:00Z"}}""")(context),
            _ => Says(200, """{"tickets":[{"id":"7","subject":"Help","customer":"3"}],"meta":{"total":"1"}}""")(context),
        });
        using var account = TestAccount.At(server);
        var tickets = account.OpenForWriting(Tickets.Table);

        Assert.Equal(["7|Help|3|2026-01-31 10:00:00+00:00"],
            await tickets.ReadAsync("id subject customer created", predicates: [new Predicate.In("id", [7L])]));
        var (plan, _) = await TagServer.LoadAsync(tickets, "customer subject", [[3L, "help"], [3L, "More help"]]);
        Assert.Equal((1L, 1L), (plan.Changes, plan.Unchanged));
    }

    [Theory]
    [InlineData(typeof(RestTable)), InlineData(typeof(Filter))]
    public void Everything_that_can_be_declared_is_in_the_guide(Type type)
    {
        var names = type == typeof(Filter)
            ? type.GetMethods(BindingFlags.Static | BindingFlags.Public).Where(m => m.ReturnType == type).Select(m => $"Filter.{m.Name}")
            : type.GetProperties().Where(p => p.SetMethod is not null).Select(p => $"`{p.Name}`");
        var text = string.Join('\n', Guide);

        Assert.All(names, n => Assert.Contains(n, text, StringComparison.Ordinal));
    }

    static IEnumerable<string> Block(string language) => Guide.SkipWhile(l => l != $"```{language}").Skip(1).TakeWhile(l => l != "```");

    static string InRepository(string path, [CallerFilePath] string here = "") =>
        Path.Combine(Path.GetDirectoryName(here)!, "../../..", path);
}
