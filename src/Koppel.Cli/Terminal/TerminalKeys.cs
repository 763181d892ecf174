namespace Koppel.Cli.Terminal;

/// <summary>The keys of the process's terminal, which while they are read sends a paste as a whole.</summary>
/// <param name="screen">Gets what the terminal is asked for.</param>
sealed class TerminalKeys(TextWriter screen) : IKeys
{
    const int EscapeWait = 50;

    readonly KeyDecoder _decoder = new();
    readonly char[] _buffer = new char[1 << 16];
    readonly Queue<Key> _ahead = new();
    IRawInput? _input;

    /// <inheritdoc/>
    public bool HasMore
    {
        get
        {
            if (_ahead.Count == 0) foreach (var key in Next(0)) _ahead.Enqueue(key);
            return _ahead.Count > 0 || _decoder.IsPasting;
        }
    }

    /// <inheritdoc/>
    public void Begin()
    {
        _input ??= OperatingSystem.IsWindows() ? WindowsRawInput.Open() : UnixRawInput.Open();
        screen.Write("\e[?2004h");
    }

    /// <inheritdoc/>
    public IReadOnlyList<Key> Read(int milliseconds)
    {
        if (_ahead.Count == 0) return Next(milliseconds);
        Key[] keys = [.. _ahead];
        _ahead.Clear();
        return keys;
    }

    /// <inheritdoc/>
    public void End()
    {
        screen.Write("\e[?2004l");
        _input?.Dispose();
        _input = null;
    }

    IReadOnlyList<Key> Next(int milliseconds)
    {
        if (_input is null) return [new Key(KeyCode.Closed)];
        var count = _input.Read(_buffer, _decoder.IsWaiting ? Math.Max(milliseconds, EscapeWait) : milliseconds);
        if (count < 0) return [new Key(KeyCode.Closed)];
        return count == 0 ? _decoder.Settle() : _decoder.Take(_buffer.AsSpan(0, count));
    }
}
