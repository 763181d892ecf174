using Koppel.Cli.Terminal;

namespace Koppel.Cli.Prompt.Editing;

/// <summary>Lets a person edit a text on the terminal, and gives it when it is done.</summary>
/// <param name="screen">The terminal.</param>
/// <param name="keys">The keyboard.</param>
/// <param name="editor">Edits.</param>
/// <param name="layout">Lays out.</param>
sealed class LineReader(Screen screen, IKeys keys, LineEditor editor, FrameLayout layout)
{
    const int Idle = 250;
    const int Soon = 15;

    readonly FrameWriter _writer = new(screen.Error);
    readonly Queue<Key> _ahead = new();
    (int Width, int Height) _size;

    /// <summary>Reads a text.</summary>
    public LineOutcome Read()
    {
        editor.Begin();
        _writer.Forget();
        keys.Begin();
        try
        {
            if (_ahead.Count == 0) Draw();
            while (true)
            {
                if (screen.Interruption.IsEnding) return Finish(new LineOutcome(LineEnd.Left, ""));
                if (Next() is { } outcome) return Finish(outcome);
            }
        }
        finally
        {
            keys.End();
        }
    }

    /// <summary>Throws away what was typed before its time: it was meant for something that was broken off.</summary>
    public void ForgetKeys() => _ahead.Clear();

    LineOutcome? Next()
    {
        if (_ahead.Count == 0) foreach (var key in keys.Read(editor.IsWaiting ? Soon : Idle)) _ahead.Enqueue(key);
        var isChanged = editor.Poll() || _ahead.Count > 0 || _size != Size();
        while (_ahead.TryDequeue(out var key))
        {
            if (key.Code == KeyCode.Suspend) Suspend();
            else if (key.Code == KeyCode.Redraw) _writer.Clear();
            else if (editor.Take(key) is { } outcome) return outcome;
        }
        // While more comes, such as a paste without its marks, nobody could read what is drawn.
        if (isChanged && !keys.HasMore) Draw();
        return null;
    }

    LineOutcome Finish(LineOutcome outcome)
    {
        var (width, height) = Size();
        _writer.Finish(layout.Of(editor.Text, width, height, []), width);
        return outcome;
    }

    void Draw()
    {
        _size = Size();
        _writer.Draw(layout.Of(editor.Text, _size.Width, _size.Height, editor.Below), _size.Width);
    }

    void Suspend()
    {
        if (!JobControl.IsThere) return;
        var (width, height) = Size();
        _writer.Finish(layout.Of(editor.Text, width, height, []), width);
        keys.End();
        JobControl.Stop();
        keys.Begin();
    }

    (int Width, int Height) Size() => (screen.Width, screen.Height);
}
