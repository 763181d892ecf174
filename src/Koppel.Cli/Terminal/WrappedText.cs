using System.Globalization;
using System.Text;
using Koppel.Output;

namespace Koppel.Cli.Terminal;

/// <summary>
/// Lines within a terminal's width: broken between words, what follows indented as the text of the line is, so that a label stands alone. A
/// word that is longer than a line stays whole.
/// </summary>
static class WrappedText
{
    /// <summary>No text is squeezed into less than this: then it is indented less.</summary>
    const int Least = 20;

    /// <summary>The line as lines.</summary>
    /// <param name="line">Without line ends.</param>
    /// <param name="width">The terminal's width in cells.</param>
    public static IEnumerable<string> Of(string line, int width)
    {
        if (CellWidth.Of(line) <= width)
        {
            yield return line;
            yield break;
        }
        var indent = Indent(line);
        if (indent > width - Least) indent = Math.Max(0, Math.Min(2, width - Least));
        var start = line.Length - line.TrimStart(' ').Length;
        // The label and the blanks behind it stay as they are.
        var text = Math.Max(start, Math.Min(Indent(line), line.Length));
        var current = new StringBuilder(line[..text]);
        var (used, isEmpty) = (CellWidth.Of(line[..text]), true);
        foreach (var word in line[text..].Split(' '))
        {
            var cells = CellWidth.Of(word);
            if (!isEmpty && used + 1 + cells > width)
            {
                yield return current.ToString().TrimEnd();
                current.Clear().Append(' ', indent);
                (used, isEmpty) = (indent, true);
                if (word.Length == 0) continue;
            }
            if (!isEmpty) current.Append(' ');
            current.Append(word);
            used += cells + (isEmpty ? 0 : 1);
            isEmpty = false;
        }
        yield return current.ToString();
    }

    /// <summary>
    /// A part of a line of the user's text and the marks below it, so that what is marked is seen: such a line is not broken, or the marks
    /// would stand below something else.
    /// </summary>
    /// <param name="line">The line.</param>
    /// <param name="marks">Blanks and marks, one a character of the line.</param>
    /// <param name="width">The terminal's width in cells.</param>
    /// <returns>Both as a terminal shows them, where a character has two cells, one or none.</returns>
    public static (string Line, string Marks) Excerpt(string line, string marks, int width)
    {
        var blanks = marks.Length - marks.TrimStart(' ').Length;
        var (start, end) = (Math.Min(blanks, line.Length), Math.Min(marks.Length, line.Length));
        var before = CellWidth.Of(line[..start]) + (blanks - start);
        var marked = Math.Max(1, CellWidth.Of(line[start..end]));
        var all = CellWidth.Of(line);
        if (all <= width || width < Least) return (line, Marks(before, marked));
        var hidden = Math.Clamp(before - (width / 3), 0, all - width + 3);
        if (hidden == 0) return (CellWidth.Fit(line, width), Marks(before, Math.Min(marked, width - before)));
        // Three cells more make room for the ellipsis and the indent before it.
        var (first, cells) = Behind(line, hidden + 3);
        before += 3 - cells;
        return ("  …" + CellWidth.Fit(line[first..], width - 3), Marks(before, Math.Min(marked, width - before)));
    }

    static string Marks(int before, int marked) => new string(' ', before) + new string('^', marked);

    /// <summary>The first character behind so many cells, and how many cells stand before it.</summary>
    static (int First, int Cells) Behind(string line, int cells)
    {
        var (first, seen) = (0, 0);
        while (first < line.Length && seen < cells)
        {
            var length = StringInfo.GetNextTextElementLength(line, first);
            seen += CellWidth.Of(line.Substring(first, length));
            first += length;
        }
        return (first, seen);
    }

    /// <summary>
    /// Where the text of a line begins: behind a label such as <c>  note      </c>, else two cells in from the line's own beginning.
    /// </summary>
    static int Indent(string line)
    {
        var start = line.Length - line.TrimStart(' ').Length;
        if (start == 2 && line.Length > 12 && line[11] == ' ' && line[10] == ' ' && line[12] != ' '
            && !line[2..10].TrimEnd().Contains(' ', StringComparison.Ordinal)) return 12;
        return start == 12 ? 12 : start;
    }
}
