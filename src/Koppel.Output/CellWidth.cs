using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using Spectre.Console;

namespace Koppel.Output;

/// <summary>How many cells of a terminal a text takes: two for East Asian wide letters and emoji, none for combining marks.</summary>
public static class CellWidth
{
    /// <summary>The text's width.</summary>
    public static int Of(string text) => Ascii.IsValid(text) ? text.Length : OfUnicode(text);

    /// <summary>The text within a width: as it is, or its beginning and an ellipsis.</summary>
    public static string Fit(string text, int width)
    {
        if (Of(text) <= width) return text;
        var fitted = new StringBuilder();
        var elements = StringInfo.GetTextElementEnumerator(text);
        var used = 0;
        while (elements.MoveNext())
        {
            var element = elements.GetTextElement();
            used += Of(element);
            if (used > width - 1) break;
            fitted.Append(element);
        }

        return fitted.Append('…').ToString();
    }

    // Apart, so that a table of plain letters does not load the library.
    [MethodImpl(MethodImplOptions.NoInlining)]
    static int OfUnicode(string text) => text.GetCellWidth();
}
