using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Koppel.Engine.Files.Input;

/// <summary>By what a file is known again.</summary>
/// <param name="Size">Its bytes.</param>
/// <param name="Modified">When it was written last, in nanoseconds since 1970.</param>
/// <param name="Node">The number of its inode, or of what is like it; 0 when it cannot be had.</param>
internal readonly partial record struct FileIdentity(long Size, long Modified, ulong Node)
{
    const int HashedAtEachEnd = 65_536;

    /// <summary>The identity of a file now.</summary>
    public static FileIdentity Of(string path)
    {
        var file = new FileInfo(path);
        var modified = (file.LastWriteTimeUtc - DateTime.UnixEpoch).Ticks * 100;
        return new(file.Length, modified, OperatingSystem.IsLinux() ? Inode(path) : (ulong)file.CreationTimeUtc.Ticks);
    }

    /// <summary>When it was written last.</summary>
    public DateTimeOffset ModifiedAt => DateTimeOffset.UnixEpoch.AddTicks(Modified / 100);

    /// <summary>A hash of its first and last bytes.</summary>
    public static string HashOf(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1);
        var buffer = new byte[2 * HashedAtEachEnd];
        var read = file.ReadAtLeast(buffer.AsSpan(0, HashedAtEachEnd), HashedAtEachEnd, throwOnEndOfStream: false);
        if (file.Length > HashedAtEachEnd)
        {
            file.Seek(-Math.Min(HashedAtEachEnd, file.Length - HashedAtEachEnd), SeekOrigin.End);
            read += file.ReadAtLeast(buffer.AsSpan(read, HashedAtEachEnd), HashedAtEachEnd, throwOnEndOfStream: false);
        }
        return Convert.ToHexStringLower(SHA256.HashData(buffer.AsSpan(0, read)));
    }

    static ulong Inode(string path)
    {
        // struct statx: the inode's number is the 64 bits at 32, on every kind of machine.
        var status = new byte[256];
        return StatX(-100, path, 0, 0x100, status) == 0 ? BinaryPrimitives.ReadUInt64LittleEndian(status.AsSpan(32)) : 0;
    }

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int StatX(int folder, string path, int flags, uint mask, [Out] byte[] status);
}
