using System.Reflection;
using System.Text.RegularExpressions;

namespace Koppel.EndToEnd.Tests.Architecture;

/// <summary>The floors of docs/architecture.md, held against the compiled assemblies: a folder uses only folders below it.</summary>
public sealed partial class FloorsTests
{
    static readonly string[] Held =
        ["Koppel.Sdk", "Koppel.Engine", "Koppel.Connectors", "Koppel.Output", "Koppel.Jobs", "Koppel.Server", "Koppel.Cli",
            "Koppel.Sandbox"];

    public static TheoryData<string> Projects => [.. Held];

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_folder_uses_only_folders_below_it(string project)
    {
        var floors = Floors(project);
        var upwards =
            from folder in FolderUses.Of(Load(project), project)
            from other in folder.Value
            where floors.IndexOf(other.Key) > floors.IndexOf(folder.Key)
            select $"{Shown(folder.Key)} uses {Shown(other.Key)}, which stands above it: {string.Join(", ", other.Value)}";
        Assert.Equal("", string.Join('\n', upwards));
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void The_page_names_every_folder_that_has_code_and_no_other(string project)
    {
        var folders = Repository.SourceFiles(project)
            .Select(f => Path.GetRelativePath(Path.Combine(Repository.Root, "src", project), Path.GetDirectoryName(f)!))
            .Select(f => f == "." ? "" : f.Replace('\\', '/')).Distinct();
        Assert.Equal(folders.Order(), Floors(project).Order());
    }

    [Fact]
    public void A_folder_is_a_namespace()
    {
        foreach (var project in Held)
        {
            foreach (var file in Repository.SourceFiles(project))
            {
                var folder = Path.GetRelativePath(Path.Combine(Repository.Root, "src"), Path.GetDirectoryName(file)!)
                    .Replace(Path.DirectorySeparatorChar, '.');
                if (Namespace().Match(File.ReadAllText(file)) is { Success: true } found) Assert.Equal(folder, found.Groups[1].Value);
                else Assert.Equal("Program.cs", Path.GetFileName(file));
            }
        }
    }

    [Fact]
    public void Uses_are_seen_in_signatures_in_code_and_in_generic_arguments()
    {
        var uses = FolderUses.Of(Load("Koppel.Engine"), "Koppel.Engine");
        Assert.Contains("QueryException", uses["Hosting"]["Sql"]);
        Assert.Contains("Planner", uses["Reading"]["Planning"]); // made and kept, in no signature
        Assert.Contains("ReadPlan", uses["Loading"]["Reading"]); // as an argument of a task
    }

    [Fact]
    public void Only_the_folders_that_keep_files_know_SQLite()
    {
        var knowing = Load("Koppel.Engine").GetTypes()
            .Where(t => FolderUses.TypesUsedBy(t).Any(u => u.Namespace == "Microsoft.Data.Sqlite"))
            .Select(t => FolderUses.Outermost(t).Namespace).Distinct();
        // Personal takes a person out of these files, which it has to know for that.
        Assert.Equal(
            ["Koppel.Engine.Ledger.Sqlite", "Koppel.Engine.Personal", "Koppel.Engine.Plans", "Koppel.Engine.State"], knowing.Order());
    }

    [Fact]
    public void No_circle_of_types_in_the_sandbox_is_larger_than_twelve()
    {
        var circles = TypeCircles.Of(Load("Koppel.Sandbox"));
        Assert.Equal("", string.Join('\n', circles.Where(c => c.Length > 12).Select(c => $"{c.Length}: {string.Join(", ", c)}")));
        // A contact and what it is joined with point at each other: the circle that there has to be.
        Assert.Contains(circles, c => c.SequenceEqual(["Account", "AccountContact", "Contact", "ContactList", "ContactTag", "FieldValue"]));
    }

    static Assembly Load(string project) => Assembly.Load(project == "Koppel.Cli" ? "koppel" : project);

    static string Shown(string folder) => folder.Length == 0 ? "the project's own folder" : $"{folder}/";

    /// <summary>The folders of a project from the lowest floor up, as the page lists them; its own folder is "".</summary>
    static List<string> Floors(string project)
    {
        var page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "architecture.md"));
        var part = page[page.IndexOf($"### {project}\n", StringComparison.Ordinal)..];
        var end = part.IndexOf("\n\n###", StringComparison.Ordinal);
        var rows = Row().Matches(end < 0 ? part : part[..end]);
        return [.. rows.Select(r => r.Groups[1].Value.TrimEnd('/')).Select(f => f == "." ? "" : f)];
    }

    [GeneratedRegex(@"^namespace ([\w.]+);", RegexOptions.Multiline)]
    private static partial Regex Namespace();

    [GeneratedRegex(@"^\| `([^`]+)` \|", RegexOptions.Multiline)]
    private static partial Regex Row();
}
