using System.Security.Cryptography;
using System.Text;
using Koppel.Sdk.Connections;

namespace Koppel.Jobs.Files;

/// <summary>The jobs of a folder, read anew when a file was changed. Safe to use from many threads.</summary>
/// <param name="folder">The folder <c>jobs</c>, which need not be there.</param>
public sealed class JobFolder(string folder)
{
    const int Largest = 262_144;

    static readonly UTF8Encoding s_strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    readonly Lock _turn = new();
    readonly Dictionary<string, ((DateTime Written, long Length) Stamp, JobListing Listing)> _read = new(StringComparer.Ordinal);

    /// <summary>The folder.</summary>
    public string Path { get; } = System.IO.Path.GetFullPath(folder);

    /// <summary>All jobs by their names, also those whose files are wrong.</summary>
    /// <exception cref="ConnectorException">The folder cannot be read.</exception>
    public IReadOnlyList<JobListing> All()
    {
        lock (_turn)
        {
            var files = Files();
            foreach (var gone in _read.Keys.Except(files).ToList()) _read.Remove(gone);
            return [.. files.Select(Listing)];
        }
    }

    /// <summary>The job of that name, or null.</summary>
    public JobListing? Find(string name)
    {
        var path = PathOf(name);
        if (!JobName.IsGood(name) || !File.Exists(path)) return null;
        lock (_turn) return Listing(path);
    }

    /// <summary>Where the file of a job is.</summary>
    public string PathOf(string name) => System.IO.Path.Combine(Path, name + ".toml");

    /// <summary>Stands for a text.</summary>
    internal static string ETagOf(byte[] text) => $"\"{Convert.ToHexStringLower(SHA256.HashData(text)[..16])}\"";

    List<string> Files()
    {
        try
        {
            return !Directory.Exists(Path) ? [] : [.. Directory.EnumerateFiles(Path, "*.toml").Order(StringComparer.Ordinal)];
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new ConnectorException(
                ConnectorErrorKind.File, $"The folder of the jobs, {Path}, cannot be read: {fault.Message} Check who may read it.", fault);
        }
    }

    JobListing Listing(string path)
    {
        var file = new FileInfo(path);
        var stamp = (file.LastWriteTimeUtc, file.Exists ? file.Length : 0);
        if (_read.TryGetValue(path, out var known) && known.Stamp == stamp) return known.Listing;
        var listing = Read(path, stamp.LastWriteTimeUtc);
        _read[path] = (stamp, listing);
        return listing;
    }

    static JobListing Read(string path, DateTime written)
    {
        var name = System.IO.Path.GetFileNameWithoutExtension(path);
        if (!JobName.IsGood(name)) return Wrong(name, path, $"jobs/{name}.toml: {JobName.Rule} Rename the file.");
        try
        {
            if (new FileInfo(path).Length > Largest) return Wrong(name, path, $"jobs/{name}.toml is too large to be a job.");
            var bytes = File.ReadAllBytes(path);
            var listing = JobFileReader.Read(name, path, s_strict.GetString(bytes)) with { ETag = ETagOf(bytes) };
            return listing with { Job = listing.Job is { } job ? job with { ETag = listing.ETag, Changed = written } : null };
        }
        catch (DecoderFallbackException)
        {
            return Wrong(name, path, $"jobs/{name}.toml is not UTF-8. Save it as UTF-8 in the editor.");
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return Wrong(name, path, $"jobs/{name}.toml cannot be read: {fault.Message}");
        }
    }

    static JobListing Wrong(string name, string path, string fault) => new(name, path, null, [fault]);
}
