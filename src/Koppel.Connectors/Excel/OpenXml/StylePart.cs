using Koppel.Connectors.Excel.Cells;

namespace Koppel.Connectors.Excel.OpenXml;

/// <summary>The number formats of a workbook's cell styles.</summary>
internal static class StylePart
{
    const int MostFormats = 1 << 20;

    /// <summary>The format of each style, by the number that cells have for it.</summary>
    public static IReadOnlyList<NumberFormat> Read(PartReader reader)
    {
        var own = new Dictionary<int, NumberFormat>();
        var styles = new List<int>();
        while (reader.ReadElement())
        {
            if (reader.Xml.LocalName == "numFmts") Formats(reader, own);
            else if (reader.Xml.LocalName == "cellXfs") Styles(reader, styles);
            else if (reader.Xml.Depth > 0) reader.Skip();
        }
        // Formats can stand behind the styles that use them.
        var known = new Dictionary<int, NumberFormat>();
        return [.. styles.Select(number => known.TryGetValue(number, out var format) ? format
            : known[number] = own.GetValueOrDefault(number) ?? NumberFormat.BuiltIn(number))];
    }

    static void Formats(PartReader reader, Dictionary<int, NumberFormat> formats)
    {
        foreach (var _ in Elements(reader, "numFmt"))
            if (Number(reader, "numFmtId") is { } number && formats.Count < MostFormats)
                formats[number] = NumberFormat.Parse(reader.Xml.GetAttribute("formatCode") ?? "");
    }

    static void Styles(PartReader reader, List<int> styles)
    {
        foreach (var _ in Elements(reader, "xf"))
        {
            if (styles.Count == MostFormats) throw new InvalidDataException("it has more than a million cell styles");
            styles.Add(Number(reader, "numFmtId") ?? 0);
        }
    }

    static int? Number(PartReader reader, string attribute) =>
        int.TryParse(reader.Xml.GetAttribute(attribute), out var number) ? number : null;

    /// <summary>Stands at each element of that name right in the element that begins here, up to its end.</summary>
    static IEnumerable<bool> Elements(PartReader reader, string name)
    {
        if (reader.Xml.IsEmptyElement) yield break;
        var depth = reader.Xml.Depth;
        while (reader.Read() && reader.Xml.Depth > depth)
        {
            var isElement = reader.Xml.NodeType == System.Xml.XmlNodeType.Element && reader.Xml.Depth == depth + 1;
            if (isElement && reader.Xml.LocalName == name) yield return true;
        }
    }
}
