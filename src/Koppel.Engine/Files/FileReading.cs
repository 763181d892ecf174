using System.Runtime.CompilerServices;
using DuckDB.NET.Data;
using Koppel.Engine.Binding;
using Koppel.Engine.Configuration;
using Koppel.Engine.DuckDb;
using Koppel.Engine.Events;
using Koppel.Engine.Files.Input;
using Koppel.Engine.Safety;
using Koppel.Engine.Sql;
using Koppel.Sdk.Connections;
using Koppel.Sdk.Reading;

namespace Koppel.Engine.Files;

/// <summary>How the statements of a session read files: what each file's view is, and what of the files could not be read.</summary>
internal sealed class FileReading : IDisposable
{
    readonly DuckInstance _duck;
    readonly TextFiles _texts;
    readonly Dictionary<string, List<TextFile>> _shown = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The statement's files of other kinds, which DuckDB reads where they lie.</summary>
    readonly Dictionary<string, FileState> _others = new(StringComparer.Ordinal);

    readonly SortedSet<string> _seen = new(StringComparer.Ordinal);
    readonly SessionDoors _doors;

    FileReading(DuckInstance duck, TextFiles texts, SessionDoors doors) => (_duck, _texts, _doors) = (duck, texts, doors);

    /// <summary>The reading of a session.</summary>
    public static FileReading Create(DuckInstance duck, EngineOptions options, SessionDoors doors)
    {
        var folder = doors.Folder ?? (options.StateFolder is { } state ? Path.Combine(state, "spill") : Path.GetTempPath());
        var store = options.StateFolder is { } kept
            ? new Lazy<ProfileStore>(
                () => new ProfileStore(Path.Combine(kept, "profiles"),
                    $"{duck.Scalar("select version()")} {typeof(FileReading).Assembly.GetName().Version} {ProfileStore.Form}")) : null;
        return new FileReading(duck, new TextFiles(store, folder, options.Time, doors), doors);
    }

    /// <summary>The paths of all files that were read so far, in order.</summary>
    public IReadOnlyCollection<string> Seen => _seen;

    /// <summary>A statement begins.</summary>
    public void Begin()
    {
        _texts.Begin();
        _shown.Clear();
        _others.Clear();
    }

    /// <summary>The query that gives the rows of a file.</summary>
    /// <exception cref="ConnectorException">It cannot be read.</exception>
    public async Task<string> QueryAsync(FileUse file, StatementActivity? activity, CancellationToken cancellationToken)
    {
        var source = file.Table.Source;
        _seen.UnionWith(source.Paths);
        if (source.Format == FileFormat.Parquet)
        {
            Remember(file);
            return $"from read_parquet([{string.Join(", ", source.Paths.Select(p => SqlText.Literal(GlobText.Escape(_doors.Way(p)))))}])";
        }
        var texts = new List<TextFile>();
        try
        {
            foreach (var path in source.Paths)
                texts.Add(
                    await _texts.OpenAsync(
                        path, source, (phase, rows) => activity?.Preparing(phase, file.Reference, rows), cancellationToken));
        }
        catch (ConnectorException fault)
        {
            throw new ConnectorException(fault.Kind, $"{file.Reference} cannot be read. {fault.Message}",
                fault.InnerException) { Connection = file.Connection, Table = file.Name };
        }
        _shown[file.Reference] = texts;
        activity?.Noted(file.Reference, [.. texts.SelectMany(t => t.Profile.Notes)]);
        return string.Join(" union all by name ", texts.Select(t => t.Sql));
    }

    /// <summary>Why each column of a file is what it is.</summary>
    public IReadOnlyList<string> ReasonsOf(FileUse file) =>
        _shown.TryGetValue(file.Reference, out var texts) && texts is [var one] ? [.. one.Profile.Columns.Select(c => c.Reason)] : [];

