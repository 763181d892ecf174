using System.Security.Cryptography;

namespace Koppel.Connectors.Excel.Sheets;

/// <summary>Tells one state of a file from another.</summary>
/// <param name="Length">Its size in bytes.</param>
/// <param name="Written">When it was last written, in UTC.</param>
/// <param name="Ends">A hash of its first and last bytes: in the last of an .xlsx file are the checksums of all its parts.</param>
internal readonly record struct FileVersion(long Length, DateTime Written, string Ends)
{
    const int Size = 1 << 16;

    /// <summary>The state of the file that a stream reads.</summary>
    public static FileVersion Of(FileStream stream)
    {
        var length = stream.Length;
        var ends = new byte[Math.Min(2 * Size, length)];
        var first = Math.Min(Size, ends.Length);
        var count = RandomAccess.Read(stream.SafeFileHandle, ends.AsSpan(0, first), 0);
        count += RandomAccess.Read(stream.SafeFileHandle, ends.AsSpan(first), Math.Max(first, length - Size));
        var hash = Convert.ToHexString(SHA256.HashData(ends.AsSpan(0, count)));
        return new FileVersion(length, File.GetLastWriteTimeUtc(stream.SafeFileHandle), hash);
    }
}
