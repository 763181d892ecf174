using System.Runtime.InteropServices;

namespace Koppel.Cli.Terminal;

/// <summary>What was typed on the terminal and is not read yet.</summary>
static partial class TypedKeys
{
    /// <summary>Throws it away, a line without its end included.</summary>
    public static void Forget()
    {
        // Where stdin is no terminal there is nothing to throw away, and both fail.
        if (OperatingSystem.IsWindows()) _ = FlushConsoleInputBuffer(WindowsConsole.Input);
        else _ = Flush(0, OperatingSystem.IsLinux() ? 0 : 1); // TCIFLUSH has two numbers.
    }

    [LibraryImport("libc", EntryPoint = "tcflush")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Flush(int file, int queue);

    [LibraryImport("kernel32")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static partial bool FlushConsoleInputBuffer(nint console);
}
