using System.Text;
using Koppel.Engine.Configuration;
using Koppel.Engine.Configuration.Editing;
using Koppel.Sdk.Connections;

namespace Koppel.Engine.Tests.Configuration.Editing;

public sealed class ConfigurationTextTests : IDisposable
{
    static readonly IConnector Shop = FakeConnector.All[0];

    readonly string _folder = Directory.CreateTempSubdirectory("koppel-editing-").FullName;

    string File => Path.Combine(_folder, "koppel.toml");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_value_is_changed_and_the_comment_behind_it_stays()
    {
        var text = Changed(
            "# mine\n[connections.ac]\ntype = 'shop'\nurl  =  \"https://old.example\"   # the old one\ntoken = \"${env:T}\"\n",
            t => t.Change("AC", Shop, new Dictionary<string, string?> { ["url"] = "https://new.example" }));
        Assert.Equal(
            "# mine\n[connections.ac]\ntype = 'shop'\nurl  =  \"https://new.example\"   # the old one\ntoken = \"${env:T}\"\n", text);
    }

    [Theory]
    [InlineData("[connections.ac]\ntype = \"shop\" # a\n\n# next\n[ledger]\n",
        "[connections.ac]\ntype = \"shop\" # a\npace = 5\n\n# next\n[ledger]\n")]
    [InlineData("[connections.ac]\r\n  type = \"shop\"", "[connections.ac]\r\n  type = \"shop\"\r\n  pace = 5\r\n")]
    [InlineData("[connections]\nac.type = \"shop\"\nb.type = \"x\"\n", "[connections]\nac.type = \"shop\"\nac.pace = 5\nb.type = \"x\"\n")]
    [InlineData("connections.\"ac\".type = \"shop\"\n", "connections.\"ac\".type = \"shop\"\nconnections.\"ac\".pace = 5\n")]
    [InlineData("[connections]\nac = { type = \"shop\" } # in\n", "[connections]\nac = { type = \"shop\", pace = 5 } # in\n")]
    [InlineData("[connections]\nac = {}\n", "[connections]\nac = { pace = 5 }\n")]
    [InlineData("[connections.ac] # only this\n# and words\n", "[connections.ac] # only this\npace = 5\n# and words\n")]
    public void A_setting_that_is_new_is_written_as_the_others_of_its_connection_are(string before, string after) =>
        Assert.Equal(after, Changed(before, t => t.Change("ac", Shop, new Dictionary<string, string?> { ["pace"] = "5" })));

    [Theory]
    [InlineData("[connections.ac]\ntype = \"shop\"\npace = 5 # fast\n# kept\nurl = 'u'\n",
        "[connections.ac]\ntype = \"shop\"\n# kept\nurl = 'u'\n")]
    [InlineData("[connections]\nac = { type = \"shop\", pace = 5, url = 'u' }\n",
        "[connections]\nac = { type = \"shop\", url = 'u' }\n")]
    [InlineData("[connections]\nac = { type = \"shop\", pace = 5 }\n", "[connections]\nac = { type = \"shop\" }\n")]
    [InlineData("[connections]\nac = { pace = 5 }\n", "[connections]\nac = { }\n")]
    public void A_setting_that_is_taken_out_goes_with_its_line(string before, string after) =>
        Assert.Equal(after, Changed(before, t => t.Change("ac", Shop, new Dictionary<string, string?> { ["pace"] = null })));

    [Fact]
    public void A_connection_that_was_added_and_is_removed_leaves_the_file_as_it_was()
    {
        foreach (var before in (string[])["# mine\n[connections.b]\ntype = \"excel\"\npath = \"x\"\n", "[keep]\nplans_days = 3\n"])
        {
            System.IO.File.WriteAllText(File, before);
            ConfigurationText.Read(File).Add("ac", Shop, new Dictionary<string, string> { ["pace"] = "5" }).Save();
            Assert.Equal(before, Changed(null, t => t.Remove("ac", FakeConnector.All)));
        }
    }

    [Fact]
    public void Comments_of_the_user_outlast_their_connection() => Assert.Equal(
        "# top\n\n# why we have it\n# about the next\n[connections.b]\ntype = \"excel\"\n",
        Changed("# top\n\n[connections.ac]\n# why we have it\ntype = \"shop\"\n\n# about the next\n[connections.b]\ntype = \"excel\"\n",
            t => t.Remove("ac", FakeConnector.All)));

    [Fact]
    public void All_pieces_of_a_connection_are_removed() => Assert.Equal(
        "[connections.b]\ntype = \"excel\"\n",
        Changed(
            "[connections.ac]\ntype = \"shop\"\n\n[connections.b]\ntype = \"excel\"\n\n[connections.ac.tables.\"a b\"]\npace = 1\n",
            t => t.Remove("ac", FakeConnector.All)));

    [Fact]
    public void A_new_name_stands_at_each_place_of_the_old_one() => Assert.Equal(
        "connections = { new = { type = \"shop\" }, b = { type = \"x\" } }\n",
        Changed("connections = { 'ac' = { type = \"shop\" }, b = { type = \"x\" } }\n", t => t.Rename("ac", "new")));

    [Fact]
    public void And_in_the_headings_of_its_tables() => Assert.Equal(
        "[ connections . new ]\ntype = \"shop\"\n[connections.new.tables.x]\npace = 1\n",
        Changed(
            "[ connections . \"ac\" ]\ntype = \"shop\"\n[connections.ac.tables.x]\npace = 1\n", t => t.Rename("ac", "new")));

