using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Koppel.Engine.State;

namespace Koppel.Engine.History;

/// <summary>
/// Everything that was run, in a file of the state folder: a line of JSON a script, so that a person can be taken out of it line by line.
/// Several programs may write into it. A line that another left half written is passed over. Safe to use from many threads.
/// </summary>
/// <param name="folder">The state folder.</param>
/// <param name="time">The clock.</param>
public sealed class HistoryFile(string folder, TimeProvider time)
{
    /// <summary>Its name in the state folder.</summary>
    internal const string Name = "history.jsonl";

    /// <summary>A longer script is cut: the history is for people who look for what they wrote.</summary>
    const int LongestScript = 100_000;

    static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web)
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    readonly Lock _lock = new();
    DateTime _last;

    string Path => System.IO.Path.Combine(folder, Name);

    /// <summary>Adds an entry; its id is made here.</summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Add(HistoryEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        var script = entry.Script.Length <= LongestScript ? entry.Script : entry.Script[..LongestScript] + "…";
        lock (_lock)
        {
            var line = JsonSerializer.Serialize(entry with { Id = NextId(), Script = script }, s_json) + "\n";
            var made = new StateFile(folder, Name, "history"); // It makes the folder, and the file for its owner alone.
            using var file = new FileStream(made.Path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
            file.Write(Encoding.UTF8.GetBytes(line));
        }
    }

    /// <summary>Entries, the newest first.</summary>
    public IReadOnlyList<HistoryEntry> Find(HistoryQuery query)
    {
        ArgumentNullException.ThrowIfNull(query);
        return [.. Entries().Where(e => Meets(e, query)).OrderByDescending(e => e.Id, StringComparer.Ordinal).Take(query.Count)];
    }

    /// <summary>Takes an entry out.</summary>
    /// <returns>False when there is none of that id.</returns>
    public bool Delete(string id) => Keep(e => e.Id != id) > 0;

    /// <summary>Takes out what is older.</summary>
    /// <returns>How many entries went.</returns>
    public int Expire(TimeSpan keep)
    {
        var before = time.GetUtcNow() - keep;
        return Keep(e => e.At >= before);
    }

    /// <summary>How many entries are older.</summary>
    public int CountOlder(TimeSpan keep)
    {
        var before = time.GetUtcNow() - keep;
        return Entries().Count(e => e.At < before);
    }

    /// <summary>Behind the one before, also where both are of one tick of the clock, and beside those of other programs.</summary>
    string NextId()
    {
        var now = time.GetUtcNow().UtcDateTime;
        _last = now > _last ? now : _last.AddTicks(1);
        return string.Create(CultureInfo.InvariantCulture, $"{_last:yyyyMMddHHmmssfffffff}")
            + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(3));
    }

    int Keep(Func<HistoryEntry, bool> keep)
    {
        lock (_lock)
        {
            var all = Entries().ToList();
            var left = all.Where(keep).ToList();
            if (left.Count == all.Count) return 0;
            var fresh = System.IO.Path.Combine(folder, $"{Name}.{Environment.ProcessId}.part");
            using (var file = StateFile.Open(fresh, FileMode.Create, FileShare.None))
            using (var lines = new StreamWriter(file, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)) { NewLine = "\n" })
                foreach (var entry in left) lines.WriteLine(JsonSerializer.Serialize(entry, s_json));
            File.Move(fresh, Path, overwrite: true);
            return all.Count - left.Count;
        }
    }

    IEnumerable<HistoryEntry> Entries()
    {
        if (!File.Exists(Path)) yield break;
        using var file = new FileStream(Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var lines = new StreamReader(file);
        while (lines.ReadLine() is { } line)
            if (Read(line) is { } entry) yield return entry;
    }

    static HistoryEntry? Read(string line)
    {
        try
        {
            return JsonSerializer.Deserialize<HistoryEntry>(line, s_json) is { Id: not null, Script: not null, Connections: not null } entry
                ? entry : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    static bool Meets(HistoryEntry entry, HistoryQuery query) =>
        (query.Text is null || entry.Script.Contains(query.Text, StringComparison.OrdinalIgnoreCase))
        && (query.Connection is null || entry.Connections.Contains(query.Connection, StringComparer.OrdinalIgnoreCase))
        && (query.From is null || entry.At >= query.From) && (query.To is null || entry.At < query.To)
        && (query.Before is null || string.CompareOrdinal(entry.Id, query.Before) < 0);
}
