using System.Security.Cryptography;
using System.Text;
using Koppel.Server.Wire;

namespace Koppel.Server.Files;

/// <summary>
/// Queries as files of one folder. A file is written whole or not at all, and only over the text that its writer has seen. Safe to use
/// from many threads.
/// </summary>
/// <param name="folder">The folder; it is made when the first is saved.</param>
/// <param name="ending">The ending of their names.</param>
internal sealed class QueryFiles(string folder, string ending = ".sql")
{
    const int Most = 5_000;

    static readonly UTF8Encoding s_strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    readonly Lock _turn = new();
    readonly string _folder = Path.GetFullPath(folder);

    /// <summary>All of them, by their paths.</summary>
    public IReadOnlyList<QueryFile> All() => !Directory.Exists(_folder) ? []
        : [.. Directory.EnumerateFiles(_folder, $"*{ending}", new EnumerationOptions
        {
            RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint | FileAttributes.Hidden, MaxRecursionDepth = 8,
        }).Take(Most).Select(Of).OfType<QueryFile>().OrderBy(f => f.Path, StringComparer.OrdinalIgnoreCase)];

    /// <summary>The text of one.</summary>
    /// <exception cref="ApiFault">There is none.</exception>
    public (byte[] Text, string ETag) Read(string path)
    {
        var full = QueryPath.Full(_folder, path, ending);
        if (!File.Exists(full)) throw NotThere(path);
        var text = File.ReadAllBytes(full);
        return (text, ETagOf(text));
    }

    /// <summary>Saves one.</summary>
    /// <param name="path">Its path below the folder.</param>
    /// <param name="text">The text, in UTF-8.</param>
    /// <param name="seen">The mark of the text that it replaces; null for a new one.</param>
    /// <returns>The mark of the new text.</returns>
    /// <exception cref="ApiFault">Somebody changed it meanwhile, or it is no text.</exception>
    public string Write(string path, byte[] text, string? seen)
    {
        CheckText(text);
        var full = QueryPath.Full(_folder, path, ending);
        lock (_turn)
        {
            CheckSeen(path, full, seen);
            Directory.CreateDirectory(Path.GetDirectoryName(full)!);
            var fresh = Path.Combine(Path.GetDirectoryName(full)!, $".{Guid.NewGuid():N}.part");
            try
            {
                File.WriteAllBytes(fresh, text);
                File.Move(fresh, full, overwrite: seen is not null);
            }
            catch (IOException) when (seen is null && File.Exists(full))
            {
                throw Changed(path);
            }
            finally
            {
                File.Delete(fresh);
            }
            return ETagOf(text);
        }
    }

    /// <summary>Deletes one.</summary>
    /// <exception cref="ApiFault">It is not there, or somebody changed it meanwhile.</exception>
    public void Delete(string path, string seen)
    {
        var full = QueryPath.Full(_folder, path, ending);
        lock (_turn)
        {
            if (!File.Exists(full)) throw NotThere(path);
            CheckSeen(path, full, seen);
            File.Delete(full);
        }
    }

    QueryFile? Of(string full)
    {
        var path = Path.GetRelativePath(_folder, full).Replace(Path.DirectorySeparatorChar, '/');
        try
        {
            QueryPath.Full(_folder, path, ending);
            var text = File.ReadAllBytes(full);
            return new QueryFile(path, ETagOf(text), new FileInfo(full).LastWriteTimeUtc, text.Length);
        }
        catch (Exception fault) when (fault is ApiFault or IOException or UnauthorizedAccessException)
        {
            return null; // Whoever put it there by another program sees it there.
        }
    }

    static void CheckSeen(string path, string full, string? seen)
    {
        var now = File.Exists(full) ? ETagOf(File.ReadAllBytes(full)) : null;
        if (now != seen) throw Changed(path);
    }

    static void CheckText(byte[] text)
    {
        try
        {
            s_strict.GetCharCount(text);
        }
        catch (DecoderFallbackException)
        {
            throw ApiFault.Wrong("The text is not UTF-8.");
        }
    }

    static string ETagOf(byte[] text) => $"\"{Convert.ToHexStringLower(SHA256.HashData(text)[..16])}\"";

    static ApiFault NotThere(string path) =>
        ApiFault.NotFound("no-file", $"There is no file '{path}'. It may have been renamed or deleted.");

    static ApiFault Changed(string path) => new(412, "changed-elsewhere",
        $"'{path}' was changed, made or deleted elsewhere since it was read here. Read it again, or save this text under another name.");
}

/// <summary>A query's file.</summary>
/// <param name="Path">Its path below the folder, parted by slashes.</param>
/// <param name="ETag">The mark of its text.</param>
/// <param name="Modified">When it was last written.</param>
/// <param name="Bytes">Its length.</param>
internal sealed record QueryFile(string Path, string ETag, DateTime Modified, int Bytes);
