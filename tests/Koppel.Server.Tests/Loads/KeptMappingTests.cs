using System.Text;
using System.Text.Json.Nodes;
using Koppel.Server.Tests.Testing;

namespace Koppel.Server.Tests.Loads;

/// <summary>A mapping is kept for the file of the next month, whose headings may have changed.</summary>
public sealed class KeptMappingTests
{
    const string Mapping = """
        {"connection":"ac","createContacts":true,"tagsOfAll":["Fair \"26\""],"automations":"skip","columns":[
        {"column":"E-mail","use":"key"},{"column":"First name","use":"field","target":"firstName","fillEmpty":true},
        {"column":"Interests","use":"tags","separator":"/"},{"column":"VIP","use":"tag-if","target":"V\nIP"},
        {"column":"Phone","use":"field","target":"phone","nulls":"clear"},{"column":"Old","use":"ignore"}]}
        """;

    [Fact]
    public async Task It_is_kept_beside_the_configuration_and_never_over_what_somebody_else_has_written()
    {
        await using var test = await UiTest.StartAsync();
        var source = (await test.SourceAsync("January.csv", "E-mail\na@b.example\n"u8.ToArray()))["source"]!;
        var body = new JsonObject { ["mapping"] = JsonNode.Parse(Mapping), ["source"] = source.DeepClone() };
        Assert.Equal(428, (await test.SendAsync("PUT", "loads/mappings/fair", body)).Status);
        var made = await test.SendAsync("PUT", "loads/mappings/fair", body, r => r.Headers.Add("If-None-Match", "*"));
        Assert.Equal(201, made.Status);
        Assert.Contains("[[columns]]\ncolumn = \"E-mail\"\nuse = \"key\"\n",
            await File.ReadAllTextAsync(Path.Combine(test.Folder, "loads", "fair.toml"), TestContext.Current.CancellationToken),
            StringComparison.Ordinal);
        var told = await test.GetAsync("loads/mappings/fair");
        foreach (var column in told["mapping"]!["columns"]!.AsArray()) ((JsonObject)column!).Remove("why");
        Assert.Equal("V\nIP", told["mapping"]!["columns"]![3]!["target"]!.ToString());
        Assert.Equal(("true", "clear", "Fair \"26\"", "January.csv"), (told["mapping"]!["columns"]![1]!["fillEmpty"]!.ToString(),
            told["mapping"]!["columns"]![4]!["nulls"]!.ToString(), told["mapping"]!["tagsOfAll"]![0]!.ToString(),
            told["source"]!["uploaded"]!.ToString()));
        Assert.Equal(412, (await test.SendAsync("PUT", "loads/mappings/fair", body, r => r.Headers.Add("If-None-Match", "*"))).Status);
        var etag = told["etag"]!.ToString();
        Assert.Equal(204, (await test.SendAsync("PUT", "loads/mappings/fair", body, r => r.Headers.Add("If-Match", etag))).Status);
        Assert.Equal("fair", (await test.GetAsync("loads/mappings"))[0]!["name"]!.ToString());
        Assert.Equal(204, (await test.SendAsync("DELETE", "loads/mappings/fair", change: r => r.Headers.Add("If-Match", etag))).Status);
        Assert.Empty((await test.GetAsync("loads/mappings")).AsArray());
    }

    [Fact]
    public async Task The_next_months_file_is_matched_and_its_changed_headings_are_told()
    {
        await using var test = await UiTest.StartAsync();
        await test.SendAsync("PUT", "loads/mappings/fair", new JsonObject { ["mapping"] = JsonNode.Parse(Mapping) },
            r => r.Headers.Add("If-None-Match", "*"));
        var source = (await test.SourceAsync("February.csv",
            "E-mailadres,FIRST NAME,Interest,Region\na@b.example,Ann,A/B,North\n"u8.ToArray()))["source"]!;
        var told = await test.PostAsync("loads/match", new JsonObject { ["source"] = source.DeepClone(), ["name"] = "fair" });
        Assert.Equal(["E-mail E-mailadres", "Interests Interest", "VIP ", "Phone "],
            told["changed"]!.AsArray().Select(c => $"{c!["missing"]} {c["foundAs"]}"));
        Assert.Equal(["Region"], told["new"]!.AsArray().Select(n => n!.ToString()));
        Assert.Equal(["E-mailadres key", "FIRST NAME field", "Interest tags", "Region ignore"],
            told["mapping"]!["columns"]!.AsArray().Select(c => $"{c!["column"]} {c["use"]}"));
    }

    [Theory]
    [InlineData("..%2Fkoppel")]
    [InlineData("a%2Fb")]
    [InlineData("..%5Cx")]
    [InlineData(".hidden")]
    [InlineData("CON")]
    [InlineData("a%00b")]
    [InlineData("%3Cscript%3E")]
    public async Task A_name_leads_nowhere_else(string name)
    {
        await using var test = await UiTest.StartAsync();
        var body = new JsonObject { ["mapping"] = JsonNode.Parse(Mapping) };
        var refused = await test.SendAsync("PUT", $"loads/mappings/{name}", body, r => r.Headers.Add("If-None-Match", "*"));
        Assert.True(refused.Status is 400 or 404, $"{refused.Status}: {refused.Text}");
        Assert.True(refused.Bytes.Length == 0 || refused.Type!.StartsWith("application/problem+json", StringComparison.Ordinal));
        Assert.Empty(Directory.GetFiles(test.Folder, "*.toml", SearchOption.AllDirectories));
        Assert.Equal(201, (await test.SendAsync("PUT", "loads/mappings/good", body, r => r.Headers.Add("If-None-Match", "*"))).Status);
    }

    [Fact]
    public async Task A_file_that_somebody_has_spoilt_is_told_and_the_others_are_there()
    {
        await using var test = await UiTest.StartAsync();
        var folder = Directory.CreateDirectory(Path.Combine(test.Folder, "loads")).FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, "bad.toml"), "connection = [", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Path.Combine(folder, "worse.toml"), "connection = \"ac\"\n[[columns]]\ncolumn = 7\nuse = \"key\"\n",
            TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Path.Combine(folder, "good.toml"), "connection = \"ac\"\n", TestContext.Current.CancellationToken);
        var all = (await test.GetAsync("loads/mappings")).AsArray();
        Assert.Equal(["bad True", "good False", "worse True"], all.Select(m => $"{m!["name"]} {m["fault"] is not null}"));
        Assert.Equal("wrong-mapping", (await test.SendAsync("GET", "loads/mappings/bad")).Code);
        Assert.Equal(404, (await test.SendAsync("GET", "loads/mappings/none")).Status);
    }

    [Fact]
    public async Task Its_source_is_kept_as_a_path_that_a_job_can_read()
    {
        await using var test = await UiTest.StartAsync();
        await File.WriteAllBytesAsync(Path.Combine(test.Folder, "people.csv"), Encoding.UTF8.GetBytes("E-mail\na@b.example\n"),
            TestContext.Current.CancellationToken);
        var body = new JsonObject { ["mapping"] = JsonNode.Parse(Mapping), ["source"] = new JsonObject { ["path"] = "people.csv" } };
        await test.SendAsync("PUT", "loads/mappings/people", body, r => r.Headers.Add("If-None-Match", "*"));
        Assert.Equal("people.csv", (await test.GetAsync("loads/mappings/people"))["source"]!["path"]!.ToString());
    }
}
