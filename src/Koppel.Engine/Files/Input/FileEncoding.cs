namespace Koppel.Engine.Files.Input;

/// <summary>The encodings of files of text, and how one is found.</summary>
internal static class FileEncoding
{
    public const string Utf8 = "utf-8";
    public const string Windows = "windows-1252";

    /// <summary>Bytes by which an encoding is found when nothing at the beginning tells it.</summary>
    public const int SampleSize = 65_536;

    /// <summary>The name of the encoding that the beginning of a file tells, or UTF-8 when it could be that.</summary>
    /// <param name="head">The first bytes.</param>
    /// <param name="isWhole">The file has no others.</param>
    public static string Of(ReadOnlySpan<byte> head, bool isWhole)
    {
        if (Mark(head) is { } marked) return marked.Name;
        if (OfZeros(head) is { } wide) return wide;
        return IsUtf8(head, isWhole) ? Utf8 : Windows;
    }

    /// <summary>The byte order mark at the beginning, and the encoding that it tells; null for none.</summary>
    public static (string Name, int Length)? Mark(ReadOnlySpan<byte> head) => head switch
    {
        [0xEF, 0xBB, 0xBF, ..] => (Utf8, 3),
        [0xFF, 0xFE, 0, 0, ..] => ("utf-32", 4),
        [0, 0, 0xFE, 0xFF, ..] => ("utf-32BE", 4),
        [0xFF, 0xFE, ..] => ("utf-16", 2),
        [0xFE, 0xFF, ..] => ("utf-16BE", 2),
        _ => null,
    };

    /// <summary>Whether the bytes are UTF-8; a character that the sample cuts does not count.</summary>
    public static bool IsUtf8(ReadOnlySpan<byte> bytes, bool isWhole) =>
        System.Text.Unicode.Utf8.IsValid(isWhole ? bytes : bytes[..^CutOff(bytes)]);

    /// <summary>How many bytes at the end begin a character that goes on behind it.</summary>
    public static int CutOff(ReadOnlySpan<byte> bytes)
    {
        for (var back = 1; back <= 3 && back <= bytes.Length; back++)
        {
            var b = bytes[^back];
            if (b < 0x80) return 0;
            if (b >= 0xC0) return (b >= 0xF0 ? 4 : b >= 0xE0 ? 3 : 2) > back ? back : 0;
        }
        return 0;
    }

    /// <summary>Texts of UTF-16 have a zero beside each ASCII character, line feeds among them, and all on the same side.</summary>
    static string? OfZeros(ReadOnlySpan<byte> head)
    {
        var (even, odd, little, big, feeds) = (0, 0, 0, 0, 0);
        for (var i = 0; i + 1 < head.Length; i += 2)
        {
            if (head[i] == 0) even++;
            if (head[i + 1] == 0) odd++;
            if (head[i] == '\n' || head[i + 1] == '\n') feeds++;
            if (head[i] == '\n' && head[i + 1] == 0) little++;
            if (head[i] == 0 && head[i + 1] == '\n') big++;
        }
        var few = feeds > 0 ? head.Length / 40 : head.Length / 8;
        return odd > few && even == 0 && little == feeds ? "utf-16" : even > few && odd == 0 && big == feeds ? "utf-16BE" : null;
    }
}
