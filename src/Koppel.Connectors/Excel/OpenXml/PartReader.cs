using System.Text;
using System.Xml;

namespace Koppel.Connectors.Excel.OpenXml;

/// <summary>
/// Reads the XML of a part, forward only: without document types, so that nothing in it can grow or reach out, and no deeper than any
/// workbook goes. Names are told by their local part, since two namespaces are in use for the same things.
/// </summary>
internal sealed class PartReader : IDisposable
{
    const int DeepestElement = 64;

    readonly PartStream _stream;

    // Parts are to be written in Unicode, but what says otherwise can be read as well.
    static PartReader() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    /// <summary>Opens a part.</summary>
    public PartReader(PartStream stream)
    {
        _stream = stream;
        Xml = XmlReader.Create(stream, new XmlReaderSettings
        {
            DtdProcessing = DtdProcessing.Prohibit,
            XmlResolver = null,
            CheckCharacters = false,
            IgnoreComments = true,
            IgnoreProcessingInstructions = true,
        });
    }

    /// <summary>The reader itself, for attributes.</summary>
    public XmlReader Xml { get; }

    /// <summary>Goes to the next node.</summary>
    /// <returns>False at the end of the part.</returns>
    public bool Read()
    {
        _stream.Mark();
        try
        {
            if (!Xml.Read()) return false;
        }
        catch (XmlException e)
        {
            throw Damaged(e);
        }
        return Xml.Depth <= DeepestElement ? true : throw new InvalidDataException(Place("elements lie in each other without end"));
    }

    /// <summary>Goes to the next element that begins, at any depth.</summary>
    public bool ReadElement()
    {
        while (Read())
            if (Xml.NodeType == XmlNodeType.Element) return true;
        return false;
    }

    /// <summary>Goes to the end of the element that begins here.</summary>
    public void Skip()
    {
        if (Xml.IsEmptyElement) return;
        var depth = Xml.Depth;
        while (Read() && Xml.Depth > depth)
        {
        }
    }

    /// <summary>The text in the element that begins here, that of elements in it left out, and goes to its end.</summary>
    /// <param name="most">How many characters it may have.</param>
    /// <returns>The text, or null when it has more.</returns>
    public string? Text(int most)
    {
        if (Xml.IsEmptyElement) return "";
        var depth = Xml.Depth;
        string? text = null;
        StringBuilder? more = null;
        var isTooLong = false;
        while (Read() && Xml.Depth > depth)
        {
            if (Xml.NodeType == XmlNodeType.Element)
            {
                Skip();
                continue;
            }
            if (Xml.NodeType is not (XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace or XmlNodeType.Whitespace))
                continue;
            var part = Value();
            if (text is null) text = part;
            else (more ??= new StringBuilder(text)).Append(part);
            isTooLong |= (more?.Length ?? text.Length) > most;
            if (isTooLong) more?.Clear();
        }
        return isTooLong ? null : more?.ToString() ?? text ?? "";
    }

    /// <summary>Sees to it that the rest of the part is as it was packed.</summary>
    public void Drain() => _stream.Drain();

    /// <summary>A fault with the place in the part.</summary>
    public string Place(string what) => Xml is IXmlLineInfo line && line.HasLineInfo()
        ? FormattableString.Invariant($"{what} (line {line.LineNumber}, position {line.LinePosition} of its XML)")
        : what;

    /// <summary>A long text is parsed when it is asked for.</summary>
    string Value()
    {
        try
        {
            return Xml.Value;
        }
        catch (XmlException e)
        {
            throw Damaged(e);
        }
    }

    InvalidDataException Damaged(XmlException e)
    {
        var place = e.LineNumber > 0 ? FormattableString.Invariant($" at line {e.LineNumber}, position {e.LinePosition}") : "";
        return new($"the XML of its part {_stream.Part} is damaged{place} ({e.Message.Split(". ")[0].TrimEnd('.')})", e);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Xml.Dispose();
        _stream.Dispose();
    }
}
