using System.Globalization;
using System.Text;
using Koppel.Server.Wire;

namespace Koppel.Server.Uploads;

/// <summary>
/// The name of a file that somebody uploads. It is data: what is shown of it is cleaned, and what stands on the disk is made of plain
/// letters.
/// </summary>
/// <param name="Shown">The name as the page shows it, such as <c>Beurs januari.xlsx</c>.</param>
/// <param name="Word">The name as a word of plain letters, such as <c>beurs_januari</c>.</param>
/// <param name="Ending">Its ending, such as <c>.xlsx</c>; that of a text is <c>.csv</c>.</param>
internal sealed record UploadName(string Shown, string Word, string Ending)
{
    const int Longest = 120, LongestWord = 40;
    const string Refused = "\\/:*?\"<>|%";

    static readonly string[] s_endings =
        [".csv.gz", ".tsv.gz", ".json.gz", ".xlsx", ".xlsm", ".xls", ".csv", ".tsv", ".txt", ".json", ".jsonl", ".ndjson", ".parquet"];

    /// <summary>The file on the disk.</summary>
    public string OnDisk => Word + Ending;

    /// <summary>Whether it is a workbook.</summary>
    public bool IsWorkbook => IsOfWorkbook(Ending);

    /// <summary>Whether an ending is that of a workbook.</summary>
    public static bool IsOfWorkbook(string path) => Path.GetExtension(path).ToLowerInvariant() is ".xlsx" or ".xlsm" or ".xls";

    /// <summary>Whether a file can be read as a table, by its name.</summary>
    public static bool IsTable(string name) => s_endings.Any(e => e != ".txt" && name.EndsWith(e, StringComparison.OrdinalIgnoreCase));

    /// <summary>Cleans a name.</summary>
    /// <exception cref="ApiFault">It is no name of a workbook or of a file of rows.</exception>
    public static UploadName Of(string? name)
    {
        var last = (name ?? "").Split('/', '\\')[^1];
        var cleaned = new string([.. last.Where(c => !IsHidden(c)).Select(c => Refused.Contains(c, StringComparison.Ordinal) ? '-' : c)]);
        var shown = cleaned.Trim();
        if (s_endings.FirstOrDefault(e => shown.EndsWith(e, StringComparison.OrdinalIgnoreCase)) is not { } ending)
            throw new ApiFault(415, "unknown-file", $"A file named '{Cut(shown)}' cannot be read. Choose a workbook (.xlsx, .xlsm, .xls) "
                + "or a file of rows (.csv, .tsv, .txt, .json, .jsonl, .parquet), and say its name with its ending.");
        var stem = shown[..^ending.Length].TrimEnd().TrimStart('.').TrimStart();
        var text = Cut(stem.Length == 0 ? "file" : stem) + shown[^ending.Length..];
        return new UploadName(text, ToWord(stem), ending == ".txt" ? ".csv" : ending);
    }

    /// <summary>A name as a word of SQL: small letters, digits and underscores, with a letter first.</summary>
    public static string ToWord(string name)
    {
        var word = new StringBuilder();
        foreach (var c in Plain(name).ToLowerInvariant())
        {
            if (char.IsAsciiLetterOrDigit(c)) word.Append(c);
            else if (word.Length > 0 && word[^1] != '_') word.Append('_');
        }
        var made = word.ToString().Trim('_');
        if (made.Length > LongestWord) made = made[..LongestWord].Trim('_');
        return made.Length == 0 ? "file" : char.IsAsciiLetter(made[0]) ? made : $"file_{made}";
    }

    /// <summary>Without accents; half a character, which is none of Unicode, is left out.</summary>
    static string Plain(string name) => new([.. new string([.. name.Where(c => !char.IsSurrogate(c))]).Normalize(NormalizationForm.FormD)
        .Where(c => CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark)]);

    static bool IsHidden(char c) => char.GetUnicodeCategory(c) is UnicodeCategory.Control or UnicodeCategory.Format
        or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;

    static string Cut(string text) => text.Length <= Longest ? text
        : text[..(char.IsHighSurrogate(text[Longest - 1]) ? Longest - 1 : Longest)];
}
