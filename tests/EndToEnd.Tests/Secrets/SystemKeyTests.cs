using System.Diagnostics;

namespace Koppel.EndToEnd.Tests.Secrets;

/// <summary>The key to the secrets in the key store of a Linux desktop, which its program secret-tool speaks to.</summary>
public sealed class SystemKeyTests
{
    /// <summary>Keeps what it is given in a file named after what it is for.</summary>
    const string StandIn = """
        #!/bin/sh
        command=$1; shift
        [ "$command" = store ] && shift
        place="$(dirname "$0")/$(echo "$*" | tr ' /' '__')"
        case $command in
          store) cat > "$place" ;;
          lookup) [ -f "$place" ] && cat "$place" ;;
        esac
        """;

    [Fact]
    public async Task A_key_in_the_systems_key_store_opens_secrets_without_a_variable_or_a_question()
    {
        using var home = new SecretHome();
        var variables = WithProgram(home, StandIn);
        var made = await Koppel.ProcessAsync(home.Folder, ["secrets", "new-key", "--system"], variables);
        Assert.Equal((0, $"A new key to {home.File} is in the Secret Service of the desktop. Store secrets now: koppel secrets set NAME\n"),
            (made.ExitCode, made.Error));
        Assert.Equal(0, (await Koppel.ProcessAsync(home.Folder, ["secrets", "set", "A"], variables, "hunter2")).ExitCode);
        Assert.Equal((0, ""), await UseAsync(home, variables));

        var again = await Koppel.ProcessAsync(home.Folder, ["secrets", "new-key", "--system"], variables);
        Assert.Equal((2, $"{home.File} is there, and its secrets are stored under another key. Move it away, and store the secrets again "
            + "afterwards.\n"), (again.ExitCode, again.Error));

        File.Delete(Directory.GetFiles(Path.Combine(home.Folder, "bin")).Single(f => f.Contains("service", StringComparison.Ordinal)));
        var (code, error) = await UseAsync(home, variables);
        Assert.Equal(2, code);
        Assert.Contains($"The key to the secrets of {home.File} is not in the Secret Service of the desktop any more.", error,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("#!/bin/sh\necho 'Cannot autolaunch D-Bus without X11 $DISPLAY' >&2; exit 1",
        "Cannot autolaunch D-Bus without X11 $DISPLAY.")]
    [InlineData("#!/bin/sh\nexit 0", "it did not give back what it was given.")]
    public async Task A_key_store_that_cannot_be_used_is_told_and_nothing_is_made(string program, string why)
    {
        using var home = new SecretHome();
        var made = await Koppel.ProcessAsync(home.Folder, ["secrets", "new-key", "--system"], WithProgram(home, program));
        Assert.Equal((2, $"The key cannot be kept in or had from the Secret Service of the desktop: {why} It is there for a user at a "
            + "desktop; elsewhere set KOPPEL_SECRET_KEY or KOPPEL_SECRET_KEY_FILE.\n"), (made.ExitCode, made.Error));
        Assert.False(File.Exists(home.File));
    }

    [Theory]
    [InlineData]
    [InlineData("my.key", "--system")]
    public async Task A_key_is_made_in_one_place(params string[] arguments)
    {
        using var home = new SecretHome();
        var made = await Koppel.ProcessAsync(home.Folder, ["secrets", "new-key", .. arguments], home.Bare);
        Assert.Equal((2, "Name a file for the new key, or write --system, one of the two.\n"), (made.ExitCode, made.Error));
    }

    [Fact]
    public async Task The_real_Secret_Service_keeps_it()
    {
        string[] programs = ["/usr/bin/secret-tool", "/usr/bin/gnome-keyring-daemon", "/usr/bin/dbus-run-session", "/usr/bin/dbus-send"];
        Needs.Machine(Array.TrueForAll(programs, File.Exists), "This machine has no Secret Service.");
        using var home = new SecretHome();
        var koppel = $"dotnet '{Path.Combine(AppContext.BaseDirectory, "koppel.dll")}'";
        var start = new ProcessStartInfo("timeout", ["-k", "5", "60", "dbus-run-session", "--", "sh", "-c", $$"""
            printf pw | gnome-keyring-daemon --foreground --unlock --components=secrets > /dev/null 2>&1 &
            daemon=$!
            # To ask for the service before it is there would start another one, which is locked.
            until dbus-send --session --dest=org.freedesktop.DBus --print-reply /org/freedesktop/DBus \
              org.freedesktop.DBus.NameHasOwner string:org.freedesktop.secrets | grep -q true; do sleep 0.1; done
            {{koppel}} secrets new-key --system && printf hunter2 | {{koppel}} secrets set A \
              && {{koppel}} query "select 1 as n" --format csv --connect 'ac=activecampaign;url=http://127.0.0.1:1;token=${secret:A}'
            code=$?
            kill $daemon
            exit $code
            """])
        { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = home.Folder };
        foreach (var (name, value) in home.Bare) start.Environment[name] = value;
        start.Environment["HOME"] = start.Environment["XDG_DATA_HOME"] = home.Folder; // The keyring too.
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.True(process.ExitCode == 0, await error);
        Assert.EndsWith("n\n1\n", output, StringComparison.Ordinal); // The keyring says before that where it is.
        Assert.Contains("\"key\": \"system\"", await File.ReadAllTextAsync(home.File), StringComparison.Ordinal);
    }

    static async Task<(int Code, string Error)> UseAsync(SecretHome home, Dictionary<string, string> variables)
    {
        var run = await Koppel.ProcessAsync(home.Folder,
            ["query", "select 1 as n", "--format", "csv", "--connect", "ac=activecampaign;url=http://127.0.0.1:1;token=${secret:A}"],
            variables);
        return (run.ExitCode, run.Error);
    }

    /// <summary>Variables of a user whose first program secret-tool is this one.</summary>
    static Dictionary<string, string> WithProgram(SecretHome home, string program)
    {
        Needs.Machine(OperatingSystem.IsLinux(), "The program secret-tool is that of Linux.");
        var folder = Directory.CreateDirectory(Path.Combine(home.Folder, "bin")).FullName;
        var path = Path.Combine(folder, "secret-tool");
        File.WriteAllText(path, program + "\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return new Dictionary<string, string>(home.Bare) { ["PATH"] = $"{folder}:{Environment.GetEnvironmentVariable("PATH")}" };
    }
}
