using System.Runtime.InteropServices;
using System.Text;

namespace Koppel.Cli.Terminal;

/// <summary>
/// A line that is typed at the terminal and not shown. The terminal's own switch is used: the console of .NET shows keys itself, and those
/// that come between two of its readings are shown by the terminal.
/// </summary>
static partial class HiddenLine
{
    const int Now = 0;
    const int AndForgetTyped = 2;
    const byte Echo = 8; // The same bit on Linux and macOS.
    const uint WindowsEcho = 4;

    /// <summary>Reads it; null when stdin has ended, or is no terminal.</summary>
    /// <param name="ask">Shows the question, once nothing is shown any more of what is typed.</param>
    /// <param name="cancellationToken">Stops waiting; the terminal then shows again what is typed.</param>
    public static string? Read(Action ask, CancellationToken cancellationToken) =>
        OperatingSystem.IsWindows() ? OnWindows(ask, cancellationToken) : OnUnix(ask, cancellationToken);

    static string? OnUnix(Action ask, CancellationToken cancellationToken)
    {
        var before = new byte[256]; // More than any system has of it.
        if (GetAttributes(0, before) != 0) return null;
        var hidden = before.ToArray();
        hidden[LocalFlags] &= unchecked((byte)~Echo);
        if (SetAttributes(0, AndForgetTyped, hidden) != 0) return null;
        try
        {
            ask();
            return Line(cancellationToken);
        }
        finally
        {
            _ = SetAttributes(0, Now, before);
        }
    }

    /// <summary>Where the lowest byte of the local flags stands: behind three numbers, which are twice as long on macOS.</summary>
    static int LocalFlags => (OperatingSystem.IsMacOS() ? 24 : 12) + (BitConverter.IsLittleEndian ? 0 : 3);

    static string? Line(CancellationToken cancellationToken)
    {
        var (line, piece) = (new List<byte>(), new byte[4_096]);
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var polled = new Polled { File = 0, Events = 1 };
            if (Poll(ref polled, 1, 100) <= 0) continue;
            var count = (int)Read(0, piece, piece.Length);
            if (count <= 0) return line.Count > 0 ? Encoding.UTF8.GetString([.. line]) : null;
            line.AddRange(piece.AsSpan(0, count));
            if (line[^1] == '\n') return Encoding.UTF8.GetString([.. line]).TrimEnd('\r', '\n');
        }
    }

    static string? OnWindows(Action ask, CancellationToken cancellationToken)
    {
        var input = GetStdHandle(-10);
        if (!GetConsoleMode(input, out var before) || !SetConsoleMode(input, before & ~WindowsEcho)) return null;
        try
        {
            ask();
            var line = Console.ReadLine();
            cancellationToken.ThrowIfCancellationRequested();
            return line;
        }
        finally
        {
            SetConsoleMode(input, before);
        }
    }

    struct Polled
    {
        public int File;
        public short Events;
        public short Found;
    }

    [LibraryImport("libc", EntryPoint = "tcgetattr")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int GetAttributes(int file, [Out] byte[] attributes);

    [LibraryImport("libc", EntryPoint = "tcsetattr")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int SetAttributes(int file, int when, byte[] attributes);

    [LibraryImport("libc", EntryPoint = "poll")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Poll(ref Polled polled, nuint count, int milliseconds);

    [LibraryImport("libc", EntryPoint = "read")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial nint Read(int file, [Out] byte[] bytes, nint count);

    [LibraryImport("kernel32")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static partial nint GetStdHandle(int which);

    [LibraryImport("kernel32")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static partial bool GetConsoleMode(nint console, out uint mode);

    [LibraryImport("kernel32")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static partial bool SetConsoleMode(nint console, uint mode);
}
