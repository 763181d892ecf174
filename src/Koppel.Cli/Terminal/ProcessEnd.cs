using System.Runtime.InteropServices;

namespace Koppel.Cli.Terminal;

/// <summary>
/// Ends the process as soon as a command has come to its end: all it had is closed by then and all output written, and what else a process
/// does at its end, such as the destructors of DuckDB's library, is a twentieth of the shortest query and frees nothing that is not freed
/// anyway.
/// </summary>
static partial class ProcessEnd
{
    /// <summary>Ends the process with a code; gives it back where the usual end is needed.</summary>
    /// <param name="code">The exit code.</param>
    /// <param name="screen">The process's own.</param>
    public static int With(int code, Screen screen)
    {
        // A terminal that was read from gets its settings back at the usual end only.
        if (OperatingSystem.IsWindows() || screen.WasAsked) return code;
        try
        {
            EndNow(code);
        }
        catch (Exception missing) when (missing is DllNotFoundException or EntryPointNotFoundException)
        {
            // A system whose C library has another name: it has the usual end.
        }
        return code;
    }

    [LibraryImport("libc", EntryPoint = "_exit")]
    private static partial void EndNow(int code);
}
