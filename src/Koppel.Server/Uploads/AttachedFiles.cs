using System.Text.Json;
using System.Text.Json.Nodes;
using Koppel.Engine.Configuration;
using Koppel.Sdk.Connections;

namespace Koppel.Server.Uploads;

/// <summary>A file as a connection: which file, and the settings by which it is read.</summary>
/// <param name="Connection">The connection's name.</param>
/// <param name="Upload">The id of the upload; null for a file of the user's own.</param>
/// <param name="Path">The file.</param>
/// <param name="Settings">What is set beside its path.</param>
internal sealed record AttachedFile(string Connection, string? Upload, string Path, IReadOnlyDictionary<string, string> Settings)
{
    /// <summary>Whether it is that file, read in that way.</summary>
    public bool Is(string? upload, string path, IReadOnlyDictionary<string, string> settings) =>
        Upload == upload && Path == path && Settings.Count == settings.Count
        && settings.All(s => Settings.TryGetValue(s.Key, out var value) && value == s.Value);
}

/// <summary>
/// Makes connections of files that were chosen on the page, so that SQL names their tables. A name means one file, read in one way, as long
/// as there is the file: a script that names it can be run, gone on with and taken back later. Safe to use from many threads.
/// </summary>
/// <param name="attached">Gets the connections.</param>
/// <param name="uploads">The files that were uploaded.</param>
/// <param name="folder">Where the names are kept over a restart; null for nowhere.</param>
internal sealed class AttachedFiles(AttachedConnections attached, UploadStore uploads, string? folder)
{
    const string Name = "attached.json";
    const int MostNames = 1_000;

    readonly Lock _turn = new();
    readonly List<AttachedFile> _all = [];

    /// <summary>Brings back the names of before.</summary>
    public void Load()
    {
        lock (_turn)
        {
            foreach (var file in Read().Where(f => File.Exists(f.Path) && (f.Upload is not { } id || uploads.Find(id) is not null)))
                if (attached.TryAdd(Connect(file))) _all.Add(file);
        }
    }

    /// <summary>The connection of a file that is read in a way.</summary>
    /// <param name="upload">The id of the upload; null for a file of the user's own.</param>
    /// <param name="path">The file.</param>
    /// <param name="word">After which a new connection is named.</param>
    /// <param name="settings">What is set beside its path; it was checked.</param>
    /// <param name="isTaken">Whether a connection of the configuration has a name.</param>
    public string Attach(
        string? upload, string path, string word, IReadOnlyDictionary<string, string> settings, Func<string, bool> isTaken)
    {
        lock (_turn)
        {
            if (_all.Find(f => f.Is(upload, path, settings)) is { } known) return known.Connection;
            for (var n = 1; n <= MostNames; n++)
            {
                var name = n == 1 ? word : FormattableString.Invariant($"{word}_{n}");
                if (isTaken(name) || ConnectionName.Fault(name) is not null) continue;
                var file = new AttachedFile(name, upload, path, settings);
                if (!attached.TryAdd(Connect(file))) continue;
                _all.Add(file);
                Write();
                return name;
            }
        }
        throw new InvalidOperationException("There are too many files of one name.");
    }

    /// <summary>Takes the connections of an upload away.</summary>
    public void Drop(string upload)
    {
        lock (_turn)
        {
            foreach (var file in _all.Where(f => f.Upload == upload)) attached.Remove(file.Connection);
            if (_all.RemoveAll(f => f.Upload == upload) > 0) Write();
        }
    }

    static ConnectionSettings Connect(AttachedFile file) => new(file.Connection, TypeOf(file.Path),
        new Dictionary<string, string>(file.Settings, StringComparer.OrdinalIgnoreCase) { ["path"] = file.Path });

    /// <summary>The word of the connector that reads a file.</summary>
    public static string TypeOf(string path) => UploadName.IsOfWorkbook(path) ? "excel" : "files";

    void Write()
    {
        if (folder is null) return;
        Directory.CreateDirectory(folder);
        var all = new JsonArray([.. _all.Select(f => (JsonNode)new JsonObject
        {
            ["connection"] = f.Connection, ["upload"] = f.Upload, ["path"] = f.Path,
            ["settings"] = new JsonObject(f.Settings.Select(s => KeyValuePair.Create(s.Key, (JsonNode?)s.Value))),
        })]);
        var fresh = Path.Combine(folder, $"{Name}.part");
        File.WriteAllText(fresh, all.ToJsonString());
        File.Move(fresh, Path.Combine(folder, Name), overwrite: true);
    }

    List<AttachedFile> Read()
    {
        if (folder is null || !File.Exists(Path.Combine(folder, Name))) return [];
        try
        {
            return [.. JsonNode.Parse(File.ReadAllText(Path.Combine(folder, Name)))!.AsArray().Select(n => new AttachedFile(
                n!["connection"]!.GetValue<string>(), n["upload"]?.GetValue<string>(), n["path"]!.GetValue<string>(),
                n["settings"]!.AsObject().ToDictionary(s => s.Key, s => s.Value!.GetValue<string>())))];
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException or NullReferenceException)
        {
            return []; // Somebody wrote something else there: files are chosen once more.
        }
    }
}
