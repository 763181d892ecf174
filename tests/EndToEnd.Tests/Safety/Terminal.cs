using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace Koppel.EndToEnd.Tests.Safety;

/// <summary>A pseudo-terminal, and the program at its other end: stdin and stderr are the terminal.</summary>
sealed partial class Terminal : IDisposable
{
    const int ReadWriteNoControl = 2 | 0x100;

    readonly int _master;
    readonly int _held;
    readonly StringBuilder _seen = new();
    int _answered;

    Terminal(int master, string slave)
    {
        (_master, Slave) = (master, slave);
        _held = OpenFile(slave, ReadWriteNoControl); // So that it stays, with what is typed before the program is there.
    }

    /// <summary>Variables of the program beside those of this process.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>The path of its other end.</summary>
    public string Slave { get; }

    public static Terminal Open(IReadOnlyDictionary<string, string>? environment = null)
    {
        Needs.Machine(OperatingSystem.IsLinux(), "Pseudo-terminals are opened here as Linux does.");
        var master = OpenMaster(ReadWriteNoControl);
        Assert.True(master >= 0 && Grant(master) == 0 && Unlock(master) == 0);
        return new Terminal(master, Marshal.PtrToStringUTF8(NameOf(master))!)
        {
            Environment = environment ?? new Dictionary<string, string>(),
        };
    }

    /// <summary>Starts koppel at the terminal, its stdout in a pipe.</summary>
    public Process Start(string folder, params string[] arguments) =>
        Start("exec dotnet \"$@\" <> \"$terminal\" 2> \"$terminal\"", folder, arguments);

    /// <summary>Starts koppel at the terminal, its stdout too.</summary>
    public Process StartWhole(string folder, params string[] arguments) =>
        Start("exec dotnet \"$@\" <> \"$terminal\" > \"$terminal\" 2> \"$terminal\"", folder, arguments);

    /// <summary>
    /// Starts koppel as a shell would: the terminal is the one that controls it, so that its keys make signals, and it can be resized.
    /// </summary>
    public Process StartSession(string folder, params string[] arguments) =>
        Start("exec dotnet \"$@\" <> \"$terminal\" > \"$terminal\" 2> \"$terminal\"", folder, arguments, ["setsid"]);

    /// <summary>Makes the terminal another size.</summary>
    public async Task ResizeAsync(int rows, int columns) => await SetAsync(
        "rows", rows.ToString(CultureInfo.InvariantCulture), "cols", columns.ToString(CultureInfo.InvariantCulture));

    /// <summary>The terminal's settings, to be compared.</summary>
    public Task<string> SettingsAsync() => SetAsync("-g");

    async Task<string> SetAsync(params string[] words)
    {
        using var process = Process.Start(new ProcessStartInfo("stty", ["-F", Slave, .. words]) { RedirectStandardOutput = true })!;
        var told = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, process.ExitCode);
        return told;
    }

    Process Start(string command, string folder, string[] arguments, params string[] before)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "koppel.dll");
        string[] all = [.. before, "sh", "-c", $"terminal=$1; shift; {command}", "sh", Slave, program, .. arguments];
        var start = new ProcessStartInfo(all[0], all[1..])
        {
            RedirectStandardOutput = true, WorkingDirectory = folder,
        };
        foreach (var (name, value) in Environment) start.Environment[name] = value;
        return Process.Start(start)!;
    }

    /// <summary>Waits for the end of a program that has nothing left to ask; one that does not end fails the test, and is ended.</summary>
    public static async Task EndAsync(Process process)
    {
        try
        {
            await process.WaitForExitAsync(TestContext.Current.CancellationToken)
                .WaitAsync(TimeSpan.FromMinutes(2), TestContext.Current.CancellationToken);
        }
        catch (TimeoutException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }

    /// <summary>Types keys.</summary>
    public void Type(string keys)
    {
        var bytes = Encoding.UTF8.GetBytes(keys);
        Assert.Equal(bytes.Length, Write(_master, bytes, bytes.Length));
    }

    /// <summary>Waits until a text stands on the terminal.</summary>
    /// <param name="text">The text.</param>
    /// <param name="keys">What is typed meanwhile, again and again: what comes between a question and the reading of its answer is lost, to
    /// a person too.</param>
    /// <param name="from">Where it is looked for: a question can be asked twice.</param>
    public async Task UntilAsync(string text, string keys = "", int from = 0)
    {
        var tries = 0;
        while (Seen().IndexOf(text, from, StringComparison.Ordinal) < 0)
        {
            Assert.True(++tries < 400, $"'{text}' did not come. On the terminal stands:\n{_seen}");
            if (keys.Length > 0) Type(keys);
            await Task.Delay(300, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>Waits until a question stands on the terminal and the program reads, and types the answer.</summary>
    public async Task AnswerAsync(string question, string answer)
    {
        await UntilAsync(question, from: _answered);
        var (attributes, tries) = (new byte[256], 0);
        // Who reads takes over what is shown of the keys: ECHO of Linux' local flags is off.
        while (GetAttributes(_master, attributes) == 0 && (attributes[12] & 8) != 0)
        {
            Assert.True(++tries < 400, $"Nobody reads the answer to '{question}'.");
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }
        _answered = _seen.Length;
        Type(answer + "\n");
    }

    /// <summary>All that stood on the terminal so far.</summary>
    public string Seen()
    {
        var piece = new byte[4_096];
        while (Wait(new Polled { File = _master, Events = 1 }, 1, 0) > 0 && Read(_master, piece, piece.Length) is > 0 and var read)
            _seen.Append(Encoding.UTF8.GetString(piece, 0, (int)read));
        return _seen.ToString();
    }

    public void Dispose()
    {
        _ = Close(_held);
        _ = Close(_master);
    }

    static int Wait(Polled polled, ulong count, int milliseconds) => Poll(ref polled, count, milliseconds);

    struct Polled
    {
        public int File;
        public short Events;
        public short Found;
    }

    [LibraryImport("libc", EntryPoint = "poll")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Poll(ref Polled polled, ulong count, int milliseconds);

    [LibraryImport("libc", EntryPoint = "tcgetattr")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int GetAttributes(int file, [Out] byte[] attributes);

    [LibraryImport("libc", EntryPoint = "read")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial nint Read(int file, [Out] byte[] bytes, nint count);

    [LibraryImport("libc", EntryPoint = "write")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial nint Write(int file, byte[] bytes, nint count);

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int OpenFile(string path, int flags);

    [LibraryImport("libc", EntryPoint = "close")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Close(int file);

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
