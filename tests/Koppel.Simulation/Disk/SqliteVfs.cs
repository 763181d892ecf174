using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace Koppel.Simulation.Disk;

/// <summary>
/// The system under SQLite: files of the <see cref="SimulatedDisk"/> of the thread in place of those of the machine. So the ledger that
/// runs in a simulation is the one that runs everywhere, to the last byte of its file. Installed once, for the whole process.
/// </summary>
internal static unsafe partial class SqliteVfs
{
    const int Ok = 0, Busy = 5, NotFound = 12, CantOpen = 14, IoError = 10, ShortRead = IoError | (2 << 8);
    const int FlagCreate = 4;

    static readonly Lazy<bool> Installed = new(Register);

    [StructLayout(LayoutKind.Sequential)]
    struct NativeFile
    {
        public nint Methods;
        public nint Handle;
    }

    [StructLayout(LayoutKind.Sequential)]
    struct NativeVfs
    {
        public int Version, FileSize, LongestPath;
        public nint Next, Name, Data;
        public nint Open, Delete, Access, FullPath, DlOpen, DlError, DlSym, DlClose, Randomness, Sleep, CurrentTime, LastError, TimeInt64;
    }

    [StructLayout(LayoutKind.Sequential)]
    struct NativeMethods
    {
        public int Version;
        public nint Close, Read, Write, Truncate, Sync, Size, Lock, Unlock, CheckReserved, Control, SectorSize, Traits;
        public nint ShmMap, ShmLock, ShmBarrier, ShmUnmap;
    }

    static NativeMethods* s_methods;

    /// <summary>Installs it.</summary>
    public static void Install() => _ = Installed.Value;

    [DllImport("e_sqlite3", EntryPoint = "sqlite3_vfs_register")]
    static extern int RegisterVfs(NativeVfs* vfs, int isDefault);

    [DllImport("e_sqlite3", EntryPoint = "sqlite3_initialize")]
    static extern int Initialize();

    static bool Register()
    {
        if (Initialize() != Ok) throw new InvalidOperationException("SQLite cannot be begun.");
        s_methods = (NativeMethods*)NativeMemory.AllocZeroed((nuint)sizeof(NativeMethods));
        *s_methods = new NativeMethods
        {
            Version = 2,
            Close = (nint)(delegate* unmanaged[Cdecl]<NativeFile*, int>)&Close,
            Read = (nint)(delegate* unmanaged[Cdecl]<NativeFile*, byte*, int, long, int>)&Read,
            Write = (nint)(delegate* unmanaged[Cdecl]<NativeFile*, byte*, int, long, int>)&Write,
            Truncate = (nint)(delegate* unmanaged[Cdecl]<NativeFile*, long, int>)&Truncate,
            Sync = (nint)(delegate* unmanaged[Cdecl]<NativeFile*, int, int>)&Sync,
            Size = (nint)(delegate* unmanaged[Cdecl]<NativeFile*, long*, int>)&Size,
            Lock = (nint)(delegate* unmanaged[Cdecl]<NativeFile*, int, int>)&LockFile,
            Unlock = (nint)(delegate* unmanaged[Cdecl]<NativeFile*, int, int>)&UnlockFile,
            CheckReserved = (nint)(delegate* unmanaged[Cdecl]<NativeFile*, int*, int>)&CheckReserved,
            Control = (nint)(delegate* unmanaged[Cdecl]<NativeFile*, int, nint, int>)&Control,
            SectorSize = (nint)(delegate* unmanaged[Cdecl]<NativeFile*, int>)&SectorSize,
            Traits = (nint)(delegate* unmanaged[Cdecl]<NativeFile*, int>)&Traits,
            ShmMap = (nint)(delegate* unmanaged[Cdecl]<NativeFile*, int, int, int, nint*, int>)&ShmMap,
            ShmLock = (nint)(delegate* unmanaged[Cdecl]<NativeFile*, int, int, int, int>)&ShmLock,
            ShmBarrier = (nint)(delegate* unmanaged[Cdecl]<NativeFile*, void>)&ShmBarrier,
            ShmUnmap = (nint)(delegate* unmanaged[Cdecl]<NativeFile*, int, int>)&ShmUnmap,
        };
        var vfs = (NativeVfs*)NativeMemory.AllocZeroed((nuint)sizeof(NativeVfs));
        *vfs = new NativeVfs
        {
            Version = 2,
            FileSize = sizeof(NativeFile),
            LongestPath = 512,
            Name = Marshal.StringToCoTaskMemUTF8("simulation"),
            Open = (nint)(delegate* unmanaged[Cdecl]<nint, byte*, NativeFile*, int, int*, int>)&Open,
            Delete = (nint)(delegate* unmanaged[Cdecl]<nint, byte*, int, int>)&Delete,
            Access = (nint)(delegate* unmanaged[Cdecl]<nint, byte*, int, int*, int>)&Access,
            FullPath = (nint)(delegate* unmanaged[Cdecl]<nint, byte*, int, byte*, int>)&FullPath,
            Randomness = (nint)(delegate* unmanaged[Cdecl]<nint, int, byte*, int>)&Randomness,
            Sleep = (nint)(delegate* unmanaged[Cdecl]<nint, int, int>)&Sleep,
            CurrentTime = (nint)(delegate* unmanaged[Cdecl]<nint, double*, int>)&CurrentTime,
            LastError = (nint)(delegate* unmanaged[Cdecl]<nint, int, nint, int>)&LastError,
            TimeInt64 = (nint)(delegate* unmanaged[Cdecl]<nint, long*, int>)&TimeInt64,
        };
        if (RegisterVfs(vfs, 1) != Ok) throw new InvalidOperationException("SQLite does not take the simulated disk.");
        return true;
    }

