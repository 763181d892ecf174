using System.Reflection;
using System.Text.RegularExpressions;

namespace Koppel.EndToEnd.Tests.Docs;

/// <summary>Pages for those who write code name what is there.</summary>
public sealed partial class TypesOnPagesTests
{
    static readonly string[] OfDotNet = ["ActivitySource", "DateTime", "TimeProvider"];

    public static TheoryData<string> Pages =>
        ["CONTRIBUTING.md", "docs/architecture.md", "docs/guides/add-a-table.md", "docs/guides/add-a-connector.md",
            "docs/guides/watching.md"];

    [Theory, MemberData(nameof(Pages))]
    public void Every_type_and_member_that_a_page_names_exists(string page)
    {
        string[] names =
            ["Koppel.Sdk", "Koppel.Engine", "Koppel.Connectors", "Koppel.Output", "Koppel.Jobs", "Koppel.Server", "koppel",
                "Koppel.Sandbox"];
        Assembly[] assemblies = [.. names.Select(Assembly.Load), GetType().Assembly];
        const BindingFlags Any = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static;
        var known = assemblies.SelectMany(a => a.GetTypes()).SelectMany(t => t.GetMembers(Any).Select(m => m.Name).Append(t.Name))
            .Concat(OfDotNet).ToHashSet(StringComparer.Ordinal);
        foreach (var folder in new[] { "tests", "benchmarks" }) // Their types are in assemblies that are not here.
            known.UnionWith(Directory.GetFiles(Path.Combine(Repository.Root, folder), "*.cs", SearchOption.AllDirectories)
                .Select(f => Path.GetFileNameWithoutExtension(f)));
        var named = Marked().Matches(File.ReadAllText(Path.Combine(Repository.Root, page))).Select(m => m.Groups["type"].Value).ToHashSet();

        Assert.NotEmpty(named);
        Assert.Equal("", string.Join(", ", named.Except(known).Order(StringComparer.Ordinal)));
    }

    /// <summary>A name of at least two words in code marks, alone or behind a folder or before a member.</summary>
    [GeneratedRegex(@"`(?:[\w.]+/)*(?<type>I?(?:[A-Z][a-z0-9]+){2,})(?:\.\w+)?(?:\([^`]*\))?`")]
    private static partial Regex Marked();
}
