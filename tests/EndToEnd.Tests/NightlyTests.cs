using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Koppel.EndToEnd.Tests;

/// <summary>examples/nightly as cron starts it: from the home folder, with hardly a variable. What it prints is what cron mails.</summary>
public sealed partial class NightlyTests
{
    static readonly string Example = Path.Combine(Repository.Root, "examples", "nightly");

    /// <summary>What stands in the example's file: one of the three is there before.</summary>
    static string All
    {
        get
        {
            var lines = File.ReadAllLines(Path.Combine(Example, "data", "customers.csv"));
            return string.Join('\n', [lines[0], .. lines[1..].Order(StringComparer.Ordinal), ""]);
        }
    }

    [Fact]
    public async Task A_night_on_which_all_went_well_prints_nothing_and_the_next_one_sends_nothing()
    {
        await using var sandbox = await Sandbox.StartAsync();
        Prepare(sandbox);
        Assert.Equal((0, "", ""), await NightAsync(sandbox));
        Assert.Equal(All, await TagsAsync(sandbox));
        var writes = sandbox.Writes;
        Assert.True(writes > 0);

        Assert.Equal((0, "", ""), await NightAsync(sandbox));
        Assert.Equal(writes, sandbox.Writes);
        const string Runs = "koppel query 'select status, changed from runs@koppel order by run' --format csv";
        var runs = await ShellAsync(sandbox, $"cd nightly && . ./secrets.sh && {Runs}");
        Assert.Equal((0, "status,changed\ncompleted,2\ncompleted,0\n", ""), runs);
    }

    [Fact]
    public async Task Rejected_rows_are_mailed_with_how_to_see_them_and_the_others_are_loaded()
    {
        await using var sandbox = await Sandbox.StartAsync();
        Prepare(sandbox);
        File.AppendAllText(Path.Combine(sandbox.Folder, "nightly", "data", "customers.csv"), "nobody,Customer\n");
        var (code, output, error) = await NightAsync(sandbox);

        Assert.Equal(3, code);
        Assert.Contains("4 rows read = 2 changed + 1 unchanged + 1 rejected + 0 not sent", error, StringComparison.Ordinal);
        Assert.Contains("  rejected  row 4 (nobody, Customer", error, StringComparison.Ordinal);
        var lines = output.Split('\n');
        Assert.Equal(("Rows were rejected. To see all of them:", 3), (lines[0], lines.Length));
        // The command of the mail, as it stands there.
        var seen = await ShellAsync(sandbox, lines[1].Replace("RUN", "1", StringComparison.Ordinal));
        Assert.True(seen.Code == 0, seen.Error);
        Assert.Contains("completed with rejects", seen.Output, StringComparison.Ordinal);
        Assert.Contains("nobody", seen.Output, StringComparison.Ordinal);
        Assert.Equal(All, await TagsAsync(sandbox));
    }

    [Fact]
    public async Task A_system_that_cannot_be_reached_is_mailed_and_the_next_night_makes_up_for_it()
    {
        await using var sandbox = await Sandbox.StartAsync();
        Prepare(sandbox, url: "http://127.0.0.1:1");
        var (code, output, error) = await NightAsync(sandbox);
        Assert.Equal(4, code);
        Assert.Contains("cannot be reached", error, StringComparison.Ordinal);
        Assert.Equal("The system cannot be reached or does not accept the token. The next night makes up for it.\n", output);

        WriteSecrets(sandbox, sandbox.Server.Url.ToString(), sandbox.Server.Token);
        Assert.Equal((0, "", ""), await NightAsync(sandbox));
        Assert.Equal(All, await TagsAsync(sandbox));
    }

