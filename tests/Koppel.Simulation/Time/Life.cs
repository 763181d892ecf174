namespace Koppel.Simulation.Time;

/// <summary>
/// The life of a process: the scheduler of its work. When it ends, nothing of its work runs any more, wherever it stood; what it holds in
/// the world outside, such as locks of files, is let go.
/// </summary>
/// <param name="world">Where it lives.</param>
/// <param name="number">Its number, from 1.</param>
internal sealed class Life(World world, int number) : TaskScheduler
{
    readonly List<Action> _atEnd = [];

    /// <summary>Its number, from 1.</summary>
    public int Number => number;

    /// <summary>Where it lives.</summary>
    public World World => world;

    /// <summary>Whether it goes on.</summary>
    public bool IsAlive { get; private set; } = true;

    /// <summary>Its clock.</summary>
    public TimeProvider Time => field ??= new VirtualTime(this);

    /// <summary>Something to do when it ends, however it ends.</summary>
    public void AtEnd(Action action) => _atEnd.Add(action);

    /// <summary>Begins its work.</summary>
    public Task<T> Start<T>(Func<Task<T>> work) =>
        Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.DenyChildAttach, this).Unwrap();

    /// <summary>Ends it.</summary>
    public void End()
    {
        if (!IsAlive) return;
        IsAlive = false;
        foreach (var action in Enumerable.Reverse(_atEnd)) action();
    }

    /// <inheritdoc/>
    public override string ToString() => $"process {number}";

    internal void Execute(Task task) => TryExecuteTask(task);

    /// <inheritdoc/>
    protected override void QueueTask(Task task) => world.Enqueue(this, task);

    /// <inheritdoc/>
    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) => false;

    /// <inheritdoc/>
    protected override IEnumerable<Task> GetScheduledTasks() => [];
}
