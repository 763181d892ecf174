using System.Runtime.InteropServices;

namespace Koppel.Sdk.Http;

/// <summary>
/// The shared windows while one process has them alone. The file is a row of 64-bit numbers: the count of calls; for each process what it
/// waits for; for each limit its pause and the moments of its last calls by the machine's clock, each with the pace that its process knew;
/// a sum over all.
/// </summary>
internal sealed class SharedTurn : IDisposable
{
    /// <summary>Changes whenever the layout does, so that programs that differ use different files.</summary>
    public const string Format = "koppel budget 1\n";

    const int Head = 1, Processes = 16, ProcessSize = 6, LimitHead = 3;
    const int Id = 0, Seen = 1, Due = 2, Wanted = 3, Part = 4, Served = 5; // Of a process.
    const int PausedAt = 0, PausedUntil = 1, Next = 2; // Of a limit; then moment and pace of each permit.

    /// <summary>A process that is this late for its turn does not come: it was ended, or stopped.</summary>
    static readonly TimeSpan Grace = TimeSpan.FromMilliseconds(100);

    readonly FileStream _file;
    readonly byte[] _content;
    readonly RateLimit[] _limits;
    readonly long _now;
    readonly Self _self;
    readonly int _mine;
    readonly double _share;
    readonly TimeSpan?[] _waits;
    bool _awaits;
    bool _changed;

    /// <summary>Reads the windows. What is not a file of this layout counts as empty.</summary>
    /// <param name="file">The open file; the turn closes it.</param>
    /// <param name="content">Room for what it holds.</param>
    /// <param name="limits">All limits of the account.</param>
    /// <param name="now">The machine's time.</param>
    /// <param name="self">Whose turn it is.</param>
    public SharedTurn(FileStream file, byte[] content, RateLimit[] limits, DateTimeOffset now, Self self)
    {
        (_file, _content, _limits, _now, _self) = (file, content, limits, now.UtcTicks, self);
        if (RandomAccess.Read(file.SafeFileHandle, content, 0) < content.Length || Numbers[^1] != Sum()) Array.Clear(content);
        _waits = new TimeSpan?[limits.Length];
        _mine = FindProcess();
        _share = self.Share;
        for (var at = Head; at < Head + (Processes * ProcessSize); at += ProcessSize)
            if (at != _mine && IsWaiting(at) && BitConverter.Int64BitsToDouble(Numbers[at + Part]) is var share && share > 0
                && share < _share) _share = share;
    }

    /// <summary>A process: a number of its own, the part of the limits that it may use, and the pace that it knows of.</summary>
    public readonly record struct Self(long Id, double Share, double Scale);

    Span<long> Numbers => MemoryMarshal.Cast<byte, long>(_content.AsSpan());

    /// <summary>The size of the file.</summary>
    public static int Size(RateLimit[] limits) => sizeof(long) * (At(limits, limits.Length) + 1);

    /// <summary>How long until this limit has room; zero or less when it has.</summary>
    public TimeSpan Wait(int limit) => _waits[limit] ??= FindWait(limit);

    TimeSpan FindWait(int limit)
    {
        var at = At(_limits, limit);
        var numbers = Numbers;
        // While one that may use less waits too, that is what counts: else it would find the window full for ever.
        var part = _limits[limit].Part(_share);
        var window = part.Stretched.Ticks;
        var free = _now;
        // A moment that is ahead by more than a window is from before the clock was set back.
        if (numbers[at + PausedAt] <= _now + window && numbers[at + PausedUntil] > free) free = numbers[at + PausedUntil];
        var permits = _limits[limit].Permits;
        var call = at + LimitHead + (2 * (int)(((ulong)numbers[at + Next] + (ulong)(permits - part.Permits)) % (ulong)permits));
        var moment = numbers[call];
        if (moment > 0 && moment <= _now + window)
        {
            var pace = BitConverter.Int64BitsToDouble(numbers[call + 1]) is var known && known > _self.Scale && known <= 100_000
                ? known
                : _self.Scale;
            free = Math.Max(free, moment + (long)Math.Ceiling(window / pace));
        }
        return TimeSpan.FromTicks(free - _now);
    }

    /// <summary>Whether another process waits for one of these limits, could go by now, and went longer ago than this one.</summary>
    public bool IsAnothers(long wanted)
    {
        var numbers = Numbers;
        for (var at = Head; at < Head + (Processes * ProcessSize); at += ProcessSize)
            if (at != _mine && IsWaiting(at) && numbers[at + Due] <= _now && (numbers[at + Wanted] & wanted) != 0
                && numbers[at + Served] < numbers[_mine + Served]) return true;
        return false;
    }

