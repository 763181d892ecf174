using System.Runtime.InteropServices;

namespace Koppel.Cli.Terminal;

/// <summary>What Windows can do with its console.</summary>
static partial class WindowsConsole
{
    /// <summary>The keyboard.</summary>
    public static nint Input => GetStdHandle(-10);

    /// <summary>The screen behind stderr.</summary>
    public static nint Error => GetStdHandle(-12);

    /// <summary>What a console does by itself, bit by bit.</summary>
    [LibraryImport("kernel32", EntryPoint = "GetConsoleMode")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    [return: MarshalAs(UnmanagedType.Bool)]
    public static partial bool GetMode(nint console, out uint mode);

    /// <summary>Changes it.</summary>
    [LibraryImport("kernel32", EntryPoint = "SetConsoleMode")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    [return: MarshalAs(UnmanagedType.Bool)]
    public static partial bool SetMode(nint console, uint mode);

    [LibraryImport("kernel32")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static partial nint GetStdHandle(int which);
}
