using Xunit.Sdk;

namespace Koppel.EndToEnd.Tests.Architecture;

/// <summary>A test that is skipped says why, and is not skipped where everything was to be installed.</summary>
public sealed class SkippedTests
{
    [Fact]
    public void What_could_not_be_installed_is_a_failure_in_CI_and_skipped_with_its_reason_elsewhere()
    {
        Assert.Null(Thrown(() => Needs.Installed(true, "No browser is here.", isCi: true)));
        var failed = Assert.IsType<FailException>(Thrown(() => Needs.Installed(false, "No browser is here.", isCi: true)));
        Assert.Equal("No browser is here. Where CI is true, what a test needs must be there: see .ci/run.", failed.Message);
        var skipped = Assert.IsType<SkipException>(Thrown(() => Needs.Installed(false, "No browser is here.", isCi: false)));
        Assert.EndsWith("No browser is here.", skipped.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Recordings_of_the_real_API_and_other_kinds_of_machines_are_skipped_everywhere()
    {
        Assert.IsType<SkipException>(Thrown(() => Needs.Reference(false, "No recordings are here.")));
        Assert.IsType<SkipException>(Thrown(() => Needs.Machine(false, "Windows has no signals.")));
    }

    [Fact]
    public void No_test_decides_for_itself_whether_it_is_skipped()
    {
        var tests = Path.Combine(Repository.Root, "tests");
        string[] own = ["Needs.cs", $"{nameof(SkippedTests)}.cs"];
        var files = Directory.EnumerateFiles(tests, "*.cs", SearchOption.AllDirectories)
            .Where(f => !Path.GetRelativePath(tests, f).Split(Path.DirectorySeparatorChar).Intersect(["obj", "bin", "node_modules"]).Any())
            .Where(f => !own.Contains(Path.GetFileName(f))).ToList();
        Assert.True(files.Count > 100, $"Only {files.Count} files were looked at.");
        Assert.Empty(files.Where(Decides).Select(f => Path.GetRelativePath(tests, f)));
    }

    static bool Decides(string file)
    {
        var text = File.ReadAllText(file);
        return Array.Exists(Words, word => text.Contains(word, StringComparison.Ordinal));
    }

    static readonly string[] Words = ["Assert.Skip", "(Skip = ", "SkipUnless = ", "SkipWhen = ", "SkipType = "];

    // Not Record.Exception and the like, which let a skipped test be one.
    static Exception? Thrown(Action action)
    {
        try
        {
            action();
            return null;
        }
        catch (Exception fault)
        {
            return fault;
        }
    }
}
