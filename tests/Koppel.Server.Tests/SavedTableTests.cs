using System.Text.Json.Nodes;
using Koppel.Server.Tests.Testing;

namespace Koppel.Server.Tests;

/// <summary>What saves a result as a table reads all of its rows, whoever asked before, and leaves nothing when it is dropped.</summary>
public sealed class SavedTableTests
{
    const int Rows = 1_000_000;
    static readonly string s_many = $"select i, hash(i) as a, hash(i + 1) as b, hash(i + 2)::varchar as c from range({Rows}) t(i)";

    [Fact]
    public async Task Whoever_asks_while_another_writes_gets_all_rows()
    {
        await using var test = await UiTest.StartAsync();
        var id = await test.ResultAsync(s_many);
        var first = ScriptAsync(test, id);
        await UntilAsync(() => first.IsCompleted || Files(test).Count > 0);
        await AssertWholeAsync(test, await ScriptAsync(test, id));
        await AssertWholeAsync(test, await first);
        Assert.Single(Files(test));
    }

    [Fact]
    public async Task Who_asks_again_after_breaking_off_gets_all_rows()
    {
        await using var test = await UiTest.StartAsync();
        var id = await test.ResultAsync(s_many);
        using (var stop = new CancellationTokenSource())
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/results/{id}/table");
            request.Headers.Add("Origin", test.Origin);
            request.Content = new StringContent(Body.ToJsonString(), System.Text.Encoding.UTF8, "application/json");
            var first = test.Client.SendAsync(request, stop.Token);
            await UntilAsync(() => first.IsCompleted || Files(test).Count > 0);
            await stop.CancelAsync();
            await Record.ExceptionAsync(() => first);
        }
        await AssertWholeAsync(test, await ScriptAsync(test, id));
    }

    [Fact]
    public async Task The_file_goes_with_its_result_and_counts_with_it()
    {
        await using var test = await UiTest.StartAsync();
        var id = await test.ResultAsync("select i, hash(i) as a from range(100000) t(i)");
        var before = (await test.GetAsync($"results/{id}"))["bytes"]!.GetValue<long>();
        await ScriptAsync(test, id);
        var file = Assert.Single(Files(test));
        Assert.Equal(before + file.Length, (await test.GetAsync($"results/{id}"))["bytes"]!.GetValue<long>());
        Assert.Equal(204, (await test.SendAsync("DELETE", $"results/{id}")).Status);
        Assert.Empty(Files(test));
    }

    static JsonObject Body => new() { ["table"] = "t@inmemorystorage" };

    static async Task<string> ScriptAsync(UiTest test, string id) =>
        (await test.PostAsync($"results/{id}/table", Body))["script"]!.ToString();

    static async Task AssertWholeAsync(UiTest test, string script)
    {
        var session = await test.OpenSessionAsync();
        Assert.Equal("done", (await test.RunAsync(script, session: session))[^1].Text("state"));
        var told = await test.RunAsync("select count(*) from t@inmemorystorage", session: session);
        var result = told.Single(t => t.Kind == "summary").Text("result");
        Assert.Equal(Rows.ToString(System.Globalization.CultureInfo.InvariantCulture),
            (await test.GetAsync($"results/{result}/rows"))["rows"]![0]![0]!.ToString());
    }

    static List<FileInfo> Files(UiTest test) =>
        [.. new DirectoryInfo(Path.Combine(test.Folder, ".koppel", "results")).EnumerateFiles("*parquet*", SearchOption.AllDirectories)];

    static async Task UntilAsync(Func<bool> isSo)
    {
        while (!isSo()) await Task.Delay(5, TestContext.Current.CancellationToken);
    }
}
