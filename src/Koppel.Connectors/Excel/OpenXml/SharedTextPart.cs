using System.Xml;
using Koppel.Connectors.Excel.Cells;
using Koppel.Connectors.Excel.Staging;

namespace Koppel.Connectors.Excel.OpenXml;

/// <summary>Reads texts with their runs, and the part with the texts that cells share.</summary>
internal static class SharedTextPart
{
    /// <summary>Excel's own limit for the text of a cell, in characters.</summary>
    public const int LongestText = 32_767;

    /// <summary>Before <c>_x000d_</c> and its kind become characters a text can be so much longer.</summary>
    const int LongestWritten = LongestText * 7;

    /// <summary>Reads the part to its end.</summary>
    public static SharedTexts Read(PartReader reader)
    {
        var texts = new SharedTexts();
        try
        {
            while (reader.ReadElement())
            {
                if (reader.Xml.LocalName != "si") continue;
                var text = Text(reader);
                texts.Add(text ?? "", text is null);
            }
            reader.Drain();
            texts.Seal();
            return texts;
        }
        catch
        {
            texts.Dispose();
            throw;
        }
    }

    /// <summary>
    /// The text in the element that begins here: its own, or that of its runs one behind the other; how it is pronounced is left out.
    /// </summary>
    /// <returns>The text, or null when it is longer than Excel allows.</returns>
    public static string? Text(PartReader reader)
    {
        if (reader.Xml.IsEmptyElement) return "";
        var depth = reader.Xml.Depth;
        var text = "";
        var isTooLong = false;
        while (reader.Read() && reader.Xml.Depth > depth)
        {
            if (reader.Xml.NodeType != XmlNodeType.Element) continue;
            var name = reader.Xml.LocalName;
            if (name == "r") continue;
            if (name != "t")
            {
                reader.Skip();
                continue;
            }
            var part = reader.Text(LongestWritten);
            isTooLong |= part is null || part.Length + text.Length > LongestWritten;
            if (!isTooLong) text = text.Length == 0 ? part! : text + part;
        }
        if (isTooLong) return null;
        text = CellText.Unescape(text);
        return text.Length > LongestText ? null : text;
    }

    /// <summary>A text as it stands in a cell's value.</summary>
    /// <returns>The text, or null when it is longer than Excel allows.</returns>
    public static string? Value(PartReader reader) =>
        reader.Text(LongestWritten) is { } written && CellText.Unescape(written) is { Length: <= LongestText } text ? text : null;
}
