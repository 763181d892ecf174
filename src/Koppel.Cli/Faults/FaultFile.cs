using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Text;
using Koppel.Sdk.Files;

namespace Koppel.Cli.Faults;

/// <summary>
/// Writes what is known of a fault into a file, for whoever mends it: types, methods, versions. What an exception says is left out, as are
/// the statements and the environment: all of these can hold data or secrets.
/// </summary>
static class FaultFile
{
    /// <summary>How many files are kept in a folder.</summary>
    const int Kept = 20;

    const string Folder = "faults";

    static int s_written;

    /// <summary>What the files in the folder for temporary ones begin with, among those of others.</summary>
    const string Prefix = "koppel-fault-";

    /// <summary>Writes the file and gives its path.</summary>
    /// <param name="fault">The fault.</param>
    /// <param name="scene">What was being done.</param>
    /// <param name="stateFolder">The state folder; the file goes there when it exists, else among the temporary files.</param>
    /// <param name="now">The time.</param>
    /// <exception cref="IOException">It can be written nowhere.</exception>
    /// <exception cref="UnauthorizedAccessException">It may be written nowhere.</exception>
    public static string Write(Exception fault, FaultScene scene, string? stateFolder, DateTimeOffset now)
    {
        var name = string.Create(CultureInfo.InvariantCulture,
            $"{FaultCode.Of(fault)}-{now.UtcDateTime:yyyyMMdd'T'HHmmssfff}-{Environment.ProcessId}-{Interlocked.Increment(ref s_written)}"
            + $".txt");
        var text = Text(fault, scene, now);
        if (stateFolder is not null && Directory.Exists(stateFolder))
        {
            try
            {
                return Write(Make(Path.Combine(stateFolder, Folder)), "", name, text);
            }
            catch (Exception unusable) when (unusable is IOException or UnauthorizedAccessException)
            {
                // A state folder that cannot be written to may be what led here; there is another place.
            }
        }

        return Write(Path.GetTempPath(), Prefix, name, text);
    }

    /// <summary>The file's text.</summary>
    public static string Text(Exception fault, FaultScene scene, DateTimeOffset now)
    {
        var text = new StringBuilder();
        Line("code", FaultCode.Of(fault));
        Line("made of", FaultCode.MadeOf(fault));
        Line("command", scene.Command);
        if (scene.Statement is { } statement) Line("statement", statement.ToString(CultureInfo.InvariantCulture));
        Line("koppel", typeof(FaultFile).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "");
        Line("runtime", RuntimeInformation.FrameworkDescription);
        Line("system", $"{RuntimeInformation.OSDescription}, {RuntimeInformation.ProcessArchitecture}");
        Line("time", now.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture));
        Append(text, fault, "");
        return text.ToString();

        void Line(string what, string value) => text.Append(CultureInfo.InvariantCulture, $"{what,-10} {value}\n");
    }

    static void Append(StringBuilder text, Exception fault, string why)
    {
        text.Append(CultureInfo.InvariantCulture, $"\n{why}{fault.GetType().FullName} (0x{fault.HResult:X8})\n");
        foreach (var frame in new StackTrace(fault, fNeedFileInfo: true).GetFrames())
        {
            // Without the folder: it would tell of the machine that the program was built on.
            var place = frame.GetFileName() is { } file
                ? string.Create(CultureInfo.InvariantCulture, $" ({Path.GetFileName(file)}:{frame.GetFileLineNumber()})")
                : "";
            var method = frame.GetMethod();
            text.Append(CultureInfo.InvariantCulture, $"   at {method?.DeclaringType?.FullName}.{method?.Name}{place}\n");
        }

        if (fault is AggregateException several) foreach (var one in several.InnerExceptions) Append(text, one, "one of: ");
        else if (fault.InnerException is { } inner) Append(text, inner, "because of: ");
    }

    static string Make(string folder)
    {
        OwnerOnly.MakeFolder(folder);
        return folder;
    }

    static string Write(string folder, string prefix, string name, string text)
    {
        var path = Path.Combine(folder, prefix + name);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        using (var file = new StreamWriter(OwnerOnly.Open(path, options), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)))
            file.Write(text);
        RemoveOld(folder, prefix);
        return path;
    }

    static void RemoveOld(string folder, string prefix)
    {
        var files = Directory.GetFiles(folder, prefix + "K-*.txt").Select(f => new FileInfo(f)).OrderByDescending(f => f.LastWriteTimeUtc);
        foreach (var old in files.Skip(Kept))
        {
            try
            {
                old.Delete();
            }
            catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
            {
                // Among the temporary files it may be another user's.
            }
        }
    }
}
