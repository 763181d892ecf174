using System.Runtime.InteropServices;

namespace Koppel.Cli.Terminal;

/// <summary>Stops the process as Ctrl-Z does, until the shell lets it go on.</summary>
static partial class JobControl
{
    /// <summary>Whether there is such a thing on this system.</summary>
    public static bool IsThere => !OperatingSystem.IsWindows();

    /// <summary>
    /// Stops it, with the programs that were started with it. Comes back when it goes on, or at once where no shell waits.
    /// </summary>
    public static void Stop()
    {
        if (!IsThere) return;
        _ = Kill(0, OperatingSystem.IsLinux() ? 20 : 18); // SIGTSTP has two numbers.
        Thread.Sleep(100); // The signal may reach another thread first.
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Kill(int process, int signal);
}
