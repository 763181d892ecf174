using System.IO.Compression;
using System.Xml;
using System.Xml.Linq;

namespace Koppel.Connectors.Excel;

/// <summary>The parts of an .xlsx file that say what is in it: small XML files in a zip archive.</summary>
internal sealed class OpenXmlPackage(Stream stream) : IDisposable
{
    /// <summary>A part that describes a workbook is some kilobytes; more than this is not read.</summary>
    const long LargestPart = 16 << 20;

    readonly ZipArchive _archive = new(stream, ZipArchiveMode.Read);

    /// <summary>Whether there is such a part.</summary>
    public bool Has(string part) => Find(part) is not null;

    /// <summary>The part's XML, or null when there is no such part.</summary>
    /// <exception cref="InvalidDataException">It is too large.</exception>
    public XElement? Read(string part)
    {
        if (Find(part) is not { } entry) return null;
        if (entry.Length > LargestPart) throw new InvalidDataException($"Its part {part} has {entry.Length} bytes.");
        using var content = entry.Open();
        using var reader = XmlReader.Create(content, new XmlReaderSettings
        {
            DtdProcessing = DtdProcessing.Prohibit,
            XmlResolver = null,
            MaxCharactersInDocument = LargestPart,
        });
        return XElement.Load(reader);
    }

    /// <summary>The parts that a part refers to, by the identifier of the reference, with the last word of its type.</summary>
    public IReadOnlyDictionary<string, (string Type, string Part)> References(string part)
    {
        var folder = part[..(part.LastIndexOf('/') + 1)];
        var references = Read($"{folder}_rels/{part[folder.Length..]}.rels");
        return (references?.Elements() ?? [])
            .Where(r => r.Name.LocalName == "Relationship" && Value(r, "TargetMode") != "External")
            .ToDictionary(
                r => Value(r, "Id") ?? "",
                r => (Value(r, "Type")?.Split('/')[^1] ?? "", Resolve(folder, Value(r, "Target") ?? "")));
    }

    /// <summary>An attribute's value, or null.</summary>
    public static string? Value(XElement element, string attribute) => element.Attribute(attribute)?.Value;

    /// <summary>The elements of that name below another, in whichever of the two namespaces of the format.</summary>
    public static IEnumerable<XElement> All(XElement element, string name) => element.Descendants().Where(e => e.Name.LocalName == name);

    /// <inheritdoc/>
    public void Dispose() => _archive.Dispose();

    static string Resolve(string folder, string target) =>
        Uri.UnescapeDataString(new Uri(new Uri("part:///" + folder), target).AbsolutePath).TrimStart('/');

    ZipArchiveEntry? Find(string part) =>
        _archive.Entries.FirstOrDefault(e => string.Equals(e.FullName.Replace('\\', '/'), part, StringComparison.OrdinalIgnoreCase));
}
