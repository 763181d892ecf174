namespace Koppel.Sdk.Http;

/// <summary>
/// Keeps calls inside several limits at once. Whoever asks waits in one queue; a call goes when each limit that it counts against has room
/// at that very moment, the first in the queue first. So no window of any limit ever holds more than its permits, a call that waits
/// for a slow limit keeps no place in a quick one, and one that is given up costs nothing. Budgets of one account in several processes can
/// keep their windows together: each has its own queue, and they take turns.
/// </summary>
public sealed class RateBudget
{
    static readonly TimeSpan LongestTimer = TimeSpan.FromDays(1);

    /// <summary>When to look again after another process was let go first, or was at the shared windows at that moment.</summary>
    static readonly TimeSpan SoonAgain = TimeSpan.FromMilliseconds(2);

    readonly Lock _lock = new();
    readonly Dictionary<RateLimit, Window> _windows = [];
    readonly LinkedList<Waiter> _queue = [];
    readonly TimeProvider _time;
    readonly long _begun;
    readonly SharedBudget? _shared;
    ITimer? _timer;
    int _lines;
    double _scale = 1;

    /// <summary>An unused budget.</summary>
    /// <param name="limits">All limits of the account.</param>
    /// <param name="time">The clock.</param>
    public RateBudget(IEnumerable<RateLimit> limits, TimeProvider time) : this(limits, time, int.MaxValue) { }

    /// <summary>
    /// An unused budget that also bounds the calls under way at once, uses a part of the limits and keeps them with others.
    /// </summary>
    internal RateBudget(IEnumerable<RateLimit> limits, TimeProvider time, int lines, double share = 1, SharedBudget? shared = null)
    {
        (_time, _begun, _lines, _shared) = (time, time.GetTimestamp(), lines, shared);
        foreach (var limit in limits) _windows.Add(limit, new Window(limit.Part(share), _windows.Count));
    }

    /// <summary>How many times faster than written all limits run. 1 for a real account; a sandbox says its own.</summary>
    public double Scale
    {
        get
        {
            lock (_lock) return _scale;
        }
        set
        {
            lock (_lock)
            {
                if (_scale == value) return;
                _scale = value;
                Grant();
            }
        }
    }

    /// <summary>By the clock that only goes forward: setting the machine's clock lets no call through.</summary>
    TimeSpan Now => _time.GetElapsedTime(_begun);

    /// <summary>Waits until a call that counts against these limits may be sent.</summary>
    public ValueTask AcquireAsync(IReadOnlyList<RateLimit> limits, CancellationToken cancellationToken = default) =>
        WaitAsync(limits, needsLine: false, cancellationToken);

    /// <summary>As <see cref="AcquireAsync"/>, and until a line is free, which <see cref="Leave"/> gives back.</summary>
    internal ValueTask EnterAsync(IReadOnlyList<RateLimit> limits, CancellationToken cancellationToken) =>
        WaitAsync(limits, needsLine: true, cancellationToken);

    /// <summary>Gives a line back.</summary>
    internal void Leave()
    {
        lock (_lock)
        {
            _lines++;
            Grant();
        }
    }

    /// <summary>A call that was let go a while ago is sent only now: where that is more than the margin, it counts from now.</summary>
    internal void Late(IReadOnlyList<RateLimit> limits, TimeSpan by)
    {
        lock (_lock)
        {
            var late = limits.Select(l => _windows[l]).Where(w => by > (w.Limit.Stretched - w.Limit.Window) / _scale).ToArray();
            if (late.Length == 0) return;
            foreach (var window in late) window.Take(Now);
            using var turn = _shared?.TryEnter(_scale, out _);
            turn?.Take(Waiter.Bits(late));
        }
    }

    /// <summary>
    /// A call that was let go that long ago was refused for another limit, so that these do not count it; it is sent again, and counts from
    /// now.
    /// </summary>
    internal void Move(IReadOnlyList<RateLimit> limits, TimeSpan since)
    {
        if (limits.Count == 0) return;
        lock (_lock)
        {
            var windows = limits.Select(l => _windows[l]).ToArray();
            foreach (var window in windows) window.Move(Now - since, Now);
            using var turn = _shared?.TryEnter(_scale, out _);
            turn?.Move(Waiter.Bits(windows), since);
        }
    }

    /// <summary>Sends nothing against this limit for a while, because the remote system asked for it.</summary>
    public void Pause(RateLimit limit, TimeSpan pause)
    {
        lock (_lock)
        {
            var window = _windows[limit];
            var until = Now + pause;
            if (window.PausedUntil >= until) return;
            window.PausedUntil = until;
            using var turn = _shared?.TryEnter(_scale, out _);
            turn?.Pause(window.Number, pause);
        }
    }

    /// <summary>How long a number of calls takes at the least, each counting against all of its limits.</summary>
    /// <param name="calls">Calls by limit.</param>
    public TimeSpan Estimate(IEnumerable<(RateLimit Limit, long Calls)> calls)
    {
        var longest = TimeSpan.Zero;
        foreach (var (limit, count) in calls)
        {
            var part = _windows[limit].Limit;
            var windows = count <= 0 ? 0 : (count - 1) / part.Permits;
            var time = part.Stretched / Scale * windows;
            if (time > longest) longest = time;
        }
        return longest;
    }