    /// <summary>Tells the others that this process waits, and until when. Of several waits in a turn the shortest counts.</summary>
    public void Await(long wanted, TimeSpan wait)
    {
        var numbers = Numbers;
        var due = _now + Math.Max(0, Math.Min(wait.Ticks, TimeSpan.TicksPerDay));
        if (_awaits && numbers[_mine + Due] <= due) return;
        (numbers[_mine + Due], numbers[_mine + Wanted]) = (due, wanted);
        (_awaits, _changed) = (true, true);
    }

    /// <summary>Lets a call of this process go.</summary>
    public void Take(long wanted)
    {
        var numbers = Numbers;
        for (var limit = 0; limit < _limits.Length; limit++)
        {
            if ((wanted & (1L << limit)) == 0) continue;
            var at = At(_limits, limit);
            var call = at + LimitHead + (2 * (int)((ulong)numbers[at + Next] % (ulong)_limits[limit].Permits));
            (numbers[call], numbers[call + 1]) = (_now, BitConverter.DoubleToInt64Bits(_self.Scale));
            numbers[at + Next]++;
            _waits[limit] = null;
        }
        numbers[_mine + Served] = ++numbers[0];
        if (!_awaits) numbers[_mine + Due] = 0;
        _changed = true;
    }

    /// <summary>
    /// The last call up to that long ago counts from now on: it was refused before these limits counted it, and is sent again.
    /// </summary>
    public void Move(long wanted, TimeSpan since)
    {
        var numbers = Numbers;
        for (var limit = 0; limit < _limits.Length; limit++)
        {
            if ((wanted & (1L << limit)) == 0) continue;
            var at = At(_limits, limit);
            var permits = (ulong)_limits[limit].Permits;
            var (moment, pace) = (_now, BitConverter.DoubleToInt64Bits(_self.Scale));
            for (var back = 1UL; back <= permits; back++)
            {
                var call = at + LimitHead + (2 * (int)(((ulong)numbers[at + Next] + permits - back) % permits));
                var isIt = numbers[call] <= _now - since.Ticks;
                (numbers[call], numbers[call + 1], moment, pace) = (moment, pace, numbers[call], numbers[call + 1]);
                if (isIt) break;
            }
            _waits[limit] = null;
        }
        _changed = true;
    }

    /// <summary>Holds all processes' calls against a limit.</summary>
    public void Pause(int limit, TimeSpan pause)
    {
        var at = At(_limits, limit);
        var numbers = Numbers;
        var until = _now + Math.Min(pause.Ticks, TimeSpan.TicksPerDay);
        // Which of two is later is not worth a write when it is only the reading of two clocks.
        if (numbers[at + PausedAt] <= _now + _limits[limit].Stretched.Ticks
            && numbers[at + PausedUntil] > until - TimeSpan.TicksPerMillisecond) return;
        (numbers[at + PausedAt], numbers[at + PausedUntil]) = (_now, until);
        _waits[limit] = null;
        _changed = true;
    }

    /// <summary>Gives the windows free.</summary>
    public void Dispose()
    {
        try
        {
            if (!_changed) return;
            Numbers[^1] = Sum();
            RandomAccess.Write(_file.SafeFileHandle, _content, 0);
        }
        catch (IOException)
        {
            // No room on the disk: the others do not learn of these calls, and the remote system tells us all when they are too many.
        }
        finally
        {
            _file.Dispose();
        }
    }

    static int At(RateLimit[] limits, int limit)
    {
        var at = Head + (Processes * ProcessSize);
        for (var l = 0; l < limit; l++) at += LimitHead + (2 * limits[l].Permits);
        return at;
    }

    /// <summary>Tells a file that was damaged, or only half written when its process ended.</summary>
    long Sum()
    {
        var sum = 17L;
        foreach (var number in Numbers[..^1]) sum = unchecked((sum ^ number) * 1_099_511_628_211);
        return sum;
    }

    bool IsWaiting(int process) =>
        Numbers[process + Due] is var due && due != 0 && due + Grace.Ticks >= _now && due <= _now + TimeSpan.TicksPerDay;

    /// <summary>The place of this process: its own, or that of the one that was here longest ago.</summary>
    int FindProcess()
    {
        var numbers = Numbers;
        var oldest = Head;
        for (var at = Head; at < Head + (Processes * ProcessSize); at += ProcessSize)
        {
            if (numbers[at + Id] == _self.Id)
            {
                oldest = at;
                break;
            }
            if (numbers[at + Seen] < numbers[oldest + Seen]) oldest = at;
        }
        if (numbers[oldest + Id] != _self.Id) numbers.Slice(oldest, ProcessSize).Clear();
        (numbers[oldest + Id], numbers[oldest + Seen]) = (_self.Id, _now);
        numbers[oldest + Part] = BitConverter.DoubleToInt64Bits(_self.Share);
        return oldest;
    }
}
