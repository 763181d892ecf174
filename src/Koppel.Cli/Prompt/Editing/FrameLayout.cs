using System.Globalization;
using System.Text;
using Koppel.Output;

namespace Koppel.Cli.Prompt.Editing;

/// <summary>
/// Lays a text out for a terminal: a prompt before its first line, another before those that follow, long lines in several rows. Of a text
/// that is higher than the terminal, what stands around the cursor: the work does not grow with the text.
/// </summary>
/// <param name="first">What stands before the first line.</param>
/// <param name="further">What stands before the others, as wide as the first.</param>
sealed class FrameLayout(string first, string further)
{
    const int Least = 20;

    /// <summary>The rows.</summary>
    /// <param name="text">The text and the cursor.</param>
    /// <param name="width">The terminal's width.</param>
    /// <param name="height">The terminal's height.</param>
    /// <param name="below">Rows that stand below it.</param>
    public Frame Of(EditedText text, int width, int height, IReadOnlyList<string> below)
    {
        var room = Math.Max(3, height - 2 - below.Count);
        var line = LineRows(text.Text, TextElements.LineStart(text.Text, text.Cursor), width, text.Cursor);
        var (rows, cursor) = (new List<string>(line.Rows), line.CursorRow);

        var start = TextElements.LineStart(text.Text, text.Cursor);
        while (start > 0 && cursor < room)
        {
            start = TextElements.LineStart(text.Text, start - 1);
            var above = LineRows(text.Text, start, width, null).Rows;
            rows.InsertRange(0, above);
            cursor += above.Count;
        }
        var end = TextElements.LineEnd(text.Text, text.Cursor);
        while (end < text.Text.Length && rows.Count - cursor <= room)
        {
            rows.AddRange(LineRows(text.Text, end + 1, width, null).Rows);
            end = TextElements.LineEnd(text.Text, end + 1);
        }

        var isCut = start > 0 || end < text.Text.Length || rows.Count > room;
        if (isCut)
        {
            // The last rows that have room; less of them where the cursor stands higher.
            var top = Math.Clamp(cursor - (room / 2), 0, Math.Max(0, rows.Count - room));
            rows = rows.GetRange(top, Math.Min(room, rows.Count - top));
            cursor -= top;
            rows.Add(CellWidth.Fit(Place(text), width - 1));
        }
        rows.AddRange(below.Select(row => CellWidth.Fit(row, width - 1)));
        return new Frame(rows, cursor, line.CursorColumn);
    }

    static string Place(EditedText text)
    {
        var line = text.Text.AsSpan(0, text.Cursor).Count('\n') + 1;
        var all = text.Text.AsSpan().Count('\n') + 1;
        return string.Create(CultureInfo.InvariantCulture, $"  (line {line:N0} of {all:N0})");
    }

    (List<string> Rows, int CursorRow, int CursorColumn) LineRows(string text, int start, int width, int? cursor)
    {
        var (rows, row) = (new List<string>(), new StringBuilder(start == 0 ? first : further));
        var indent = CellWidth.Of(first);
        // A terminal that is hardly wider than the prompt gets no prompt.
        if (width - indent < Least) (row, indent) = (new StringBuilder(), 0);
        var (end, used) = (TextElements.LineEnd(text, start), indent);
        var at = (Row: 0, Column: indent);
        for (var i = start; i < end;)
        {
            if (i == cursor) at = (rows.Count, used);
            var next = Math.Min(end, TextElements.Next(text, i));
            var shown = Shown(text[i..next]);
            var cells = CellWidth.Of(shown);
            if (used + cells > width - 1)
            {
                rows.Add(row.ToString());
                row.Clear().Append(' ', indent);
                used = indent;
                if (i == cursor) at = (rows.Count, used);
            }
            row.Append(shown);
            used += cells;
            i = next;
        }
        if (cursor == end) at = (rows.Count, used);
        rows.Add(row.ToString());
        return (rows, at.Row, at.Column);
    }

    static string Shown(string element) => element == "\t" ? "    " : PlainText.Of(element);
}