    [Fact]
    public async Task A_token_that_is_not_accepted_is_mailed()
    {
        await using var sandbox = await Sandbox.StartAsync();
        Prepare(sandbox, token: "another");
        var (code, output, error) = await NightAsync(sandbox);
        Assert.Equal(4, code);
        Assert.NotEqual("", error);
        Assert.StartsWith("The system cannot be reached or does not accept the token.", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_statement_that_fails_is_mailed_with_its_exit_code()
    {
        await using var sandbox = await Sandbox.StartAsync();
        Prepare(sandbox);
        File.WriteAllText(Path.Combine(sandbox.Folder, "nightly", "data", "customers.csv"), "address,tag\na@example.com,Customer\n");
        var (code, output, error) = await NightAsync(sandbox);
        Assert.Equal(1, code);
        Assert.Contains("email", error, StringComparison.Ordinal);
        Assert.StartsWith("The load did not come to its end (exit code 1). To see how far it came:\n", output, StringComparison.Ordinal);
        Assert.Equal(0, sandbox.Writes);
    }

    [Theory]
    [InlineData("export AC_URL=http://127.0.0.1:1\n", "AC_TOKEN")]
    [InlineData(null, "secrets.sh")]
    public async Task Missing_secrets_are_mailed_by_name(string? secrets, string named)
    {
        await using var sandbox = await Sandbox.StartAsync();
        Prepare(sandbox);
        var file = Path.Combine(sandbox.Folder, "nightly", "secrets.sh");
        if (secrets is null) File.Delete(file);
        else File.WriteAllText(file, secrets);
        var (code, output, error) = await NightAsync(sandbox);
        Assert.Equal(2, code);
        Assert.Contains(named, error + output, StringComparison.Ordinal);
        Assert.Equal(0, sandbox.Writes);
    }

    [Fact]
    public async Task A_koppel_that_is_not_in_the_path_is_mailed()
    {
        await using var sandbox = await Sandbox.StartAsync();
        Prepare(sandbox);
        File.Delete(Path.Combine(sandbox.Folder, "bin", "koppel"));
        var (code, output, error) = await NightAsync(sandbox);
        Assert.Equal(127, code);
        Assert.Contains("koppel", error, StringComparison.Ordinal);
        Assert.StartsWith("The load did not come to its end (exit code 127).", output, StringComparison.Ordinal);
    }

    [Fact]
    public void The_batch_file_for_the_Task_Scheduler_runs_the_same_command_in_its_own_folder_with_its_secrets()
    {
        var unix = File.ReadAllLines(Path.Combine(Example, "nightly.sh"));
        var windows = File.ReadAllLines(Path.Combine(Example, "nightly.cmd"));
        var command = Assert.Single(unix, line => line.StartsWith("koppel ", StringComparison.Ordinal));
        Assert.Equal(
            ["@echo off", "cd /d \"%~dp0\"", "call secrets.cmd", $"{command} 2>> nightly.log", "exit /b %ERRORLEVEL%"],
            windows.Where(line => !line.StartsWith("rem ", StringComparison.Ordinal)));
        Assert.Equal(["koppel run load.sql --quiet"], [command]);
        Assert.Contains("cd \"$(dirname \"$0\")\" || exit 1", unix);
        Assert.True(Array.FindIndex(unix, l => l.StartsWith(". ./secrets.sh", StringComparison.Ordinal)) < Array.IndexOf(unix, command));
    }

    /// <summary>A copy of the example, as it stands in a home folder, and a program <c>koppel</c> in the path.</summary>
    static void Prepare(Sandbox sandbox, string? url = null, string? token = null)
    {
        Needs.Machine(!OperatingSystem.IsWindows(), "Windows has no sh.");
        var folder = Path.Combine(sandbox.Folder, "nightly");
        foreach (var file in Directory.GetFiles(Example, "*", SearchOption.AllDirectories))
        {
            if (HiddenFolder().IsMatch(Path.GetRelativePath(Example, file))) continue;
            var copy = Path.Combine(folder, Path.GetRelativePath(Example, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
        WriteSecrets(sandbox, url ?? sandbox.Server.Url.ToString(), token ?? sandbox.Server.Token);
        var koppel = Path.Combine(AppContext.BaseDirectory, "koppel.dll");
        var program = sandbox.Write("bin/koppel", $"#!/bin/sh\nexec dotnet '{koppel}' \"$@\"\n");
        const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(program, Owner);
    }

    static void WriteSecrets(Sandbox sandbox, string url, string token) =>
        sandbox.Write("nightly/secrets.sh", $"export AC_URL='{url}' AC_TOKEN='{token}'\n");

    /// <summary>A night: <c>/bin/sh -c</c>, as cron does.</summary>
    static Task<(int Code, string Output, string Error)> NightAsync(Sandbox sandbox) =>
        ShellAsync(sandbox, Path.Combine(sandbox.Folder, "nightly", "nightly.sh"));

    static async Task<(int Code, string Output, string Error)> ShellAsync(Sandbox sandbox, string command)
    {
        var start = new ProcessStartInfo("/bin/sh", ["-c", command])
        {
            RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true, WorkingDirectory = sandbox.Folder,
        };
        var path = start.Environment["PATH"];
        start.Environment.Clear();
        start.Environment["HOME"] = sandbox.Folder;
        start.Environment["LOGNAME"] = "ann";
        start.Environment["SHELL"] = "/bin/sh";
        start.Environment["PATH"] = $"{Path.Combine(sandbox.Folder, "bin")}:{path}"; // With the folder where this machine has .NET.
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var cancellation = TestContext.Current.CancellationToken;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(cancellation), process.StandardError.ReadToEndAsync(cancellation));
        await process.WaitForExitAsync(cancellation);
        return (process.ExitCode, await output, await error);
    }

    static async Task<string> TagsAsync(Sandbox sandbox)
    {
        const string Sql = """
            select email, tag from ContactTagsByEmail@ac
            where  tag in ('Customer', 'Nightly') and (email like 'linnea.johansson.2@%' or email like 'lars.koster.3@%')
            order  by all
            """;
        return (await sandbox.RunAsync("query", Sql, "--format", "csv")).Output;
    }

    [GeneratedRegex(@"(^|/)\.")]
    private static partial Regex HiddenFolder();
}
