using System.Collections;
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Koppel.Cli.Terminal;

/// <summary>
/// Gives a program that stays the runtime that it needs. A command lives for moments, and the settings of <c>koppel</c> are for that: its
/// code is not watched, and garbage is collected while all else waits. Both are settled when a process starts, so that the process starts
/// once more in its own place.
/// </summary>
static partial class OwnRuntime
{
    /// <summary>Says to the process that it has its settings.</summary>
    const string Mark = "KOPPEL_RUNTIME";

    static readonly (string Name, string Value)[] Settings =
        [("DOTNET_TieredPGO", "1"), ("DOTNET_gcConcurrent", "1"), ("DOTNET_GCConserveMemory", "5"), (Mark, "stays")];

    /// <summary>Starts the process anew with those settings; does nothing where it has them.</summary>
    /// <param name="arguments">Its arguments.</param>
    /// <returns>The exit code of the one that ran in its place; null when the process itself goes on.</returns>
    public static int? Take(string[] arguments)
    {
        if (Environment.GetEnvironmentVariable(Mark) is not null || Environment.ProcessPath is not { } program) return null;
        // `dotnet koppel.dll` is a program with an argument before the user's.
        string[] command = Path.GetFileNameWithoutExtension(program).Equals("dotnet", StringComparison.OrdinalIgnoreCase)
            ? [program, Environment.GetCommandLineArgs()[0], .. arguments] : [program, .. arguments];
        return OperatingSystem.IsWindows() ? Start(command) : Replace(command);
    }

    /// <summary>The process goes on under the same number. Where that cannot be, it goes on as it is: only slower.</summary>
    static int? Replace(string[] command)
    {
        var environment = Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
            .Where(e => !Settings.Any(s => s.Name.Equals((string)e.Key, StringComparison.Ordinal)))
            .Select(e => $"{e.Key}={e.Value}").Concat(Settings.Select(s => $"{s.Name}={s.Value}"));
        try
        {
            Execute(command[0], [.. command, null], [.. environment, null]);
        }
        catch (Exception missing) when (missing is DllNotFoundException or EntryPointNotFoundException)
        {
            // A system whose C library has another name.
        }
        return null;
    }

    static int Start(string[] command)
    {
        var start = new ProcessStartInfo(command[0], command[1..]);
        foreach (var (name, value) in Settings) start.Environment[name] = value;
        using var process = Process.Start(start) ?? throw new InvalidOperationException("The program could not be started again.");
        process.WaitForExit();
        return process.ExitCode;
    }

    [LibraryImport("libc", EntryPoint = "execve", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Execute(string program, string?[] arguments, string?[] environment);
}
