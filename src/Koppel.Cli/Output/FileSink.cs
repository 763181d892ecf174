using System.Globalization;
using Koppel.Engine;

namespace Koppel.Cli.Output;

/// <summary>
/// The results go to a file: first to one beside it, which takes its name only when all went well, so that a failed query leaves the old
/// file as it was. A format that holds one result a file goes on in <c>name-2.csv</c>, <c>name-3.csv</c> and so on.
/// </summary>
sealed class FileSink : IResultSink
{
    readonly string _path;
    readonly string _format;
    readonly Screen _screen;
    readonly List<Part> _parts = [];
    bool _written;

    /// <summary>Opens a file for results. It finds out now whether it can be written.</summary>
    /// <exception cref="UsageException">It cannot.</exception>
    public FileSink(string path, string format, Screen screen)
    {
        (_path, _format, _screen) = (Path.GetFullPath(path), format, screen);
        Open();
    }

    /// <inheritdoc/>
    public bool IsTerminal => false;

    /// <inheritdoc/>
    public ValueTask<long> WriteAsync(RowsResult result, CancellationToken cancellationToken = default) => NextWriter().WriteAsync(result, cancellationToken);

    /// <inheritdoc/>
    public async ValueTask WriteAsync(PlanResult plan, CancellationToken cancellationToken = default) => await NextWriter().WriteAsync(plan, cancellationToken);

    /// <inheritdoc/>
    public async ValueTask CompleteAsync(CancellationToken cancellationToken = default)
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

        foreach (var part in _parts) File.Move(part.Temporary, part.Path, overwrite: true);
        if (_screen.ErrorIsTerminal) _screen.Say($"Written: {string.Join(", ", _parts.Select(p => p.Path))}");
        _parts.Clear();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var part in _parts)
        {
            await part.CloseAsync();
            File.Delete(part.Temporary);
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
        var path = _parts.Count == 0 ? _path : Numbered(_parts.Count + 1);
        if (Directory.Exists(path)) throw new UsageException($"--output: '{path}' is a folder. Give the name of a file.");
        var temporary = string.Create(CultureInfo.InvariantCulture, $"{path}.{Environment.ProcessId}.part");
        try
        {
            var stream = new FileStream(temporary, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 1);
            _parts.Add(new Part(path, temporary, stream, OutputFormat.Create(_format, stream, _screen, terminal: false, scratch: temporary + ".rows")));
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"--output: '{path}' cannot be written: {fault.Message}");
        }
    }

    string Numbered(int number) => Path.Combine(
        Path.GetDirectoryName(_path)!,
        string.Create(CultureInfo.InvariantCulture, $"{Path.GetFileNameWithoutExtension(_path)}-{number}{Path.GetExtension(_path)}"));

    sealed record Part(string Path, string Temporary, FileStream Stream, IRowsWriter Writer)
    {
        public async ValueTask CloseAsync()
        {
            await Writer.DisposeAsync();
            await Stream.DisposeAsync();
        }
    }
}
