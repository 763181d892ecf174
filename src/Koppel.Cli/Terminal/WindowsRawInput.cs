using System.Runtime.InteropServices;

namespace Koppel.Cli.Terminal;

/// <summary>The keyboard on Windows, whose console is asked to send what other terminals send.</summary>
sealed partial class WindowsRawInput : IRawInput
{
    const uint LineEchoAndSignals = 1 | 2 | 4;
    const uint SequencesIn = 0x200;
    const uint SequencesOut = 1 | 4;
    const short KeyEvent = 1;

    readonly nint _input = WindowsConsole.Input;
    readonly Record[] _records = new Record[1_024];
    uint _before;

    WindowsRawInput()
    {
    }

    /// <summary>Takes the console over; null when stdin is none.</summary>
    public static WindowsRawInput? Open()
    {
        var opened = new WindowsRawInput();
        if (!WindowsConsole.GetMode(opened._input, out opened._before)) return null;
        if (!WindowsConsole.SetMode(opened._input, (opened._before & ~LineEchoAndSignals) | SequencesIn)) return null;
        var screen = WindowsConsole.Error;
        if (WindowsConsole.GetMode(screen, out var mode)) WindowsConsole.SetMode(screen, mode | SequencesOut);
        return opened;
    }

    /// <inheritdoc/>
    public int Read(Span<char> buffer, int milliseconds)
    {
        if (WaitForSingleObject(_input, (uint)milliseconds) != 0) return 0;
        if (!ReadConsoleInput(_input, _records, (uint)Math.Min(_records.Length, buffer.Length), out var count)) return -1;
        var written = 0;
        for (var i = 0; i < count; i++)
            if (_records[i] is { EventType: KeyEvent, IsDown: not 0, Letter: not '\0' and var letter }) buffer[written++] = (char)letter;
        return written;
    }

    /// <inheritdoc/>
    public void Dispose() => WindowsConsole.SetMode(_input, _before);

    /// <summary>An event of the console as the system lays it out, of which the keys count.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 20)]
    struct Record
    {
        [FieldOffset(0)]
        public short EventType;
        [FieldOffset(4)]
        public int IsDown;
        [FieldOffset(14)]
        public ushort Letter;
    }

    [LibraryImport("kernel32")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static partial uint WaitForSingleObject(nint handle, uint milliseconds);

    [LibraryImport("kernel32", EntryPoint = "ReadConsoleInputW")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static partial bool ReadConsoleInput(nint console, [Out] Record[] records, uint length, out uint read);
}