    /// <summary>What was found out about a file.</summary>
    public IReadOnlyList<string> FindingsOf(FileUse file) => !_shown.TryGetValue(file.Reference, out var texts) ? []
        : [.. texts.SelectMany(
            t => t.Profile.Findings.Concat(t.Profile.Notes.Select(n => $"note: {n}"))
                .Concat(LeftOutNote(t) is { } left ? [$"note: {left}"] : []))];

    /// <summary>How many rows of the statement's files are left out, since they have too many cells.</summary>
    public long LeftOut => _shown.Count == 0 ? 0 : Files.Sum(f => (long)f.Profile.LongRows.Count);

    /// <summary>The same as sentences, one a file.</summary>
    public IReadOnlyList<Note> LeftOutNotes =>
        [.. _shown.SelectMany(s => s.Value.Select(LeftOutNote).OfType<string>().Select(n => new Note(n).Of(s.Key)))];

    /// <summary>The same as rejects of a load.</summary>
    public FileRejects Rejects() => new([.. Files.Where(f => f.Profile.LongRows.Count > 0)]);

    /// <summary>Holds that no file changed while it was read.</summary>
    /// <exception cref="ConnectorException">One did.</exception>
    public void Verify()
    {
        _texts.Verify();
        foreach (var other in _others.Values) other.Verify();
    }

    /// <summary>The rows, and at their end the certainty that they are of one state of the files.</summary>
    public async IAsyncEnumerable<T> VerifiedAsync<T>(
        IAsyncEnumerable<T> rows, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await using var all = rows.GetAsyncEnumerator(cancellationToken);
        while (await NextAsync(all)) yield return all.Current;
        Verify();
    }

    /// <summary>Runs a statement that keeps rows of files in the session; they are not kept when a file changed in the meantime.</summary>
    public async Task<T> RunAsync<T>(Func<Task<T>> run)
    {
        if (_others.Count == 0 && _texts.Used.All(t => t.Copy is not null)) return await run();
        var isOurs = TryBegin();
        try
        {
            var result = await run();
            Verify();
            if (isOurs) _duck.Run("commit");
            return result;
        }
        catch
        {
            if (isOurs) _duck.Run("rollback");
            throw;
        }
    }

    /// <summary>A file that changes under DuckDB's hands can look broken to it: that is what is told then.</summary>
    async ValueTask<bool> NextAsync<T>(IAsyncEnumerator<T> rows)
    {
        try
        {
            return await rows.MoveNextAsync();
        }
        catch (Exception fault) when (fault is QueryException or DuckDBException)
        {
            Verify();
            throw;
        }
    }

    /// <summary>False when the user began one.</summary>
    bool TryBegin()
    {
        try
        {
            _duck.Run("begin transaction");
            return true;
        }
        catch (DuckDBException fault) when (fault.Message.Contains("within a transaction", StringComparison.Ordinal))
        {
            return false;
        }
    }

    /// <summary>The statement begins to read a file: what it is now, it has to stay.</summary>
    void Remember(FileUse file)
    {
        foreach (var path in file.Table.Source.Paths)
        {
            try
            {
                if (!_others.ContainsKey(path)) _others.Add(path, FileState.Of(path));
            }
            catch (Exception fault) when (FileFault.Sentence(fault) is { } sentence)
            {
                var told = FileFault.Of(path, sentence, fault);
                throw new ConnectorException(told.Kind, $"{file.Reference} cannot be read. {told.Message}",
                    fault) { Connection = file.Connection, Table = file.Name };
            }
        }
    }

    IEnumerable<TextFile> Files => _shown.Values.SelectMany(f => f).Distinct();

    static string? LeftOutNote(TextFile file) => file.Profile.LongRows is not { Count: > 0 } rows ? null
        : ($"{FileFault.Count(rows.Count, "row")} left out: "
            + $"{rows[0].Cause(Path.GetFileName(file.Path), file.Profile.Columns.Count)}").TrimEnd('.');

    /// <inheritdoc/>
    public void Dispose() => _texts.Dispose();
}
