using System.Globalization;
using System.Security.Cryptography;
using Koppel.Engine.Plans;
using Koppel.Sdk.Connections;
using Koppel.Sdk.Files;
using Koppel.Server.Wire;

namespace Koppel.Server.Plans;

/// <summary>
/// The plan files of the state folder, each under a name that is made here. A file is held against its digest when it is opened first and
/// when it was changed; the few that were read last stay open. Safe to use from many threads.
/// </summary>
/// <param name="folder">Their folder, or null where nothing is kept.</param>
/// <param name="time">The clock.</param>
internal sealed class PlanShelf(string? folder, TimeProvider time) : IDisposable
{
    const string Ending = ".koppel";
    const int MostOpen = 4;

    readonly Lock _lock = new();
    bool _isSwept;
    long _last;
    readonly Dictionary<string, Entry> _known = new(StringComparer.Ordinal);
    long _reads;

    /// <summary>Begins a plan file.</summary>
    /// <exception cref="ApiFault">Nothing is kept here.</exception>
    public (string Id, PlanWriter Writer) Begin()
    {
        var place = folder ?? throw new ApiFault(422, "no-state", "Without a state folder no plan can be kept: set state in koppel.toml.");
        OwnerOnly.MakeFolder(place);
        string id;
        lock (_lock)
        {
            // What programs before this one began and did not end: one program has the folder at a time.
            if (!_isSwept)
                foreach (var path in Directory.EnumerateFiles(place, "*.part")) File.Delete(path);
            _isSwept = true;
            // A clock that stands still, or is set back, makes no plan older than the one before it.
            _last = Math.Max(time.GetUtcNow().Ticks, _last + 1);
            id = IdOf(new DateTime(_last));
        }
        return (id, new PlanWriter(Path.Combine(place, id + Ending)));
    }

    /// <summary>The ids of all plans, the newest first.</summary>
    public IReadOnlyList<string> All() => folder is null || !Directory.Exists(folder) ? []
        : [.. Directory.EnumerateFiles(folder, "*" + Ending).Select(p => Path.GetFileNameWithoutExtension(p)).Where(IsId)
            .OrderDescending(StringComparer.Ordinal)];

    /// <summary>The file of a plan.</summary>
    /// <exception cref="ApiFault">There is none.</exception>
    public string PathOf(string id)
    {
        var path = folder is not null && IsId(id) ? Path.Combine(folder, id + Ending) : null;
        return path is not null && new FileInfo(path) is { Exists: true, LinkTarget: null } ? path : throw ApiFault.NotFound("no-plan",
            "There is no plan of that name: it is being made, could not be made, or was deleted.");
    }

    /// <summary>Looks at what a plan says of itself. That stays known, so that a list of many is not read anew each time.</summary>
    /// <exception cref="ApiFault">There is none.</exception>
    /// <exception cref="ConnectorException">It was changed, or is damaged.</exception>
    public T Look<T>(string id, Func<PlanFile, T> look)
    {
        var entry = Take(id, PathOf(id), isRead: false);
        lock (entry) return look(entry.Known ?? Opened(entry));
    }

    /// <summary>Reads in a plan; nobody else does meanwhile.</summary>
    /// <exception cref="ApiFault">There is none.</exception>
    /// <exception cref="ConnectorException">It was changed, or is damaged.</exception>
    public T Read<T>(string id, Func<PlanFile, T> read)
    {
        var entry = Take(id, PathOf(id), isRead: true);
        lock (entry) return read(entry.Open ?? Opened(entry));
    }

    /// <summary>Deletes one.</summary>
    /// <exception cref="ApiFault">There is none.</exception>
    public void Delete(string id)
    {
        var path = PathOf(id);
        Forget(id);
        File.Delete(path);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var id in _known.Keys.ToList()) Forget(id);
    }

    static PlanFile Opened(Entry entry) => entry.Open = entry.Known = PlanFile.Open(entry.Path);

    Entry Take(string id, string path, bool isRead)
    {
        var file = new FileInfo(path);
        var stamp = (file.LastWriteTimeUtc, file.Length);
        List<Entry> old = [];
        Entry taken;
        lock (_lock)
        {
            if (_known.TryGetValue(id, out var known) && known.Stamp != stamp)
            {
                _known.Remove(id);
                old.Add(known);
            }
            if (!_known.TryGetValue(id, out taken!)) _known[id] = taken = new Entry(path, stamp);
            if (isRead) taken.Read = ++_reads;
            old.AddRange(_known.Values.Where(e => e.Open is not null && e != taken).OrderByDescending(e => e.Read).Skip(MostOpen - 1));
        }
        foreach (var entry in old) Close(entry);
        return taken;
    }

    void Forget(string id)
    {
        Entry? known;
        lock (_lock) _known.Remove(id, out known);
        if (known is not null) Close(known);
    }

    static void Close(Entry entry)
    {
        lock (entry)
        {
            entry.Open?.Dispose();
            entry.Open = null;
        }
    }

    /// <summary>The second and the ticks in it, so that names sort by when their plans were begun; and a byte by chance.</summary>
    static string IdOf(DateTime at) => at.ToString("yyyyMMdd-HHmmss", CultureInfo.InvariantCulture) + "-"
        + (at.Ticks % TimeSpan.TicksPerSecond).ToString("x6", CultureInfo.InvariantCulture)
        + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(1));

    /// <summary>Names that are made here: digits, dashes, and digits of sixteen.</summary>
    static bool IsId(string id) => id.Length == 24 && id.All(c => char.IsAsciiHexDigitLower(c) || c == '-');

    sealed class Entry(string path, (DateTime, long) stamp)
    {
        public string Path => path;

        public (DateTime, long) Stamp => stamp;

        public long Read { get; set; }

        /// <summary>The file while it is open.</summary>
        public PlanFile? Open { get; set; }

        /// <summary>The file as it was opened last, for what it says of itself.</summary>
        public PlanFile? Known { get; set; }
    }
}
