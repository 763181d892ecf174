using System.Text;

namespace Koppel.Connectors.Excel.Sheets;

/// <summary>
/// The small file that Excel (<c>~$name.xlsx</c>) and LibreOffice (<c>.~lock.name.xlsx#</c>) leave beside a workbook while somebody has it
/// open. It is no workbook itself.
/// </summary>
internal static class WorkbookOwner
{
    const string ExcelMark = "~$", OfficeMark = ".~lock.";
    const int LargestMark = 1024, WideName = 55;

    /// <summary>The name of the workbook whose mark this is, or null when it is none.</summary>
    public static string? MarkedBy(string path)
    {
        var name = Path.GetFileName(path);
        var marked = name.StartsWith(ExcelMark, StringComparison.Ordinal) ? name[ExcelMark.Length..]
            : name.StartsWith(OfficeMark, StringComparison.Ordinal) && name.EndsWith('#') ? name[OfficeMark.Length..^1]
            : null;
        return marked is not null && new FileInfo(path) is { Exists: true, Length: < LargestMark } ? marked : null;
    }

    /// <summary>Who has the workbook open, in words that follow "open", or null when no mark lies beside it.</summary>
    public static string? Of(string path)
    {
        var (folder, name) = (Path.GetDirectoryName(path) ?? "", Path.GetFileName(path));
        if (Mark(Path.Combine(folder, ExcelMark + name)) is { } excel) return In("Excel", ExcelName(excel));
        if (Mark(Path.Combine(folder, $"{OfficeMark}{name}#")) is { } office) return In("LibreOffice", OfficeName(office));
        return null;
    }

    static string In(string program, string name) => name.Length == 0 ? $"in {program}" : $"in {program} by {name}";

    static byte[]? Mark(string path)
    {
        try
        {
            if (new FileInfo(path) is not { Exists: true, Length: < LargestMark }) return null;
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var content = new byte[LargestMark];
            return content[..file.ReadAtLeast(content, content.Length, throwOnEndOfStream: false)];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return []; // That it is there says enough.
        }
    }

    /// <summary>The name stands twice: in bytes behind its length, and in words of 16 bits.</summary>
    static string ExcelName(byte[] mark)
    {
        if (mark.Length > WideName + 2 && mark[WideName] is var length && length > 0 && mark.Length >= WideName + 2 + 2 * length)
            return Shown(Encoding.Unicode.GetString(mark, WideName + 2, 2 * length));
        return mark.Length > 1 && mark.Length > mark[0] ? Shown(Encoding.Latin1.GetString(mark, 1, mark[0])) : "";
    }

    /// <summary>Fields with commas between them: the full name, the name on the machine, and more.</summary>
    static string OfficeName(byte[] mark)
    {
        var fields = Encoding.UTF8.GetString(mark).Split(',');
        return Shown(fields.Take(2).FirstOrDefault(f => !string.IsNullOrWhiteSpace(f)) ?? "");
    }

    static string Shown(string name) => new string([.. name.Where(c => !char.IsControl(c)).Take(60)]).Trim();
}
