namespace Koppel.Cli.Terminal;

/// <summary>The keyboard of a terminal, key by key. To dispose it gives the terminal its own ways back.</summary>
interface IRawInput : IDisposable
{
    /// <summary>Waits for what is typed.</summary>
    /// <param name="buffer">Gets it.</param>
    /// <param name="milliseconds">How long to wait at most.</param>
    /// <returns>How many characters came: 0 for none in that time, below 0 when the terminal is gone.</returns>
    int Read(Span<char> buffer, int milliseconds);
}
