using System.Runtime.InteropServices;
using System.Text;

namespace Koppel.Cli.Terminal;

/// <summary>
/// The keyboard on Linux and macOS: the terminal neither shows what is typed nor waits for the end of a line, nor makes signals.
/// </summary>
sealed partial class UnixRawInput : IRawInput
{
    const int Now = 0;
    const short Readable = 1;
    const int Interrupted = 4;

    readonly byte[] _before;
    readonly byte[] _bytes = new byte[1 << 16];
    readonly Decoder _decoder = Encoding.UTF8.GetDecoder();

    UnixRawInput(byte[] before) => _before = before;

    /// <summary>Takes the terminal over; null when stdin is none.</summary>
    public static UnixRawInput? Open()
    {
        var before = new byte[256]; // More than any system has of it.
        if (GetAttributes(0, before) != 0) return null;
        var raw = before.ToArray();
        MakeRaw(raw);
        // What is written still begins each line at the left: the flags of output, the second number, stay as they were.
        var size = OperatingSystem.IsMacOS() ? 8 : 4;
        before.AsSpan(size, size).CopyTo(raw.AsSpan(size));
        return SetAttributes(0, Now, raw) == 0 ? new UnixRawInput(before) : null;
    }

    /// <inheritdoc/>
    public int Read(Span<char> buffer, int milliseconds)
    {
        var polled = new Polled { File = 0, Events = Readable };
        var found = Poll(ref polled, 1, milliseconds);
        if (found == 0 || (found < 0 && Marshal.GetLastPInvokeError() == Interrupted)) return 0;
        if (found < 0) return -1;
        // One byte is at most one character, but for those that were kept of the last reading.
        var count = (int)ReadFile(0, _bytes, Math.Min(_bytes.Length, buffer.Length - 4));
        if (count < 0 && Marshal.GetLastPInvokeError() == Interrupted) return 0;
        return count <= 0 ? -1 : _decoder.GetChars(_bytes.AsSpan(0, count), buffer, flush: false);
    }

    /// <inheritdoc/>
    public void Dispose() => _ = SetAttributes(0, Now, _before);

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
    private static partial nint ReadFile(int file, [Out] byte[] bytes, nint count);
}