    ValueTask WaitAsync(IReadOnlyList<RateLimit> limits, bool needsLine, CancellationToken cancellationToken)
    {
        var waiter = new Waiter([.. limits.Select(l => _windows[l])], needsLine);
        lock (_lock)
        {
            _queue.AddLast(waiter.Place);
            waiter.Cancellation = cancellationToken.UnsafeRegister(_ => GiveUp(waiter, cancellationToken), null);
            Grant();
        }
        return new ValueTask(waiter.Granted.Task);
    }

    void GiveUp(Waiter waiter, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (waiter.Place.List is null) return;
            _queue.Remove(waiter.Place);
            waiter.Granted.SetCanceled(cancellationToken);
        }
    }

    /// <summary>Lets all go that may go now, in the order of the queue, and wakes up when the next may.</summary>
    void Grant()
    {
        if (!_queue.Any(HasLine)) return;
        var busy = false;
        using var turn = _shared?.TryEnter(_scale, out busy);
        if (busy)
        {
            WakeUpIn(SoonAgain);
            return;
        }
        var now = Now;
        var next = TimeSpan.MaxValue;
        for (var place = _queue.First; place is not null;)
        {
            var (waiter, following) = (place.Value, place.Next);
            if (HasLine(waiter))
            {
                var wait = Wait(waiter, now, turn);
                if (wait > TimeSpan.Zero)
                {
                    if (wait < next) next = wait;
                }
                else
                {
                    if (waiter.NeedsLine) _lines--;
                    foreach (var window in waiter.Windows) window.Take(now);
                    turn?.Take(waiter.Numbers);
                    _queue.Remove(place);
                    waiter.Cancellation.Unregister();
                    waiter.Granted.SetResult();
                }
            }
            place = following;
        }
        if (next < TimeSpan.MaxValue) WakeUpIn(next);
    }

    bool HasLine(Waiter waiter) => !waiter.NeedsLine || _lines > 0;

    /// <summary>How long it must wait at the least, as things stand. What it waits for is told to the other processes.</summary>
    TimeSpan Wait(Waiter waiter, TimeSpan now, SharedTurn? turn)
    {
        var wait = waiter.Windows.Length == 0 ? TimeSpan.Zero : waiter.Windows.Max(w => w.HasRoomAt(_scale)) - now;
        if (turn is null || waiter.Windows.Length == 0) return wait;
        foreach (var window in waiter.Windows)
        {
            if (window.PausedUntil > now) turn.Pause(window.Number, window.PausedUntil - now);
            var shared = turn.Wait(window.Number);
            if (shared > wait) wait = shared;
        }
        if (wait <= TimeSpan.Zero && !turn.IsAnothers(waiter.Numbers)) return TimeSpan.Zero;
        turn.Await(waiter.Numbers, wait);
        return wait > TimeSpan.Zero ? wait : SoonAgain;
    }

    void WakeUpIn(TimeSpan wait)
    {
        _timer ??= _time.CreateTimer(_ => WakeUp(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        // The system's timer counts whole milliseconds and cuts off the rest: what is left of the last one is waited for by looking again
        // at once. Rounded up, each window would be longer by a millisecond and more.
        _timer.Change(wait < LongestTimer ? wait : LongestTimer, Timeout.InfiniteTimeSpan);
    }

    void WakeUp()
    {
        lock (_lock) Grant();
    }

    sealed class Waiter
    {
        public Waiter(Window[] windows, bool needsLine)
        {
            (Windows, NeedsLine, Place) = (windows, needsLine, new LinkedListNode<Waiter>(this));
            Numbers = Bits(windows);
        }

        public static long Bits(Window[] windows) => windows.Aggregate(0L, (bits, w) => bits | (1L << w.Number));

        public Window[] Windows { get; }

        /// <summary>The windows' numbers, as bits.</summary>
        public long Numbers { get; }

        public bool NeedsLine { get; }

        public LinkedListNode<Waiter> Place { get; }

        public CancellationTokenRegistration Cancellation { get; set; }

        public TaskCompletionSource Granted { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    /// <summary>The moments of a limit's last calls, as many as it has permits.</summary>
    sealed class Window(RateLimit limit, int number)
    {
        readonly TimeSpan?[] _taken = new TimeSpan?[limit.Permits];
        int _oldest;

        public RateLimit Limit => limit;

        public int Number => number;

        public TimeSpan PausedUntil { get; set; } = TimeSpan.Zero;

        public TimeSpan HasRoomAt(double scale) =>
            _taken[_oldest] is { } oldest && oldest + (limit.Stretched / scale) is var at && at > PausedUntil ? at : PausedUntil;

        public void Take(TimeSpan at)
        {
            _taken[_oldest] = at;
            _oldest = (_oldest + 1) % _taken.Length;
        }

        /// <summary>The last call up to a moment counts from another one on, which is later than all.</summary>
        public void Move(TimeSpan from, TimeSpan to)
        {
            for (var (place, moved) = (Before(_oldest), (TimeSpan?)to); ; place = Before(place))
            {
                var isIt = _taken[place] is not { } at || at <= from;
                (_taken[place], moved) = (moved, _taken[place]);
                if (isIt || place == _oldest) return;
            }
        }

        int Before(int place) => (place + _taken.Length - 1) % _taken.Length;
    }
}
