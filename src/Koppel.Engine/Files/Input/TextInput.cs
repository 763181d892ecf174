using System.Text;
using Koppel.Sdk.Reading;

namespace Koppel.Engine.Files.Input;

/// <summary>Opens files of text as streams of UTF-8.</summary>
internal static class TextInput
{
    /// <summary>Whether the file is packed.</summary>
    public static bool IsPacked(string path) => path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase);

    /// <summary>The file's bytes, unpacked.</summary>
    public static Stream OpenRaw(string path)
    {
        var file =
            new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1, FileOptions.SequentialScan);
        return IsPacked(path) ? new PackedInput(file) : file;
    }

    /// <summary>The name of the encoding that the file's beginning tells.</summary>
    public static string FindEncoding(string path)
    {
        using var raw = OpenRaw(path);
        var head = new byte[FileEncoding.SampleSize];
        var read = raw.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        return FileEncoding.Of(head.AsSpan(0, read), read < head.Length);
    }

    /// <summary>The file's text as UTF-8, without a byte order mark.</summary>
    /// <param name="path">The file.</param>
    /// <param name="encoding">The name of its encoding.</param>
    /// <param name="hasMark">Whether a byte order mark was left out.</param>
    public static Stream Open(string path, string encoding, out bool hasMark)
    {
        var raw = OpenRaw(path);
        var head = new byte[4];
        var read = raw.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        var found = TextFileSettings.FindEncoding(encoding) ?? throw new InvalidOperationException($"There is no encoding {encoding}.");
        var mark = FileEncoding.Mark(head.AsSpan(0, read));
        var length = mark is { } told && found.CodePage == TextFileSettings.FindEncoding(told.Name)!.CodePage ? told.Length : 0;
        hasMark = length > 0;
        var whole = new JoinedStream(head[length..read], raw);
        return found.CodePage == Encoding.UTF8.CodePage ? whole : Encoding.CreateTranscodingStream(whole, found, new UTF8Encoding(false));
    }
}
