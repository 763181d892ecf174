using System.Text;

namespace Koppel.Cli.Terminal;

/// <summary>
/// The keyboard on Linux and macOS: the terminal neither shows what is typed nor waits for the end of a line, nor makes signals.
/// </summary>
sealed class UnixRawInput : IRawInput
{
    const byte EndOfInput = 4;
    const int MostAhead = 1 << 10;

    readonly byte[] _before;
    readonly byte[] _bytes = new byte[1 << 16];
    readonly Decoder _decoder = Encoding.UTF8.GetDecoder();
    int _typedAhead;

    UnixRawInput(byte[] before)
    {
        _before = before;
        // Of a Ctrl-D that was typed while the terminal still waited for the end of a line, Linux keeps a zero.
        _typedAhead = Math.Max(0, UnixTerminal.Read(_bytes.AsSpan(0, MostAhead), milliseconds: 0));
        _bytes.AsSpan(0, _typedAhead).Replace((byte)0, EndOfInput);
    }

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
        var count = _typedAhead > 0
            ? _typedAhead
            : UnixTerminal.Read(_bytes.AsSpan(0, Math.Min(_bytes.Length, buffer.Length - 4)), milliseconds);
        _typedAhead = 0;
        return count <= 0 ? count : _decoder.GetChars(_bytes.AsSpan(0, count), buffer, flush: false);
    }

    /// <inheritdoc/>
    public void Dispose() => UnixTerminal.Set(_before);
}
