using System.Text;
using Koppel.Output;
using Koppel.Sdk.Files;

namespace Koppel.Cli.Prompt.History;

/// <summary>
/// The file of what was typed before, an entry a line, for the user alone. Several prompts at once add to it in turn, so that none loses
/// what another one wrote.
/// </summary>
/// <param name="path">The file. It is made with its folder when something is first written.</param>
/// <param name="most">How many bytes it may have: when it is larger, the older half goes.</param>
sealed class HistoryFile(string path, int most = 2_000_000)
{
    const int Tries = 100;

    /// <summary>The longest entry that is kept, in characters.</summary>
    public const int LongestEntry = 65_536;

    /// <summary>The entries, the oldest first; none where there is no file.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    public IReadOnlyList<string> Read()
    {
        if (!File.Exists(path)) return [];
        using var file = Open(FileMode.Open);
        return Entries(file);
    }

    /// <summary>Adds an entry.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    public void Add(string entry)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        using var file = Open(FileMode.OpenOrCreate);
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(file.SafeFileHandle, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        var line = TextEncoding.Utf8.GetBytes(Escaped(entry) + "\n");
        if (file.Length + line.Length > most) Shorten(file, most / 2);
        file.Seek(0, SeekOrigin.End);
        file.Write(line);
    }

    /// <summary>Removes all entries.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    public void Clear()
    {
        if (!File.Exists(path)) return;
        using var file = Open(FileMode.Open);
        file.SetLength(0);
    }

    static void Shorten(FileStream file, int room)
    {
        var kept = new Stack<byte[]>();
        foreach (var entry in Entries(file).Reverse())
        {
            var line = TextEncoding.Utf8.GetBytes(Escaped(entry) + "\n");
            if ((room -= line.Length) < 0) break;
            kept.Push(line);
        }
        file.SetLength(0);
        foreach (var line in kept) file.Write(line);
    }

    static IReadOnlyList<string> Entries(FileStream file)
    {
        file.Seek(0, SeekOrigin.Begin);
        using var reader = new StreamReader(file, TextEncoding.Utf8, leaveOpen: true);
        return [.. reader.ReadToEnd().Split('\n').Where(line => line.Length > 0).Select(Plain)];
    }

    // Only one process has it open at a time; the others wait for their turn, which is short.
    FileStream Open(FileMode mode)
    {
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.ReadWrite, Share = FileShare.None };
        for (var tries = 1; ; tries++)
        {
            try
            {
                return OwnerOnly.Open(path, options);
            }
            catch (IOException) when (tries < Tries && File.Exists(path))
            {
                Thread.Sleep(10);
            }
        }
    }

    static string Escaped(string entry) =>
        entry.Replace("\\", @"\\", StringComparison.Ordinal).Replace("\n", @"\n", StringComparison.Ordinal)
            .Replace("\r", @"\r", StringComparison.Ordinal);

    static string Plain(string line)
    {
        var text = new StringBuilder(line.Length);
        for (var i = 0; i < line.Length; i++)
        {
            if (line[i] != '\\' || i + 1 == line.Length) text.Append(line[i]);
            else text.Append(line[++i] switch { 'n' => '\n', 'r' => '\r', var c => c });
        }
        return text.ToString();
    }
}
