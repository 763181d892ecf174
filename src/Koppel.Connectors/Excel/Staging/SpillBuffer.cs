using Koppel.Sdk.Files;

namespace Koppel.Connectors.Excel.Staging;

/// <summary>
/// Bytes that are written once, one behind the other, and read any number of times, from several threads if need be: in memory up to a
/// limit, behind it in a temporary file that nobody else can open and that is gone when the buffer is.
/// </summary>
internal sealed class SpillBuffer(int memoryLimit) : IDisposable
{
    const int PageSize = 1 << 18;

    readonly List<byte[]> _pages = [];
    readonly int _memoryPages = Math.Max(1, memoryLimit / PageSize);
    byte[] _page = [];
    int _used;
    FileStream? _file;
    long _fileWritten;
    int _users = 1;

    /// <summary>How many bytes were written.</summary>
    public long Length { get; private set; }

    /// <summary>Writes at the end.</summary>
    public void Append(ReadOnlySpan<byte> bytes)
    {
        Length += bytes.Length;
        while (!bytes.IsEmpty)
        {
            if (_used == _page.Length) NextPage();
            var part = Math.Min(bytes.Length, _page.Length - _used);
            bytes[..part].CopyTo(_page.AsSpan(_used));
            _used += part;
            bytes = bytes[part..];
        }
    }

    /// <summary>All is written; from here on it can be read.</summary>
    public void Seal()
    {
        if (_file is not null) RandomAccess.Write(_file.SafeFileHandle, _page.AsSpan(0, _used), _fileWritten);
        else if (_pages.Count > 0) _pages[^1] = _page[.._used];
        _page = [];
        _used = 0;
    }

    /// <summary>Reads what is there from an offset on; fewer bytes than asked for only at the end.</summary>
    public int Read(long offset, Span<byte> target)
    {
        var total = (int)Math.Min(target.Length, Length - offset);
        var rest = target[..total];
        while (!rest.IsEmpty)
        {
            var page = (int)Math.Min(offset / PageSize, _memoryPages);
            int part;
            if (page < _pages.Count)
            {
                var bytes = _pages[page].AsSpan((int)(offset - (long)page * PageSize));
                part = Math.Min(rest.Length, bytes.Length);
                bytes[..part].CopyTo(rest);
            }
            else
            {
                part = RandomAccess.Read(_file!.SafeFileHandle, rest, offset - (long)_memoryPages * PageSize);
                if (part == 0) throw new IOException("The temporary file of a workbook is shorter than what was written to it.");
            }
            offset += part;
            rest = rest[part..];
        }
        return total;
    }

    /// <summary>Somebody else reads it too: it stays until as often as this was called, and once more, it is disposed.</summary>
    public void Retain() => Interlocked.Increment(ref _users);

    /// <inheritdoc/>
    public void Dispose()
    {
        if (Interlocked.Decrement(ref _users) == 0) _file?.Dispose();
    }

    void NextPage()
    {
        if (_pages.Count < _memoryPages)
        {
            _page = new byte[PageSize];
            _pages.Add(_page);
        }
        else if (_file is null)
        {
            _file = TemporaryFile();
            _page = new byte[PageSize];
        }
        else
        {
            RandomAccess.Write(_file.SafeFileHandle, _page, _fileWritten);
            _fileWritten += PageSize;
        }
        _used = 0;
    }

    static FileStream TemporaryFile()
    {
        var path = Path.Combine(Path.GetTempPath(), $"koppel-{Guid.NewGuid():N}.tmp");
        var isUnix = !OperatingSystem.IsWindows();
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, BufferSize = 0,
            Options = isUnix ? FileOptions.None : FileOptions.DeleteOnClose,
        };
        var file = OwnerOnly.Open(path, options);
        // Without a name it is gone with the process, however that ends.
        if (isUnix) File.Delete(path);
        return file;
    }
}
