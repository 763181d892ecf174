using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;

namespace Koppel.EndToEnd.Tests.Safety;

/// <summary>A pseudo-terminal, and the program at its other end: stdin and stderr are the terminal.</summary>
sealed partial class Terminal : IDisposable
{
    const int ReadWrite = 2;

    readonly FileStream _keyboard;
    readonly StringBuilder _seen = new();

    Terminal(int master, string slave) =>
        (_keyboard, Slave) = (new FileStream(new Microsoft.Win32.SafeHandles.SafeFileHandle(master, ownsHandle: true), FileAccess.ReadWrite, bufferSize: 0), slave);

    /// <summary>The path of its other end.</summary>
    public string Slave { get; }

    public static Terminal Open()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Pseudo-terminals are opened here as Linux does.");
        var master = OpenMaster(ReadWrite);
        Assert.True(master >= 0 && Grant(master) == 0 && Unlock(master) == 0);
        return new Terminal(master, Marshal.PtrToStringUTF8(NameOf(master))!);
    }

    /// <summary>Starts koppel at the terminal.</summary>
    public Process Start(string folder, params string[] arguments)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "koppel.dll");
        var start = new ProcessStartInfo("sh", ["-c", "terminal=$1; shift; exec dotnet \"$@\" < \"$terminal\" 2> \"$terminal\"", "sh", Slave, program, .. arguments])
        {
            RedirectStandardOutput = true, WorkingDirectory = folder,
        };
        start.Environment["XDG_DATA_HOME"] = Path.Combine(Path.GetTempPath(), "koppel-tests-data");
        return Process.Start(start)!;
    }

    /// <summary>Types keys.</summary>
    public void Type(string keys) => _keyboard.Write(Encoding.UTF8.GetBytes(keys));

    /// <summary>Reads the terminal until a text stands on it.</summary>
    public async Task UntilAsync(string text)
    {
        var piece = new byte[4_096];
        while (!_seen.ToString().Contains(text, StringComparison.Ordinal))
        {
            var read = await Task.Run(() => _keyboard.Read(piece)).WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
            _seen.Append(Encoding.UTF8.GetString(piece, 0, read));
        }
    }

    public void Dispose() => _keyboard.Dispose();

    [LibraryImport("libc", EntryPoint = "posix_openpt")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int OpenMaster(int flags);

    [LibraryImport("libc", EntryPoint = "grantpt")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Grant(int master);

    [LibraryImport("libc", EntryPoint = "unlockpt")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Unlock(int master);

    [LibraryImport("libc", EntryPoint = "ptsname")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial nint NameOf(int master);
}
