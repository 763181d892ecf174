namespace Koppel.Cli.Terminal;

/// <summary>
/// A line that is typed as an answer, with the terminal's own editing. Unlike the console's own reading it stops when it is told to, so
/// that nobody takes keys away that are meant for what comes next.
/// </summary>
static class TypedLine
{
    /// <summary>Reads it; null when stdin has ended, or when it is to stop.</summary>
    /// <param name="cancellationToken">Stops it: from then on it reads nothing.</param>
    public static string? Read(CancellationToken cancellationToken) =>
        OperatingSystem.IsWindows() ? Console.ReadLine() : UnixTerminal.ReadLine(cancellationToken);
}
