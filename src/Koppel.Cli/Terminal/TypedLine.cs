using System.Runtime.InteropServices;
using System.Text;

namespace Koppel.Cli.Terminal;

/// <summary>
/// A line that is typed as an answer, with the terminal's own editing. Unlike the console's own reading it stops when it is told to, so
/// that nobody takes keys away that are meant for what comes next.
/// </summary>
static partial class TypedLine
{
    /// <summary>Reads it; null when stdin has ended, or when it is to stop.</summary>
    /// <param name="cancellationToken">Stops it: from then on it reads nothing.</param>
    public static string? Read(CancellationToken cancellationToken)
    {
        if (OperatingSystem.IsWindows()) return Console.ReadLine();
        var (line, piece) = (new List<byte>(), new byte[4_096]);
        while (!cancellationToken.IsCancellationRequested)
        {
            var polled = new Polled { File = 0, Events = 1 };
            if (Poll(ref polled, 1, 100) <= 0 || cancellationToken.IsCancellationRequested) continue;
            var count = (int)Read(0, piece, piece.Length);
            if (count <= 0) break;
            line.AddRange(piece.AsSpan(0, count));
            if (line[^1] == '\n') return Encoding.UTF8.GetString([.. line]).TrimEnd('\r', '\n');
        }
        return null;
    }

    struct Polled
    {
        public int File;
        public short Events;
        public short Found;
    }

    [LibraryImport("libc", EntryPoint = "poll")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Poll(ref Polled polled, nuint count, int milliseconds);

    [LibraryImport("libc", EntryPoint = "read")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial nint Read(int file, [Out] byte[] bytes, nint count);
}
