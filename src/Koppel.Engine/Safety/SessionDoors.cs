using Koppel.Engine.Configuration;
using Koppel.Engine.DuckDb;
using Koppel.Engine.Files.Input;
using Koppel.Engine.Sql;
using Koppel.Sdk.Connections;

namespace Koppel.Engine.Safety;

/// <summary>
/// What the SQL of a session can reach of this machine. With <c>files = "all"</c> and without <c>read_only</c> nothing is done here, at no
/// cost. Otherwise DuckDB itself is told which folders it may open, and that nothing of its configuration can be changed any more: that
/// holds for whatever reaches it, a path that a query puts together included. What DuckDB cannot be told, that those folders are not to be
/// written to, is refused statement by statement, by <see cref="StatementDoor"/>.
/// </summary>
internal sealed class SessionDoors(EngineOptions engine, SessionOptions options) : IDisposable
{
    readonly FileWays? _ways = options.Files == SessionFiles.All ? null : new FileWays(Path.GetFullPath(Path.Combine(
        engine.StateFolder is { } state ? Path.Combine(state, "spill") : Path.GetTempPath(),
        $"{DoorWords.FolderName}{Guid.NewGuid():n}")));

    readonly List<string> _folders = [];
    readonly List<string> _files = [];

    /// <summary>All doors are open.</summary>
    public bool IsOpen => options is { Files: SessionFiles.All, ReadOnly: false };

    /// <summary>Nothing outside of the session is written.</summary>
    public bool IsReadOnly => options.ReadOnly;

    /// <summary>Which files SQL may name.</summary>
    public SessionFiles Files => options.Files;

    /// <summary>The folder for copies of files that DuckDB is to read; null for the usual one.</summary>
    public string? Folder => _ways?.Folder;

    /// <summary>Closes what is to be closed, in a DuckDB whose settings are all made: they are the last.</summary>
    public void Close(DuckInstance duck)
    {
        if (IsOpen) return;
        var closing = new List<string> { "set allow_persistent_secrets = false" };
        if (Files != SessionFiles.All)
        {
            if (Files == SessionFiles.Connections && _folders.Count + _files.Count == 0) FindConnections();
            closing.Add($"set allowed_directories = {List(_folders.Prepend(_ways!.Folder))}");
            if (_files.Count > 0) closing.Add($"set allowed_paths = {List(_files)}");
            closing.Add("set enable_external_access = false");
        }
        closing.Add("set lock_configuration = true");
        foreach (var statement in closing) duck.Run(statement);
    }

    /// <summary>
    /// The path under which DuckDB opens a file of a connection: its own where that is open to it, and otherwise a second name for the same
    /// file. Such is each file where SQL may name none, and one that a link in a connection's folder leads to.
    /// </summary>
    public string Way(string path)
    {
        if (_ways is null) return path;
        if (Files == SessionFiles.None) return _ways.To(Path.GetFullPath(path));
        var real = FileWays.RealPath(Path.GetFullPath(path));
        var isOpen = _files.Exists(f => FileWays.RealPath(f) == real)
            || _folders.Exists(
                f => real.StartsWith(
                    Path.TrimEndingDirectorySeparator(FileWays.RealPath(f)) + Path.DirectorySeparatorChar, StringComparison.Ordinal));
        return isOpen ? path : _ways.To(Path.GetFullPath(path));
    }

    /// <inheritdoc/>
    public void Dispose() => _ways?.Dispose();

    /// <summary>Where the connections have their files.</summary>
    void FindConnections()
    {
        foreach (var connection in engine.Connections)
        {
            var connector = engine.Connectors.Find(connection.Type)!;
            foreach (var setting in connector.Settings.Where(s => s.Kind == SettingKind.Path))
            {
                if (connection.Text(setting.Name) is not { Length: > 0 } value) continue;
                var path = Path.GetFullPath(value, engine.BaseFolder);
                var wildcard = Directory.Exists(path) || File.Exists(path) ? -1 : path.IndexOfAny(['*', '?', '[']);
                if (wildcard >= 0) path = Path.GetDirectoryName(path[..wildcard])!;
                (wildcard >= 0 || Directory.Exists(path) ? _folders : _files).Add(path);
            }
        }
    }

    /// <summary>
    /// DuckDB compares a pattern too before it looks for what it stands for: so with each path goes what stands for it in one.
    /// </summary>
    static string List(IEnumerable<string> paths) =>
        $"[{string.Join(", ", paths.SelectMany(p => new[] { p, GlobText.Escape(p) }).Distinct().Select(SqlText.Literal))}]";
}
