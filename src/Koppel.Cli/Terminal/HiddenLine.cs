namespace Koppel.Cli.Terminal;

/// <summary>
/// A line that is typed at the terminal and not shown. The terminal's own switch is used: the console of .NET shows keys itself, and those
/// that come between two of its readings are shown by the terminal.
/// </summary>
static class HiddenLine
{
    const byte Echo = 8; // The same bit on Linux and macOS.
    const uint WindowsEcho = 4;

    /// <summary>Reads it; null when stdin has ended, or is no terminal.</summary>
    /// <param name="ask">Shows the question, once nothing is shown any more of what is typed.</param>
    /// <param name="cancellationToken">Stops waiting; the terminal then shows again what is typed.</param>
    public static string? Read(Action ask, CancellationToken cancellationToken) =>
        OperatingSystem.IsWindows() ? OnWindows(ask, cancellationToken) : OnUnix(ask, cancellationToken);

    static string? OnUnix(Action ask, CancellationToken cancellationToken)
    {
        if (UnixTerminal.Settings() is not { } before) return null;
        var hidden = before.ToArray();
        hidden[LocalFlags] &= unchecked((byte)~Echo);
        if (!UnixTerminal.Set(hidden, forgetTyped: true)) return null;
        try
        {
            ask();
            var line = UnixTerminal.ReadLine(cancellationToken);
            cancellationToken.ThrowIfCancellationRequested();
            return line;
        }
        finally
        {
            UnixTerminal.Set(before);
        }
    }

    /// <summary>Where the lowest byte of the local flags stands: behind three numbers, which are twice as long on macOS.</summary>
    static int LocalFlags => (OperatingSystem.IsMacOS() ? 24 : 12) + (BitConverter.IsLittleEndian ? 0 : 3);

    static string? OnWindows(Action ask, CancellationToken cancellationToken)
    {
        var input = WindowsConsole.Input;
        if (!WindowsConsole.GetMode(input, out var before) || !WindowsConsole.SetMode(input, before & ~WindowsEcho)) return null;
        try
        {
            ask();
            var line = Console.ReadLine();
            cancellationToken.ThrowIfCancellationRequested();
            return line;
        }
        finally
        {
            WindowsConsole.SetMode(input, before);
        }
    }
}
