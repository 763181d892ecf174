using System.Runtime.InteropServices;
using System.Text;

namespace Koppel.Cli.Terminal;

/// <summary>What Linux and macOS can do with the terminal at stdin.</summary>
static partial class UnixTerminal
{
    /// <summary>An answer of the system's functions: something came up that was no fault, and it is to be asked again.</summary>
    const int Interrupted = 4;

    const short Readable = 1;

    /// <summary>The settings of the terminal; null when stdin is none.</summary>
    public static byte[]? Settings()
    {
        var settings = new byte[256]; // More than any system has of it.
        return GetAttributes(0, settings) == 0 ? settings : null;
    }

    /// <summary>Gives it settings.</summary>
    /// <param name="settings">As <see cref="Settings"/> gives them.</param>
    /// <param name="forgetTyped">What was typed and not read yet is thrown away.</param>
    public static bool Set(byte[] settings, bool forgetTyped = false) => SetAttributes(0, forgetTyped ? 2 : 0, settings) == 0;

    /// <summary>Settings by which each key comes at once, unseen, and makes no signal.</summary>
    public static byte[] Raw(byte[] settings)
    {
        var raw = settings.ToArray();
        MakeRaw(raw);
        return raw;
    }

    /// <summary>Waits for what is typed, and takes it.</summary>
    /// <param name="bytes">Gets it.</param>
    /// <param name="milliseconds">How long to wait at most.</param>
    /// <returns>How many bytes came: 0 for none in that time, below 0 when the terminal is gone.</returns>
    public static int Read(Span<byte> bytes, int milliseconds)
    {
        var polled = new Polled { File = 0, Events = Readable };
        var found = Poll(ref polled, 1, milliseconds);
        if (found == 0 || (found < 0 && Marshal.GetLastPInvokeError() == Interrupted)) return 0;
        if (found < 0) return -1;
        var count = (int)ReadFile(0, bytes, bytes.Length);
        if (count < 0 && Marshal.GetLastPInvokeError() == Interrupted) return 0;
        return count <= 0 ? -1 : count;
    }

    /// <summary>Reads a line; null when stdin has ended, or when it is to stop. It takes nothing that is typed from then on.</summary>
    public static string? ReadLine(CancellationToken cancellationToken)
    {
        var (line, piece) = (new List<byte>(), new byte[4_096]);
        while (!cancellationToken.IsCancellationRequested)
        {
            var count = Read(piece, 100);
            if (count < 0) return line.Count > 0 ? Encoding.UTF8.GetString([.. line]) : null;
            line.AddRange(piece.AsSpan(0, count));
            if (line.Count > 0 && line[^1] == '\n') return Encoding.UTF8.GetString([.. line]).TrimEnd('\r', '\n');
        }
        return null;
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

    [LibraryImport("libc", EntryPoint = "cfmakeraw")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial void MakeRaw([In, Out] byte[] attributes);

    [LibraryImport("libc", EntryPoint = "poll", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Poll(ref Polled polled, nuint count, int milliseconds);

    [LibraryImport("libc", EntryPoint = "read", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial nint ReadFile(int file, Span<byte> bytes, nint count);
}
