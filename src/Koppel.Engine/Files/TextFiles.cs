using Koppel.Engine.Events;
using Koppel.Engine.Files.Columns;
using Koppel.Engine.Files.Delimited;
using Koppel.Engine.Files.Input;
using Koppel.Engine.Files.Json;
using Koppel.Engine.Safety;
using Koppel.Sdk.Connections;
using Koppel.Sdk.Files;
using Koppel.Sdk.Reading;

namespace Koppel.Engine.Files;

/// <summary>
/// The files of text of a session. Each is looked at once as long as it stays the same: what is found decides how DuckDB reads it, where it
/// lies or as a clean copy, which goes with the session.
/// </summary>
/// <param name="store">Keeps profiles from one session to the next, or null.</param>
/// <param name="folder">The folder for copies.</param>
/// <param name="time">The clock.</param>
/// <param name="doors">Under which path DuckDB can open a file.</param>
internal sealed class TextFiles(Lazy<ProfileStore>? store, string folder, TimeProvider time, SessionDoors doors) : IDisposable
{
    /// <summary>A file so young may be written to again within the same tick of its clock: what was found is not kept.</summary>
    static readonly TimeSpan Young = TimeSpan.FromSeconds(2);

    readonly Dictionary<string, TextFile> _known = [];
    readonly Dictionary<string, TextFile> _used = [];

    /// <summary>A statement begins.</summary>
    public void Begin()
    {
        if (_used.Count == 0) return;
        foreach (var (key, file) in _used.Where(f => !f.Value.MayBeKept).ToList()) Forget(key, file);
        _used.Clear();
    }

    /// <summary>The file, looked at; within a statement it stays the same.</summary>
    /// <param name="path">The file.</param>
    /// <param name="source">What is told of it.</param>
    /// <param name="progress">Is told what is done, and how many rows it was done for.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<TextFile> OpenAsync(
        string path, FileSource source, Action<ProgressPhase, long> progress, CancellationToken cancellationToken)
    {
        var key = $"{path}\n{System.Text.Json.JsonSerializer.Serialize(source.Text)}\n{source.Format}";
        if (_used.TryGetValue(key, out var used)) return used;
        if (_known.TryGetValue(key, out var known))
        {
            if (known.State.IsSame()) return _used[key] = known;
            Forget(key, known);
        }
        return _used[key] = _known[key] = await Task.Run(() => Look(path, source, progress, cancellationToken), cancellationToken);
    }

    /// <summary>The files that the statement reads.</summary>
    public IReadOnlyCollection<TextFile> Used => _used.Values;

    /// <summary>Holds that no file changed since the statement began to read it.</summary>
    /// <exception cref="ConnectorException">One did.</exception>
    public void Verify()
    {
        foreach (var file in _used.Values)
        {
            if (file.Copy is null) file.State.Verify();
        }
    }

    TextFile Look(string path, FileSource source, Action<ProgressPhase, long> progress, CancellationToken cancellationToken)
    {
        try
        {
            var state = FileState.Of(path);
            var identity = state.Identity;
            var isYoung = time.GetUtcNow() - identity.ModifiedAt < Young;
            var profile = isYoung ? null : store?.Value.Find(path, source, identity);
            if (profile is null)
            {
                profile = Profiled(path, source, rows => progress(ProgressPhase.Looking, rows), cancellationToken);
                if (FileIdentity.Of(path) != identity) throw FileFault.Changed(path);
                if (!isYoung) store?.Value.Keep(path, source, identity, profile);
            }
            var file = new TextFile(state, doors.Way(path), profile, !isYoung);
            if (profile.IsClean) return file;
            file.Copy = Copied(path, profile, source.Text, rows => progress(ProgressPhase.Copying, rows), cancellationToken);
            if (FileIdentity.Of(path) == identity) return file;
            file.Dispose();
            throw FileFault.Changed(path);
        }
        catch (Exception fault) when (fault is not ConnectorException && FileFault.Sentence(fault) is { } sentence)
        {
            throw FileFault.Of(path, sentence, fault);
        }
    }

    static FileProfile Profiled(string path, FileSource source, Action<long> looked, CancellationToken cancellationToken) =>
        source.Format == FileFormat.Json
        ? new JsonProfiler(path, source.Text, looked).Profile(cancellationToken)
        : new TextProfiler(path, source.Format, source.Text, looked).Profile(cancellationToken);

    FileStream Copied(string path, FileProfile profile, TextFileSettings settings, Action<long> copied, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(folder);
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Share = FileShare.ReadWrite | FileShare.Delete,
            BufferSize = 1 << 16,
            Options = FileOptions.DeleteOnClose,
        };
        var copy = OwnerOnly.Open(System.IO.Path.Combine(folder, $"text-{Guid.NewGuid():n}"), options);
        try
        {
            profile.Copy(path, settings, copy, copied, cancellationToken);
            return copy;
        }
        catch
        {
            copy.Dispose();
            throw;
        }
    }

    void Forget(string key, TextFile file)
    {
        _known.Remove(key);
        file.Dispose();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var file in _known.Values) file.Dispose();
        _known.Clear();
    }
}

/// <summary>A file of text that was looked at.</summary>
/// <param name="state">The file as it was then.</param>
/// <param name="way">The path under which DuckDB opens it.</param>
/// <param name="profile">What was found.</param>
/// <param name="mayBeKept">It is old enough to be known again.</param>
internal sealed class TextFile(FileState state, string way, FileProfile profile, bool mayBeKept) : IDisposable
{
    /// <summary>The file.</summary>
    public string Path => state.Path;

    /// <summary>The file as it was then.</summary>
    public FileState State => state;

    /// <summary>What was found.</summary>
    public FileProfile Profile => profile;

    /// <summary>It is old enough to be known again.</summary>
    public bool MayBeKept => mayBeKept;

    /// <summary>Its clean copy, or null when it is read where it lies.</summary>
    public FileStream? Copy { get; set; }

    /// <summary>The query that gives its rows.</summary>
    public string Sql => profile.Sql(Copy?.Name ?? way, Copy is not null);

    /// <inheritdoc/>
    public void Dispose() => Copy?.Dispose();
}