    [Fact]
    public void How_long_something_is_kept_is_set_in_its_table_or_a_new_one()
    {
        var days = KeepSettings.Declared.Single(s => s.Name == "plans_days");
        Assert.Equal("# a\n\n[keep]\nplans_days = 30\n", Changed("# a\n", t => t.Set(days, "30")));
        Assert.Equal("[keep]\nplans_days = 7 # a week\n", Changed("[keep]\nplans_days = 30 # a week\n", t => t.Set(days, "7")));
        Assert.Equal("[keep]\n", Changed("[keep]\nplans_days = 30 # a week\n", t => t.Set(days, null)));
        Assert.Equal("[ledger]\nkeep_days = 2.5\n", Changed("[ledger]\n", t => t.Set(LedgerSettings.Declared[0], "2.5")));
    }

    [Fact]
    public void What_somebody_else_wrote_meanwhile_is_not_written_over()
    {
        System.IO.File.WriteAllText(File, "[connections.ac]\ntype = \"shop\"\n");
        var mine = ConfigurationText.Read(File).Change("ac", Shop, new Dictionary<string, string?> { ["pace"] = "5" });
        System.IO.File.WriteAllText(File, "# by another\n");
        var fault = Assert.Throws<ConfigurationChangedException>(() => mine.Save());
        Assert.Contains("was changed elsewhere", fault.Message, StringComparison.Ordinal);
        Assert.Equal("# by another\n", System.IO.File.ReadAllText(File));
        Assert.Single(Directory.GetFiles(_folder));
    }

    [Fact]
    public void A_file_that_came_meanwhile_is_not_written_over_either()
    {
        var mine = ConfigurationText.Read(File).Add("ac", Shop, new Dictionary<string, string>());
        System.IO.File.WriteAllText(File, "# by another\n");
        Assert.Throws<ConfigurationChangedException>(() => mine.Save());
        Assert.Equal("# by another\n", System.IO.File.ReadAllText(File));
    }

    [Fact]
    public void A_link_stays_a_link_and_the_rights_of_a_file_stay_as_they_are()
    {
        if (OperatingSystem.IsWindows()) return;
        var real = Path.Combine(_folder, "real.toml");
        System.IO.File.WriteAllText(real, "[connections.ac]\ntype = \"shop\"\n");
        System.IO.File.SetUnixFileMode(real, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);
        System.IO.File.CreateSymbolicLink(File, real);
        Changed(null, t => t.Rename("ac", "b"));
        Assert.NotNull(new FileInfo(File).LinkTarget);
        Assert.Contains("[connections.b]", System.IO.File.ReadAllText(real), StringComparison.Ordinal);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead, System.IO.File.GetUnixFileMode(real));
    }

    [Fact]
    public void A_refusal_says_the_line()
    {
        System.IO.File.WriteAllText(File, "\n[connections.ac]\ntype = \"shop\"\n[connections.b]\ntype = \"excel\"\n");
        var text = ConfigurationText.Read(File);
        Assert.Contains("koppel.toml:2: ", Refused(() => text.Add("AC", Shop, new Dictionary<string, string>())), StringComparison.Ordinal);
        Assert.Contains("koppel.toml:2: ", Refused(() => text.Rename("b", "Ac")), StringComparison.Ordinal);
        Assert.Contains("there is no connection 'c'", Refused(() => text.Remove("c", FakeConnector.All)), StringComparison.Ordinal);
        Assert.Contains("Did you mean 'pace'?",
            Refused(() => text.Change("ac", Shop, new Dictionary<string, string?> { ["pac"] = "" })), StringComparison.Ordinal);
        System.IO.File.WriteAllText(File, "\n[connections.ac]\ntype = \n");
        Assert.Contains("koppel.toml:3: this is not TOML", Refused(() => ConfigurationText.Read(File)), StringComparison.Ordinal);
        System.IO.File.WriteAllBytes(File, [0x23, 0xE9, 0x0A]);
        Assert.Contains("is not UTF-8", Refused(() => ConfigurationText.Read(File)), StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_checked_before_it_is_saved_is_told_with_its_line_and_without_a_secret()
    {
        System.IO.File.WriteAllText(File, "# one\n");
        var text = ConfigurationText.Read(File).Add("ac", Shop, new Dictionary<string, string>
        {
            ["url"] = "ftp://x", ["token"] = "very secret",
        });
        var source = new ConfigurationSource { Connectors = FakeConnector.All, WorkingFolder = _folder, File = File };
        Assert.Null(text.Check("ac", source, out var faults));
        Assert.Contains(faults, f => f.StartsWith("koppel.toml:8: 'url'", StringComparison.Ordinal));
        Assert.DoesNotContain("very secret", string.Join('\n', faults), StringComparison.Ordinal);
    }

    static string Refused(Func<object> edit) => Assert.Throws<ConfigurationException>(edit).Message;

    string Changed(string? before, Func<ConfigurationText, ConfigurationText> edit)
    {
        if (before is not null) System.IO.File.WriteAllText(File, before, new UTF8Encoding(false));
        edit(ConfigurationText.Read(File)).Save();
        return System.IO.File.ReadAllText(File);
    }
}
