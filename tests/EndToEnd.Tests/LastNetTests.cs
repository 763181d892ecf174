namespace Koppel.EndToEnd.Tests;

/// <summary>No exception that .NET lets a program catch ends in a stack trace, wherever it arises.</summary>
public sealed class LastNetTests
{
    [Fact]
    public async Task An_exception_on_a_thread_of_its_own_ends_with_70_a_code_and_a_file()
    {
        var folder = Directory.CreateTempSubdirectory("koppel-tests-");
        try
        {
            Directory.CreateDirectory(Path.Combine(folder.FullName, ".koppel"));
            var run = await Koppel.ProcessAsync(folder.FullName, ["runs", "--format", "csv", "--connect", "x=files;path=."]);
            Assert.Equal(0, run.ExitCode);

            // Longer than the thread waits.
            run = await Koppel.ProcessAsync(folder.FullName, ["query", "select count(*) from range(100000000000) where sqrt(range) = -1"],
                new Dictionary<string, string>
            {
                ["DOTNET_STARTUP_HOOKS"] = typeof(LastNetTests).Assembly.Location, [StartupHook.Variable] = "thread",
            });

            Assert.Equal(70, run.ExitCode);
            Assert.Matches(
                @"^This is a fault of Koppel itself, not of what you asked for \(InvalidTimeZoneException\): K-[0-9A-Z]{6}\.\n"
                + @"  The details, without data or secrets, are in \S+\. Report the code with that file\.\n", run.Error);
            Assert.DoesNotContain("s3cret", run.Error, StringComparison.Ordinal);
            var file = await File.ReadAllTextAsync(Assert.Single(Directory.GetFiles(Path.Combine(folder.FullName, ".koppel", "faults"))),
                TestContext.Current.CancellationToken);
            Assert.Contains("command    query\n", file, StringComparison.Ordinal);
            Assert.DoesNotContain("s3cret", file, StringComparison.Ordinal);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task A_folder_that_is_gone_a_name_that_is_none_and_a_folder_in_the_place_of_a_file_get_a_sentence()
    {
        foreach (var arguments in new[] { new[] { "query", "select 1", "-o", "" }, ["query", "select 1", "--state", ""], ["run", ""],
            ["sandbox", "--snapshot", Path.GetTempPath()] })
        {
            var run = await Koppel.ProcessAsync(Path.GetTempPath(), arguments);
            Assert.Equal((2, ""), (run.ExitCode, run.Output));
            Assert.NotEmpty(run.Error);
        }
    }

    [Fact]
    public async Task A_device_is_written_to_and_stays_what_it_is()
    {
        Needs.Machine(OperatingSystem.IsLinux(), "Other systems have other devices.");
        var run = await Koppel.ProcessAsync(
            Path.GetTempPath(), ["query", "select 1 as a", "--format", "csv", "--output", "/dev/stdout"]);

        Assert.Equal((0, "a\n1\n"), (run.ExitCode, run.Output));
        Assert.False(File.Exists("/dev/stdout.part"));
    }
}