    static OpenFile? Of(NativeFile* file) => file->Handle == 0 ? null : (OpenFile)GCHandle.FromIntPtr(file->Handle).Target!;

    static string? PathOf(byte* path) => path is null ? null : Marshal.PtrToStringUTF8((nint)path);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    static int Open(nint vfs, byte* path, NativeFile* file, int flags, int* given)
    {
        (file->Methods, file->Handle) = (0, 0);
        if (SimulatedDisk.Current?.Open(PathOf(path), (flags & FlagCreate) != 0) is not { } open) return CantOpen;
        (file->Methods, file->Handle) = ((nint)s_methods, GCHandle.ToIntPtr(GCHandle.Alloc(open)));
        if (given is not null) *given = flags;
        return Ok;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    static int Delete(nint vfs, byte* path, int isSynced)
    {
        SimulatedDisk.Current?.Delete(PathOf(path)!);
        return Ok;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    static int Access(nint vfs, byte* path, int flags, int* has)
    {
        *has = SimulatedDisk.Current?.Has(PathOf(path)!) == true ? 1 : 0;
        return Ok;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    static int FullPath(nint vfs, byte* path, int size, byte* into)
    {
        var bytes = Encoding.UTF8.GetBytes(PathOf(path)!);
        if (bytes.Length >= size) return CantOpen;
        bytes.CopyTo(new Span<byte>(into, size));
        into[bytes.Length] = 0;
        return Ok;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    static int Randomness(nint vfs, int count, byte* into)
    {
        for (var i = 0; i < count; i++) into[i] = (byte)(i * 31 + 7); // The same in each run.
        return count;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    static int Sleep(nint vfs, int microseconds) => microseconds;

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    static int CurrentTime(nint vfs, double* days)
    {
        *days = 2_460_000.5;
        return Ok;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    static int TimeInt64(nint vfs, long* milliseconds)
    {
        *milliseconds = 212_544_043_200_000;
        return Ok;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    static int LastError(nint vfs, int size, nint into) => 0;
}
