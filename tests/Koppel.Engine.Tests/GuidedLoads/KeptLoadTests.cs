using Koppel.Engine.Configuration;
using Koppel.Engine.GuidedLoads;
using Koppel.Sdk.Connections;

namespace Koppel.Engine.Tests.GuidedLoads;

/// <summary>Mappings as files: what is written is what is read, and a job finds its source in it.</summary>
public sealed class KeptLoadTests
{
    static readonly KeptLoad s_load = new(new LoadMapping("ac",
    [
        new("E-mail \"x\"", ColumnUse.Key), new("a\nb", ColumnUse.TagIf) { Target = "it's \\ 😀" },
        new("Firm", ColumnUse.Account), new("n", ColumnUse.Field) { Target = "KLEUR", ClearsNulls = true, Separator = "/" },
    ]) { CreateContacts = true, CreateTags = false, Automations = "run", TagsOfAll = ["Fair", "a, b"] })
    {
        Source = new KeptSource
        {
            Path = "in/January.xlsx", Sheet = "She'et", Settings = new Dictionary<string, string> { ["header"] = "first" },
        },
    };

    [Fact]
    public void What_is_written_is_what_is_read()
    {
        var read = KeptLoadReader.Read(KeptLoadText.Write(s_load), "fair.toml");
        Assert.Equal(KeptLoadText.Write(s_load), KeptLoadText.Write(read));
        Assert.Equal(s_load.Mapping.Columns, read.Mapping.Columns);
        Assert.Equal(("in/January.xlsx", "She'et", "first"), (read.Source!.Path, read.Source.Sheet, read.Source.Settings["header"]));
    }

    [Theory]
    [InlineData("", "does not say its connection")]
    [InlineData("connection = [", "is no TOML")]
    [InlineData("connection = 7", "connection must be a text")]
    [InlineData("connection = \"ac\"\ncolumns = 7", "columns must be tables")]
    [InlineData("connection = \"ac\"\n[[columns]]\nuse = \"key\"", "does not say its column")]
    [InlineData("connection = \"ac\"\n[[columns]]\ncolumn = \"x\"\nuse = \"keys\"", "use must be one of ignore, key, tag, tags, tag-if")]
    [InlineData("connection = \"ac\"\ncreate_tags = \"yes\"", "create_tags must be true or false")]
    [InlineData("connection = \"ac\"\nsource = 1", "source must be a table")]
    public void What_is_wrong_with_a_file_is_told(string text, string sentence)
    {
        var fault = Assert.Throws<ConfigurationException>(() => KeptLoadReader.Read(text, "fair.toml"));
        Assert.Contains(sentence, fault.Message, StringComparison.Ordinal);
        Assert.Contains("fair.toml", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Its_file_is_a_connection_of_a_name_that_no_other_has()
    {
        var taken = new ConnectionSettings("load_fair_2026", "files", new Dictionary<string, string>());
        var connection = new KeptLoadScript(s_load, "Fair 2026").Connection([taken])!;
        Assert.Equal(("load_fair_2026_2", "excel", "in/January.xlsx", "first"),
            (connection.Name, connection.Type, connection.Text("path"), connection.Text("header")));
        Assert.Null(new KeptLoadScript(s_load with { Source = null }, "x").Connection([]));
    }

    [Fact]
    public void A_heading_that_has_changed_is_found_by_what_it_means()
    {
        var mapping = new LoadMapping("ac",
        [
            new("E-mail", ColumnUse.Key), new("Voornaam", ColumnUse.Field) { Target = "firstName" }, new("Tag", ColumnUse.Tag),
            new("Tags", ColumnUse.Tags), new("Gone", ColumnUse.Tag), new("Dropped", ColumnUse.Ignore),
        ]);
        var match = MappingMatch.Of(mapping, ["Tags", "First name", "E-Mail Address", "tag", "Else"]);
        Assert.Equal(["E-mail E-Mail Address", "Voornaam First name", "Gone "], match.Changed.Select(c => $"{c.Missing} {c.FoundAs}"));
        Assert.Equal(["Else"], match.New);
        Assert.Equal(["E-Mail Address", "First name", "tag", "Tags", "Else"], match.Mapping.Columns.Select(c => c.Column));
    }
}
