using System.Runtime.InteropServices;
using System.Text;

namespace Koppel.Engine.Secrets;

/// <summary>
/// A key in a file beside the secrets, encrypted by the data protection of Windows (DPAPI): only the same user on the same machine can
/// open it.
/// </summary>
static partial class WindowsKey
{
    const uint NoQuestions = 1; // CRYPTPROTECT_UI_FORBIDDEN

    /// <summary>The key, or null when there is none.</summary>
    public static string? Find(string file)
    {
        if (OwnFile.Read(Path(file)) is not { } kept) return null;
        return Encoding.UTF8.GetString(Turn(kept, (ref Blob from, out Blob to) => Unprotect(ref from, 0, 0, 0, 0, NoQuestions, out to)));
    }

    /// <summary>Keeps a key.</summary>
    public static void Store(string file, string key) => OwnFile.Replace(Path(file),
        Turn(Encoding.UTF8.GetBytes(key),
            (ref Blob from, out Blob to) => Protect(ref from, "Koppel secrets", 0, 0, 0, NoQuestions, out to)));

    static string Path(string file) => file + ".key";

    static byte[] Turn(byte[] bytes, Change change)
    {
        var pinned = GCHandle.Alloc(bytes, GCHandleType.Pinned);
        try
        {
            var from = new Blob { Length = bytes.Length, Bytes = pinned.AddrOfPinnedObject() };
            if (!change(ref from, out var to))
                throw SecretFault.System(SystemKeys.Name, Marshal.GetPInvokeErrorMessage(Marshal.GetLastPInvokeError()));
            try
            {
                var result = new byte[to.Length];
                Marshal.Copy(to.Bytes, result, 0, to.Length);
                return result;
            }
            finally
            {
                _ = Free(to.Bytes);
            }
        }
        finally
        {
            pinned.Free();
        }
    }

    delegate bool Change(ref Blob from, out Blob to);

    struct Blob
    {
        public int Length;
        public nint Bytes;
    }

    [LibraryImport("crypt32", EntryPoint = "CryptProtectData", SetLastError = true, StringMarshalling = StringMarshalling.Utf16)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static partial bool Protect(ref Blob from, string what, nint more, nint unused, nint window, uint flags, out Blob to);

    [LibraryImport("crypt32", EntryPoint = "CryptUnprotectData", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static partial bool Unprotect(ref Blob from, nint what, nint more, nint unused, nint window, uint flags, out Blob to);

    [LibraryImport("kernel32", EntryPoint = "LocalFree")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static partial nint Free(nint bytes);
}
