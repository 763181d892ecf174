using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Koppel.EndToEnd.Tests.Architecture;

/// <summary>Which project may use which: the table of CONTRIBUTING.md, held against the project files.</summary>
public sealed partial class ReferenceTableTests
{
    static readonly Dictionary<string, (string[] Ours, string[] Packages)> Allowed = new()
    {
        ["Koppel.Sdk"] = ([], ["Microsoft.Extensions.Logging.Abstractions"]),
        ["Koppel.Engine"] = (["Koppel.Sdk"], ["DuckDB.NET.Data.Full", "Microsoft.Data.Sqlite", "Tomlyn"]),
        ["Koppel.Connectors"] = (["Koppel.Sdk"], ["ExcelDataReader", "System.IO.Hashing"]),
        ["Koppel.Sandbox"] = ([], ["MimeKit"]),
        ["Koppel.Output"] = (["Koppel.Engine"], ["Spectre.Console"]),
        ["Koppel.Jobs"] = (["Koppel.Engine"], ["MailKit", "Microsoft.Data.Sqlite", "Quartz", "Tomlyn"]),
        ["Koppel.Server"] = (["Koppel.Sdk", "Koppel.Engine", "Koppel.Output", "Koppel.Jobs"], ["Microsoft.Data.Sqlite"]),
        ["Koppel.Cli"] = (["Koppel.Sdk", "Koppel.Engine", "Koppel.Connectors", "Koppel.Sandbox", "Koppel.Output", "Koppel.Jobs",
            "Koppel.Server"], ["System.CommandLine"]),
    };

    public static TheoryData<string> Projects => [.. Allowed.Keys];

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_project_references_only_what_the_table_allows(string project)
    {
        var file = XDocument.Load(Path.Combine(Repository.Root, "src", project, $"{project}.csproj"));
        var ours = file.Descendants("ProjectReference").Select(r => Path.GetFileNameWithoutExtension(r.Attribute("Include")!.Value));
        var packages = file.Descendants("PackageReference").Select(r => r.Attribute("Include")!.Value);
        Assert.Empty(ours.Except(Allowed[project].Ours));
        Assert.Empty(packages.Except(Allowed[project].Packages));
    }

    [Fact]
    public void Every_project_under_src_stands_in_the_table() =>
        Assert.Equal(Allowed.Keys.Order(), Directory.GetDirectories(Path.Combine(Repository.Root, "src")).Select(Path.GetFileName).Order());

    [Theory]
    [MemberData(nameof(Projects))]
    public void The_table_of_the_contributors_page_says_the_same(string project)
    {
        var row = File.ReadLines(Path.Combine(Repository.Root, "CONTRIBUTING.md"))
            .Single(l => l.StartsWith($"| {project} |", StringComparison.Ordinal));
        foreach (var name in Allowed[project].Ours.Concat(Allowed[project].Packages)) Assert.Contains(name, row, StringComparison.Ordinal);
    }

    [Fact]
    public void No_source_file_is_longer_than_300_lines()
    {
        var long_files =
            Repository.SourceFiles().Where(f => File.ReadLines(f).Count() > 300).Select(f => Path.GetRelativePath(Repository.Root, f));
        Assert.Empty(long_files);
    }

    [Fact]
    public void No_line_is_longer_than_140_characters()
    {
        var lines = Repository.AllSourceFiles()
            .SelectMany(f => File.ReadLines(f).Index().Where(l => l.Item.Length > 140)
                .Select(l => $"{Path.GetRelativePath(Repository.Root, f)}:{l.Index + 1}"));
        Assert.Empty(lines);
    }

    [Fact]
    public void Sdk_and_connectors_know_nothing_of_the_engine()
    {
        foreach (var file in Repository.SourceFiles("Koppel.Sdk", "Koppel.Connectors"))
            Assert.DoesNotContain("DuckDB", File.ReadAllText(file), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void The_Sdk_names_no_system_that_a_connector_speaks_to()
    {
        var files = Directory.EnumerateFiles(Path.Combine(Repository.Root, "src", "Koppel.Sdk"), "PublicAPI.*.txt")
            .Append(Path.Combine(Repository.Root, "src", "Koppel.Sdk", "Koppel.Sdk.csproj"))
            .Concat(Repository.SourceFiles("Koppel.Sdk")).ToList();
        var named = files.SelectMany(f => File.ReadLines(f).Index().Where(l => Systems().IsMatch(l.Item))
            .Select(l => $"{Path.GetRelativePath(Repository.Root, f)}:{l.Index + 1}"));
        Assert.True(files.Count > 50, "Nearly nothing was looked at.");
        Assert.Empty(named);
    }

    [Fact]
    public void The_sandbox_shares_no_namespace_with_what_it_tests()
    {
        foreach (var file in Repository.SourceFiles("Koppel.Sandbox"))
            foreach (var other in new[] { "Koppel.Sdk", "Koppel.Engine", "Koppel.Connectors" })
                Assert.DoesNotContain($"using {other}", File.ReadAllText(file), StringComparison.Ordinal);
    }

    /// <summary>The systems as one writes them, and words that only one of them has.</summary>
    [GeneratedRegex(@"active\W?campaign|sales\W?force|soql|sobject|sfdx|bulk_import|/api/3|services/data", RegexOptions.IgnoreCase)]
    private static partial Regex Systems();
}
