namespace Koppel.Simulation.Time;

/// <summary>
/// All that happens in a simulation, in one thread: what is ready runs, in an order that is chosen; when nothing is, the clock goes on to
/// what comes next. So a run depends on its choices and on nothing else.
/// </summary>
/// <param name="choose">Chooses one of so many that are ready; 0 is the one that waits longest.</param>
internal sealed class World(Func<int, int> choose)
{
    /// <summary>More steps than any run takes: it goes round in a circle.</summary>
    const int MostSteps = 400_000;

    readonly int _thread = Environment.CurrentManagedThreadId;
    readonly List<(Life Life, Task Task)> _ready = [];
    readonly PriorityQueue<Happening, (long At, long Order)> _coming = new();
    long _order;
    volatile string? _strayed;

    /// <summary>Since the beginning, in ticks of a ten millionth of a second. It only goes forward.</summary>
    public long Now { get; private set; }

    /// <summary>The process whose code runs at the moment; null for none.</summary>
    public Life? Current { get; private set; }

    /// <summary>By how much the machine's time of day was set.</summary>
    public TimeSpan ClockOffset { get; set; }

    /// <summary>How many steps were made.</summary>
    public int Steps { get; private set; }

    /// <summary>Something happens later, unless the process that it belongs to has ended by then.</summary>
    public Happening In(TimeSpan delay, Life? owner, Action action)
    {
        var happening = new Happening(owner, action);
        _coming.Enqueue(happening, (Now + Math.Max(0, delay.Ticks), ++_order));
        return happening;
    }

    /// <summary>Goes on until it is over.</summary>
    /// <exception cref="SimulationException">Nothing is left to happen, it has no end, or code has left the thread.</exception>
    public void Run(Func<bool> isOver)
    {
        while (!isOver())
        {
            if (++Steps > MostSteps) throw new SimulationException($"It has no end: {MostSteps} steps were made.");
            Step();
            if (_strayed is not null) throw new SimulationException($"Code of a load has left the simulation's thread: {_strayed}");
        }
    }

    /// <summary>A piece of a process's work is ready.</summary>
    internal void Enqueue(Life life, Task task)
    {
        if (Environment.CurrentManagedThreadId != _thread) _strayed = Environment.StackTrace;
        else if (life.IsAlive) _ready.Add((life, task));
    }

    void Step()
    {
        if (_ready.Count > 0)
        {
            var at = _ready.Count == 1 ? 0 : choose(_ready.Count);
            var (life, task) = _ready[at];
            _ready.RemoveAt(at);
            if (life.IsAlive) As(life, () => life.Execute(task));
            return;
        }
        if (!_coming.TryDequeue(out var next, out var when))
        {
            Thread.Sleep(20); // For the message alone: what has left the thread may come back.
            throw new SimulationException(_strayed ?? "Nothing is left to happen, and it is not over.");
        }
        Now = Math.Max(Now, when.At);
        if (!next.IsOff && next.Owner is not { IsAlive: false }) As(next.Owner, next.Action);
    }

    void As(Life? life, Action action)
    {
        Current = life;
        try
        {
            action();
        }
        finally
        {
            Current = null;
        }
    }
}

/// <summary>Something that will happen.</summary>
/// <param name="owner">The process that it belongs to; null for the world outside.</param>
/// <param name="action">What happens.</param>
internal sealed class Happening(Life? owner, Action action)
{
    /// <summary>The process that it belongs to, or null.</summary>
    public Life? Owner => owner;

    /// <summary>What happens.</summary>
    public Action Action => action;

    /// <summary>It will not happen after all.</summary>
    public bool IsOff { get; set; }
}

/// <summary>The simulation itself cannot go on, which is a finding too.</summary>
internal sealed class SimulationException(string message) : Exception(message);
