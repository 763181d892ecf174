using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Koppel.Simulation.Disk;

/// <summary>What SQLite does with an open file.</summary>
internal static unsafe partial class SqliteVfs
{
    const int PowersafeOverwrite = 0x1000;
    const int ShmIsUnlock = 1, ShmIsExclusive = 8;

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    static int Close(NativeFile* file)
    {
        if (Of(file) is not { } open) return Ok;
        open.Close();
        GCHandle.FromIntPtr(file->Handle).Free();
        file->Handle = 0;
        return Ok;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    static int Read(NativeFile* file, byte* into, int count, long at)
    {
        if (Of(file) is not { IsDead: false } open) return IoError;
        return open.File.Read(new Span<byte>(into, count), at) == count ? Ok : ShortRead;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    static int Write(NativeFile* file, byte* bytes, int count, long at)
    {
        if (!IsAlive(file, out var open)) return IoError;
        open.File.Write(new ReadOnlySpan<byte>(bytes, count), at);
        return Ok;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    static int Truncate(NativeFile* file, long at)
    {
        if (!IsAlive(file, out var open)) return IoError;
        open.File.Truncate(at);
        return Ok;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    static int Sync(NativeFile* file, int flags)
    {
        if (!IsAlive(file, out var open)) return IoError;
        if (!open.Disk.IsLying) open.File.Sync();
        return Ok;
    }

    /// <summary>Whether the process lives, also behind this touch of the disk.</summary>
    static bool IsAlive(NativeFile* file, out OpenFile open)
    {
        open = Of(file)!;
        return open is { IsDead: false } && (open.Disk.Touched?.Invoke() != true || !open.IsDead);
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    static int Size(NativeFile* file, long* size)
    {
        if (Of(file) is not { IsDead: false } open) return IoError;
        *size = open.File.Length;
        return Ok;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    static int LockFile(NativeFile* file, int level) => Of(file)?.TryLock(level) == true ? Ok : Busy;

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    static int UnlockFile(NativeFile* file, int level)
    {
        Of(file)?.Unlock(level);
        return Ok;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    static int CheckReserved(NativeFile* file, int* isReserved)
    {
        *isReserved = Of(file)?.File.Handles.Exists(h => h.Lock >= OpenFile.Reserved) == true ? 1 : 0;
        return Ok;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    static int Control(NativeFile* file, int what, nint argument) => NotFound;

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    static int SectorSize(NativeFile* file) => 4_096;

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    static int Traits(NativeFile* file) => PowersafeOverwrite;

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    static int ShmMap(NativeFile* file, int region, int size, int isMade, nint* into)
    {
        *into = 0;
        if (Of(file) is not { IsDead: false } open) return IoError;
        *into = open.Regions.Region(region, size, isMade != 0);
        return Ok;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    static int ShmLock(NativeFile* file, int first, int count, int flags)
    {
        if (Of(file) is not { IsDead: false } open) return IoError;
        var regions = open.Regions;
        for (var i = first; i < first + count; i++)
        {
            if ((flags & ShmIsUnlock) != 0)
            {
                regions.Readers[i].Remove(open);
                if (regions.Writer[i] == open) regions.Writer[i] = null;
            }
            else if ((flags & ShmIsExclusive) != 0)
            {
                if ((regions.Writer[i] is { } writer && writer != open) || regions.Readers[i].Exists(h => h != open)) return Busy;
            }
            else if (regions.Writer[i] is { } writer && writer != open)
            {
                return Busy;
            }
        }
        if ((flags & ShmIsUnlock) != 0) return Ok;
        for (var i = first; i < first + count; i++)
        {
            if ((flags & ShmIsExclusive) != 0) regions.Writer[i] = open;
            else if (!regions.Readers[i].Contains(open)) regions.Readers[i].Add(open);
        }
        return Ok;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    static void ShmBarrier(NativeFile* file) => Interlocked.MemoryBarrier();

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    static int ShmUnmap(NativeFile* file, int isDeleted)
    {
        Of(file)?.Unmap();
        return Ok;
    }
}
