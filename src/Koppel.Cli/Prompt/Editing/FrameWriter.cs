using System.Globalization;
using System.Text;
using Koppel.Output;

namespace Koppel.Cli.Prompt.Editing;

/// <summary>Draws frames over one another on a terminal, each in one piece of output.</summary>
/// <param name="screen">The terminal.</param>
sealed class FrameWriter(TextWriter screen)
{
    Frame? _drawn;
    int _width;

    /// <summary>Draws a frame in the place of the last one.</summary>
    /// <param name="frame">The frame.</param>
    /// <param name="width">The terminal's width.</param>
    public void Draw(Frame frame, int width)
    {
        var text = new StringBuilder();
        ToTop(text, width);
        for (var i = 0; i < frame.Rows.Count; i++)
        {
            if (i > 0) text.Append("\r\n");
            text.Append(frame.Rows[i]).Append("\e[K");
        }
        text.Append("\e[J");
        Up(text, frame.Rows.Count - 1 - frame.CursorRow);
        text.Append('\r');
        if (frame.CursorColumn > 0) text.Append(CultureInfo.InvariantCulture, $"\e[{frame.CursorColumn}C");
        screen.Write(text.ToString());
        (_drawn, _width) = (frame, width);
    }

    /// <summary>Draws the last frame of a text; what comes next stands below it.</summary>
    public void Finish(Frame frame, int width)
    {
        Draw(frame with { CursorRow = frame.Rows.Count - 1, CursorColumn = 0 }, width);
        screen.Write("\r\n");
        _drawn = null;
    }

    /// <summary>Empties the terminal; the next frame stands at its top.</summary>
    public void Clear()
    {
        screen.Write("\e[H\e[2J");
        _drawn = null;
    }

    /// <summary>Something else was written since: the next frame stands where the cursor is.</summary>
    public void Forget() => _drawn = null;

    // A terminal that became narrower has broken the rows that stood there: they are more than they were.
    void ToTop(StringBuilder text, int width)
    {
        if (_drawn is null)
        {
            text.Append('\r');
            return;
        }
        var up = width >= _width
            ? _drawn.CursorRow
            : _drawn.Rows.Take(_drawn.CursorRow).Sum(r => Math.Max(1, (CellWidth.Of(r) + width - 1) / width))
                + (Math.Max(0, _drawn.CursorColumn - 1) / width);
        Up(text, up);
        text.Append('\r');
    }

    static void Up(StringBuilder text, int rows)
    {
        if (rows > 0) text.Append(CultureInfo.InvariantCulture, $"\e[{rows}A");
    }
}
