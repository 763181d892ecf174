using System.Text.Json.Nodes;
using Koppel.Server.Tests.Testing;

namespace Koppel.Server.Tests;

/// <summary>The page of settings: how long what is kept, where it lies, and the guides.</summary>
public sealed class SettingsTests
{
    [Fact]
    public async Task How_long_something_is_kept_is_changed_and_where_all_lies_is_told()
    {
        await using var test = await UiTest.StartAsync();
        var file = Path.Combine(test.Folder, "koppel.toml");
        await File.WriteAllTextAsync(file, "# mine\n[keep]\nplans_days = 3 # short\n", TestContext.Current.CancellationToken);
        var told = await test.SendAsync("GET", "settings");
        Assert.Contains("\"ledger\"", told.Text, StringComparison.Ordinal);
        Assert.Equal("3", told.Json["keep"]!.AsArray().Single(k => k!["name"]!.ToString() == "plans_days")!["value"]!.ToString());
        var body = new JsonObject { ["values"] = new JsonObject { ["plans_days"] = "10", ["keep_days"] = "90" } };
        var changed = await test.SendAsync("PUT", "settings/keep", body,
            r => r.Headers.TryAddWithoutValidation("If-Match", told.Headers["ETag"]));
        Assert.Equal(200, changed.Status);
        Assert.Equal("# mine\n[keep]\nplans_days = 10 # short\n\n[ledger]\nkeep_days = 90\n",
            await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken));
        body["values"]!["plans_days"] = "never";
        var refused = await test.SendAsync("PUT", "settings/keep", body.DeepClone(),
            r => r.Headers.TryAddWithoutValidation("If-Match", changed.Headers["ETag"]));
        Assert.Equal(422, refused.Status);
    }

    [Fact]
    public async Task Guides_are_found_by_their_titles()
    {
        await using var test = await UiTest.StartAsync();
        var guides = (await test.GetAsync("guides")).AsArray();
        Assert.Contains(guides, g => g!["name"]!.ToString() == "query-tool" && g["title"]!.ToString().Length > 0);
        Assert.StartsWith("# ", (await test.GetAsync("guides/loads"))["text"]!.ToString(), StringComparison.Ordinal);
        Assert.Equal(404, (await test.SendAsync("GET", "guides/none")).Status);
    }
}
