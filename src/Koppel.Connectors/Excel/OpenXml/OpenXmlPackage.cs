using System.IO.Compression;

namespace Koppel.Connectors.Excel.OpenXml;

/// <summary>The parts of an .xlsx file: XML files in a zip archive that refer to each other.</summary>
internal sealed class OpenXmlPackage : IDisposable
{
    readonly ZipArchive _archive;
    readonly Dictionary<string, ZipArchiveEntry> _entries = new(StringComparer.OrdinalIgnoreCase);
    readonly CancellationToken _cancellationToken;

    /// <summary>Opens the archive; the stream stays the caller's.</summary>
    public OpenXmlPackage(Stream stream, CancellationToken cancellationToken)
    {
        _cancellationToken = cancellationToken;
        _archive = new ZipArchive(stream, ZipArchiveMode.Read, leaveOpen: true);
        foreach (var entry in _archive.Entries) _entries.TryAdd(entry.FullName.Replace('\\', '/').TrimStart('/'), entry);
    }

    /// <summary>Whether there is such a part; upper and lower case do not matter.</summary>
    public bool Has(string part) => _entries.ContainsKey(part);

    /// <summary>Opens a part, or gives null when there is none.</summary>
    public PartReader? Open(string part) =>
        _entries.TryGetValue(part, out var entry) || _entries.TryGetValue(Escaped(part), out entry)
            ? new PartReader(new PartStream(entry, _cancellationToken))
            : null;

    /// <summary>What a part refers to; an empty name is the package itself.</summary>
    public IReadOnlyList<PartReference> References(string part)
    {
        var folder = part[..(part.LastIndexOf('/') + 1)];
        using var reader = Open($"{folder}_rels/{part[folder.Length..]}.rels");
        var references = new List<PartReference>();
        while (reader?.ReadElement() == true)
        {
            var xml = reader.Xml;
            if (xml.LocalName != "Relationship" || xml.GetAttribute("TargetMode") == "External") continue;
            if (xml.GetAttribute("Id") is { } id && xml.GetAttribute("Target") is { } target)
                references.Add(new PartReference(id, xml.GetAttribute("Type")?.Split('/')[^1] ?? "", Resolve(folder, target)));
        }
        return references;
    }

    /// <summary>The first part that another refers to with such a type, or null.</summary>
    public string? Find(string part, string type) => References(part).FirstOrDefault(r => r.Type == type && Has(r.Part))?.Part;

    /// <inheritdoc/>
    public void Dispose() => _archive.Dispose();

    /// <summary>A part's name as some programs write it in the archive.</summary>
    static string Escaped(string part) => Uri.EscapeDataString(part).Replace("%2F", "/", StringComparison.Ordinal);

    /// <summary>A target counts from the folder of the part that names it, or with a slash before it from the package.</summary>
    static string Resolve(string folder, string target)
    {
        var path = Uri.UnescapeDataString(target).Replace('\\', '/');
        var steps = new List<string>();
        foreach (var step in (path.StartsWith('/') ? path : folder + path).Split('/'))
        {
            if (step == ".." && steps.Count > 0) steps.RemoveAt(steps.Count - 1);
            else if (step is not ("" or "." or "..")) steps.Add(step);
        }
        return string.Join('/', steps);
    }
}

/// <summary>A reference of one part to another.</summary>
/// <param name="Id">Its identifier in the part.</param>
/// <param name="Type">The last word of its type, such as <c>worksheet</c>.</param>
/// <param name="Part">The part that is meant.</param>
internal sealed record PartReference(string Id, string Type, string Part);
