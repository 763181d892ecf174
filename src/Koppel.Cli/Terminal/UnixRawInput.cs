using System.Text;

namespace Koppel.Cli.Terminal;

/// <summary>
/// The keyboard on Linux and macOS: the terminal neither shows what is typed nor waits for the end of a line, nor makes signals.
/// </summary>
sealed class UnixRawInput : IRawInput
{
    readonly byte[] _before;
    readonly byte[] _bytes = new byte[1 << 16];
    readonly Decoder _decoder = Encoding.UTF8.GetDecoder();

    UnixRawInput(byte[] before) => _before = before;

    /// <summary>Takes the terminal over; null when stdin is none.</summary>
    public static UnixRawInput? Open()
    {
        if (UnixTerminal.Settings() is not { } before) return null;
        var raw = UnixTerminal.Raw(before);
        // What is written still begins each line at the left: the flags of output, the second number, stay as they were.
        var size = OperatingSystem.IsMacOS() ? 8 : 4;
        before.AsSpan(size, size).CopyTo(raw.AsSpan(size));
        return UnixTerminal.Set(raw) ? new UnixRawInput(before) : null;
    }

    /// <inheritdoc/>
    public int Read(Span<char> buffer, int milliseconds)
    {
        // One byte is at most one character, but for those that were kept of the last reading.
        var count = UnixTerminal.Read(_bytes.AsSpan(0, Math.Min(_bytes.Length, buffer.Length - 4)), milliseconds);
        return count <= 0 ? count : _decoder.GetChars(_bytes.AsSpan(0, count), buffer, flush: false);
    }

    /// <inheritdoc/>
    public void Dispose() => UnixTerminal.Set(_before);
}
