using System.Runtime.InteropServices;

namespace Koppel.Simulation.Disk;

/// <summary>
/// A file of a simulated disk: what whoever reads it finds, and what of that the disk has for sure. All else is lost, or in part, when the
/// power goes.
/// </summary>
internal sealed class SimulatedFile
{
    /// <summary>What a disk writes whole.</summary>
    const int Sector = 512;

    readonly List<(long At, byte[]? Bytes)> _unsynced = []; // Without bytes: cut off there.
    byte[] _bytes = [];
    byte[] _safe = [];
    int _safeLength;

    /// <summary>Its length.</summary>
    public int Length { get; private set; }

    /// <summary>The open handles.</summary>
    public List<OpenFile> Handles { get; } = [];

    /// <summary>What processes share of it in memory; null for nothing.</summary>
    public SharedRegions? Shared { get; set; }

    /// <summary>How many writes the disk does not have for sure.</summary>
    public int Unsynced => _unsynced.Count;

    /// <summary>A file with this content, safe.</summary>
    public static SimulatedFile Of(byte[] content) =>
        new() { _bytes = [.. content], Length = content.Length, _safe = [.. content], _safeLength = content.Length };

    /// <summary>All of it.</summary>
    public byte[] ToArray() => _bytes.AsSpan(0, Length).ToArray();

    /// <summary>Reads; gives how many bytes there were.</summary>
    public int Read(Span<byte> into, long at)
    {
        var count = (int)Math.Clamp(Length - at, 0, into.Length);
        if (count > 0) _bytes.AsSpan((int)at, count).CopyTo(into);
        into[count..].Clear();
        return count;
    }

    /// <summary>Writes.</summary>
    public void Write(ReadOnlySpan<byte> bytes, long at)
    {
        Apply(ref _bytes, at, bytes);
        Length = Math.Max(Length, (int)at + bytes.Length);
        _unsynced.Add((at, bytes.ToArray()));
    }

    /// <summary>Cuts it off.</summary>
    public void Truncate(long at)
    {
        if (at >= Length) return;
        Length = (int)at;
        _bytes.AsSpan(Length).Clear();
        _unsynced.Add((at, null));
    }

    /// <summary>The disk has all of it.</summary>
    public void Sync()
    {
        foreach (var (at, bytes) in _unsynced)
        {
            if (bytes is null) CutOff(at);
            else Keep(at, bytes);
        }
        _unsynced.Clear();
    }

    /// <summary>The power goes: of what was not synced each write is there, or not, or some of its sectors are.</summary>
    /// <param name="choose">Chooses one of so many.</param>
    /// <returns>How many writes were lost or torn.</returns>
    public int LosePower(Func<int, int> choose)
    {
        var lost = 0;
        foreach (var (at, bytes) in _unsynced)
        {
            var fate = choose(4);
            var (isLost, isTorn) = (fate == 1, fate == 2 && bytes is { Length: > Sector });
            if (isLost || isTorn) lost++;
            if (isLost) continue;
            if (bytes is null) CutOff(at);
            else if (!isTorn) Keep(at, bytes);
            else
                for (var first = 0; first < bytes.Length; first += Sector)
                    if (choose(2) == 1) Keep(at + first, bytes.AsSpan(first, Math.Min(Sector, bytes.Length - first)));
        }
        _unsynced.Clear();
        (_bytes, Length) = (_safe.AsSpan(0, _safeLength).ToArray(), _safeLength);
        return lost;
    }

    void Keep(long at, ReadOnlySpan<byte> bytes)
    {
        Apply(ref _safe, at, bytes);
        _safeLength = Math.Max(_safeLength, (int)at + bytes.Length);
    }

    void CutOff(long at)
    {
        if (at >= _safeLength) return;
        _safe.AsSpan((int)at, _safeLength - (int)at).Clear();
        _safeLength = (int)at;
    }

    static void Apply(ref byte[] to, long at, ReadOnlySpan<byte> bytes)
    {
        var end = (int)at + bytes.Length;
        if (to.Length < end) Array.Resize(ref to, Math.Max(end, 2 * to.Length));
        bytes.CopyTo(to.AsSpan((int)at));
    }
}

/// <summary>Memory that the processes which have a file open share, as SQLite keeps the index of its log.</summary>
internal sealed unsafe class SharedRegions
{
    readonly List<nint> _regions = [];
    int _users;

    /// <summary>Who holds which of its locks: a process shared, or alone.</summary>
    public List<OpenFile>[] Readers { get; } = [.. Enumerable.Range(0, 8).Select(_ => new List<OpenFile>())];

    /// <summary>Who holds a lock alone.</summary>
    public OpenFile?[] Writer { get; } = new OpenFile?[8];

    /// <summary>One more uses it.</summary>
    public void Enter() => Interlocked.Increment(ref _users);

    /// <summary>One less does; the last frees it.</summary>
    public void Leave()
    {
        if (Interlocked.Decrement(ref _users) > 0) return;
        lock (_regions)
        {
            foreach (var region in _regions) NativeMemory.Free((void*)region);
            _regions.Clear();
        }
    }

    /// <summary>A region; 0 when it is not there and is not to be made.</summary>
    public nint Region(int number, int size, bool isMade)
    {
        lock (_regions)
        {
            while (isMade && _regions.Count <= number) _regions.Add((nint)NativeMemory.AllocZeroed((nuint)size));
            return number < _regions.Count ? _regions[number] : 0;
        }
    }

    /// <summary>A handle is gone, and with it its locks.</summary>
    public void Release(OpenFile handle)
    {
        for (var i = 0; i < Writer.Length; i++)
        {
            Readers[i].RemoveAll(h => h == handle);
            if (Writer[i] == handle) Writer[i] = null;
        }
    }
}
