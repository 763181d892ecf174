using System.Collections.Concurrent;
using System.Security.Cryptography;
using Koppel.Sdk.Files;
using Koppel.Server.Wire;

namespace Koppel.Server.Uploads;

/// <summary>
/// Files that were dropped on the page: a folder each in the state folder, so that a load goes on after a restart. They go after a time,
/// by hand, and when a person is forgotten. Safe to use from many threads.
/// </summary>
/// <param name="folder">The folder of all of them; null for one among temporary files, which goes with the program.</param>
/// <param name="time">The clock.</param>
/// <param name="largest">How many bytes a file may have.</param>
internal sealed class UploadStore(string? folder, TimeProvider time, long largest = UploadStore.Largest) : IDisposable
{
    /// <summary>A file may have so many bytes.</summary>
    public const long Largest = 200L << 20;

    /// <summary>All files together may have so many; the oldest go first.</summary>
    const long Room = 1L << 30;

    /// <summary>So long a file is kept.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(7);

    readonly string _folder = folder ?? Path.Combine(Path.GetTempPath(), $"koppel-uploads-{Guid.NewGuid():N}");

    readonly ConcurrentDictionary<string, bool> _coming = new(StringComparer.Ordinal);
    readonly Lock _dropping = new();

    /// <summary>Is told the id of each that is dropped.</summary>
    public Action<string>? Dropped { get; set; }

    /// <summary>All that are whole, the oldest first.</summary>
    public IReadOnlyList<Upload> All() => !Directory.Exists(_folder) ? []
        : [.. Directory.EnumerateDirectories(_folder).Select(Upload.In).OfType<Upload>().OrderBy(u => u.At)];

    /// <summary>The upload of that id.</summary>
    /// <exception cref="ApiFault">It is not kept any more.</exception>
    public Upload Get(string id) => Find(id) ?? throw ApiFault.NotFound("upload-gone",
        "This file is not kept any more: files go after a week, or when a person is forgotten. Choose it once more.");

    /// <summary>The same, or null.</summary>
    public Upload? Find(string id) => IsId(id) ? Upload.In(Path.Combine(_folder, id)) : null;

    /// <summary>Keeps a file: its bytes go to the disk as they come. One that does not come whole leaves nothing.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="bytes">Its bytes.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="ApiFault">It is empty or too large.</exception>
    public Task<Upload> AddAsync(UploadName name, Stream bytes, CancellationToken cancellationToken) =>
        AddAsync(name, path => WriteAsync(path, bytes, cancellationToken), cancellationToken);

    /// <summary>Keeps a file that is made here, and drops what is too old or too much then.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="write">Writes it to a path where there is none yet.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="ApiFault">It is too large.</exception>
    public async Task<Upload> AddAsync(UploadName name, Func<string, Task> write, CancellationToken cancellationToken)
    {
        var id = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8));
        var own = Path.Combine(_folder, id);
        DropOld();
        _coming[id] = true;
        OwnerOnly.MakeFolder(_folder);
        OwnerOnly.MakeFolder(own);
        try
        {
            var path = Path.Combine(own, name.OnDisk);
            await write(path);
            var upload = new Upload(id, name.Shown, path, new FileInfo(path).Length, time.GetUtcNow());
            if (upload.Bytes > largest) throw TooLarge();
            // Last: a folder without it was never whole.
            await File.WriteAllTextAsync(Path.Combine(own, Upload.About), upload.ToJson(), cancellationToken);
            DropOld();
            return upload;
        }
        catch
        {
            Directory.Delete(own, recursive: true);
            throw;
        }
        finally
        {
            _coming.TryRemove(id, out _);
        }
    }

    /// <summary>Drops one; one that is not there is gone already.</summary>
    public void Drop(string id)
    {
        lock (_dropping)
        {
            if (IsId(id) && Path.Combine(_folder, id) is var own && Directory.Exists(own)) Directory.Delete(own, recursive: true);
        }
        Dropped?.Invoke(id);
    }

    /// <summary>Drops what is old, what was never whole, and the oldest where there is no room; gives the ids.</summary>
    public IReadOnlyList<string> DropOld()
    {
        lock (_dropping)
        {
            var dropped = new List<string>();
            if (!Directory.Exists(_folder)) return dropped;
            var now = time.GetUtcNow();
            var all = All();
            var room = all.Sum(u => u.Bytes);
            foreach (var upload in all)
            {
                if (upload.At >= now - Kept && room <= Room) continue;
                room -= upload.Bytes;
                Drop(upload.Id);
                dropped.Add(upload.Id);
            }
            foreach (var part in Directory.EnumerateDirectories(_folder).Where(d => IsLeft(d, now)))
                Directory.Delete(part, recursive: true);
            return dropped;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (folder is null && Directory.Exists(_folder)) Directory.Delete(_folder, recursive: true);
    }

    /// <summary>Whether a folder has what was never whole, and nobody writes any more.</summary>
    bool IsLeft(string folder, DateTimeOffset now) => !_coming.ContainsKey(Path.GetFileName(folder)) && Upload.In(folder) is null
        && Directory.GetLastWriteTimeUtc(folder) < (now - TimeSpan.FromHours(1)).UtcDateTime;

    async Task WriteAsync(string path, Stream bytes, CancellationToken cancellationToken)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None };
        await using var file = OwnerOnly.Open(path, options);
        var buffer = new byte[1 << 16];
        var length = 0L;
        while (await bytes.ReadAsync(buffer, cancellationToken) is > 0 and var read)
        {
            length += read;
            if (length > largest) throw TooLarge();
            await file.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
        }
        if (length == 0) throw ApiFault.Wrong("The file is empty (0 bytes). Choose one with rows in it.");
    }

    /// <summary>A file is too large.</summary>
    public static ApiFault TooLarge() => new(413, "too-large",
        "A file may have 200 MB at most, and so may a result that is loaded. Put a larger file into the folder of koppel.toml, and choose "
        + "it there; a result can be exported there as Parquet.");

    static bool IsId(string id) => id.Length == 16 && id.All(char.IsAsciiHexDigitLower);
}
