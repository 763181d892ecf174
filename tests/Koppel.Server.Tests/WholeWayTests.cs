using Koppel.Server.Tests.Testing;

namespace Koppel.Server.Tests;

/// <summary>From an open session to rows and their end, as the page goes it.</summary>
public sealed class WholeWayTests
{
    [Fact]
    public async Task A_query_tells_its_way_and_its_rows_can_be_read()
    {
        await using var test = await UiTest.StartAsync();
        var told = await test.RunAsync("select i, 'row ' || i as name from range(3) t(i)");
        Assert.Equal(["begin", "statement", "result", "rows", "rows", "summary", "end"], told.Select(t => t.Kind));
        Assert.Equal("done", told[^1].Text("state"));
        Assert.Equal(("3", "0"), (told[^2].Text("rows"), told[^2].Text("callsTotal")));
        var page = await test.GetAsync($"results/{told[^2].Text("result")}/rows?from=1&count=5");
        Assert.Equal("""{"from":1,"total":3,"isComplete":true,"rows":[[1,"row 1"],[2,"row 2"]]}""", page.ToJsonString());
    }
}
