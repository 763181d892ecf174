using System.Text.Json.Nodes;

namespace Koppel.EndToEnd.Tests.Docs;

/// <summary>The JSON Schema of a configuration says what the settings say.</summary>
public sealed class SchemaTests
{
    static readonly string Page = Path.Combine(Repository.Root, "docs", "koppel.schema.json");

    [Fact]
    public async Task The_schema_among_the_docs_is_the_one_that_koppel_writes()
    {
        var written = await Koppel.RunAsync("schema");
        Assert.Equal((0, ""), (written.ExitCode, written.Error));
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1") await File.WriteAllTextAsync(Page, written.Output);
        Assert.Equal(await File.ReadAllTextAsync(Page), written.Output);
    }

    [Fact]
    public void It_has_every_setting_of_every_connector_and_says_which_are_needed()
    {
        var schema = JsonNode.Parse(File.ReadAllText(Page))!["properties"]!;
        var kinds = schema["connections"]!["patternProperties"]!.AsObject().Single().Value!["oneOf"]!.AsArray();
        Assert.Equal(Connectors.All.Connectors.Count, kinds.Count);
        foreach (var (connector, kind) in Connectors.All.Connectors.Zip(kinds))
        {
            var properties = kind!["properties"]!.AsObject();
            Assert.Equal(connector.Type, (string?)properties["type"]!["const"]);
            foreach (var setting in connector.Settings)
                Assert.Equal(setting.Description, (string?)properties[setting.Name]!["description"]);
            string[] other = connector.TableSettings.Count > 0 ? ["type", "tables"] : ["type"];
            Assert.Equal(connector.Settings.Select(s => s.Name).Concat(other).Order(), properties.Select(p => p.Key).Order());
            Assert.Equal(connector.Settings.Where(s => s.Required).Select(s => s.Name).Prepend("type"),
                kind["required"]!.AsArray().Select(r => (string)r!));
        }
        Assert.NotNull(schema["session"]!["properties"]!["timezone"]);
        Assert.NotNull(schema["ledger"]!["properties"]!["keep_days"]);
        Assert.NotNull(schema["keep"]!["properties"]!["values_days"]);
    }
}
