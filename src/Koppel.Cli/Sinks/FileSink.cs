using System.Globalization;
using Koppel.Cli.Faults;
using Koppel.Cli.Terminal;
using Koppel.Engine.Sql;
using Koppel.Engine.Statements;
using Koppel.Output;

namespace Koppel.Cli.Sinks;

/// <summary>
/// The results go to a file: first to one beside it, which takes its name only when all went well, so that a failed query leaves the old
/// file as it was. A format that holds one result a file goes on in <c>name-2.csv</c>, <c>name-3.csv</c> and so on.
/// </summary>
sealed class FileSink : IResultSink
{
    const string Scratch = ".rows";

    readonly string _path;
    readonly string _format;
    readonly string _formulas;
    readonly Screen _screen;
    readonly string _named;
    readonly int _first;
    readonly List<Part> _parts = [];
    bool _written;

    /// <summary>Opens a file for results. It finds out now whether it can be written.</summary>
    /// <param name="path">The file.</param>
    /// <param name="format">One of <see cref="OutputFormat.Names"/>.</param>
    /// <param name="screen">Gets the talk.</param>
    /// <param name="formulas">What is done with texts that are formulas to a spreadsheet program.</param>
    /// <param name="named">What the user named the file with.</param>
    /// <param name="first">The number of the first file: those before it were written already.</param>
    /// <exception cref="UsageException">It cannot.</exception>
    public FileSink(
        string path, string format, Screen screen, string formulas = FormulaCells.Keep, string named = "--output", int first = 1)
    {
        if (path.Length == 0 || path.Contains('\0', StringComparison.Ordinal))
            throw new UsageException($"{named}: the name of the file is missing. Give one, such as rows.csv.");
        (_path, _format, _screen, _formulas, _named, _first) = (screen.PathOf(path), format, screen, formulas, named, first);
        Open();
    }

    /// <inheritdoc/>
    public bool IsTerminal => false;

    /// <summary>How many files stand in place.</summary>
    public int Written { get; private set; }

    /// <inheritdoc/>
    public ValueTask<long> WriteAsync(RowsResult result, CancellationToken cancellationToken = default) =>
        NamedAsync(async () => await NextWriter().WriteAsync(result, cancellationToken));

    /// <inheritdoc/>
    public async ValueTask WriteAsync(PlanResult plan, CancellationToken cancellationToken = default) =>
        await NamedAsync(async () => await NextWriter().WriteAsync(plan, cancellationToken));

    /// <inheritdoc/>
    public async ValueTask CompleteAsync(CancellationToken cancellationToken = default) => await NamedAsync(async () =>
    {
        await PutInPlaceAsync(cancellationToken);
        return 0;
    });

    async ValueTask PutInPlaceAsync(CancellationToken cancellationToken)
    {
        if (!_written)
        {
            _screen.Say($"No statement gave rows, so {_path} was not written.");
            return;
        }

        foreach (var part in _parts)
        {
            await part.Writer.CompleteAsync(cancellationToken);
            await part.CloseAsync();
        }

        foreach (var part in _parts.Where(p => !p.IsDirect)) File.Move(part.Temporary, part.Path, overwrite: true);
        if (_screen.ErrorIsTerminal) _screen.Say($"Written: {string.Join(", ", _parts.Select(p => p.Path))}");
        Written += _parts.Count;
        _parts.Clear();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var part in _parts)
        {
            await part.CloseAsync();
            if (!part.IsDirect) File.Delete(part.Temporary);
        }

        _parts.Clear();
    }

    IRowsWriter NextWriter()
    {
        if (_written && OutputFormat.IsOneResultAFile(_format)) Open();
        _written = true;
        return _parts[^1].Writer;
    }

    void Open()
    {
        var number = _first + _parts.Count;
        var path = number == 1 ? _path : Numbered(number);
        if (Directory.Exists(path)) throw new UsageException($"{_named}: '{path}' is a folder. Give the name of a file.");
        var temporary = IsDevice(path) ? path : string.Create(CultureInfo.InvariantCulture, $"{path}.{Environment.ProcessId}.part");
        try
        {
            var stream = new FileStream(
                temporary, temporary == path ? FileMode.Open : FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 1);
            var scratch = (temporary == path
                ? Path.Combine(Path.GetTempPath(), string.Create(CultureInfo.InvariantCulture, $"koppel.{Environment.ProcessId}"))
                : temporary) + Scratch;
            _parts.Add(
                new Part(path, temporary, stream, OutputFormat.Create(_format, stream, _screen, terminal: false, scratch, _formulas)));
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            // The user knows the file by its own name, not by that which it has until it is done.
            throw new UsageException(
                $"{_named}: '{path}' cannot be written: {fault.Message.Replace(temporary, path, StringComparison.Ordinal)}");
        }
    }

    /// <summary>A fault speaks of the file by the name that the user gave it, not by that which it has until it is done.</summary>
    async ValueTask<long> NamedAsync(Func<ValueTask<long>> write)
    {
        try
        {
            return await write();
        }
        catch (IOException fault) when (Named(fault.Message) is var message && message != fault.Message)
        {
            throw new IOException(message, fault.HResult);
        }
        catch (QueryException fault) when (Named(fault.Message) is var message && message != fault.Message)
        {
            throw QueryException.Of(message);
        }
    }

    string Named(string message) => _parts.Where(p => !p.IsDirect).Aggregate(message,
        (text, part) => text.Replace(part.Temporary + Scratch, part.Path, StringComparison.Ordinal)
            .Replace(part.Temporary, part.Path, StringComparison.Ordinal));

    string Numbered(int number) => Path.Combine(
        Path.GetDirectoryName(_path)!,
        string.Create(CultureInfo.InvariantCulture, $"{Path.GetFileNameWithoutExtension(_path)}-{number}{Path.GetExtension(_path)}"));

    /// <summary>
    /// A device, such as /dev/null or the pipe /dev/fd/63 of a shell, is written to as it is: a file must never take its place.
    /// </summary>
    static bool IsDevice(string path) => !OperatingSystem.IsWindows()
        && (path.StartsWith("/dev/", StringComparison.Ordinal) || path.StartsWith("/proc/", StringComparison.Ordinal))
        && !path.StartsWith("/dev/shm/", StringComparison.Ordinal);

    sealed record Part(string Path, string Temporary, FileStream Stream, IRowsWriter Writer)
    {
        public bool IsDirect => Temporary == Path;

        public async ValueTask CloseAsync()
        {
            await Writer.DisposeAsync();
            await Stream.DisposeAsync();
        }
    }
}
