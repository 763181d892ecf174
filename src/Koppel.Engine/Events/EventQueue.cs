using System.Runtime.CompilerServices;

namespace Koppel.Engine.Events;

/// <summary>
/// The events of a run until they are read. Who tells waits for nobody; so that a reader who is slow costs no memory, progress that nobody
/// has read gives way to what comes behind it. For many who tell, and one reader.
/// </summary>
internal sealed class EventQueue
{
    readonly Lock _lock = new();
    readonly LinkedList<RunEvent> _events = new();
    TaskCompletionSource _arrived = New();
    bool _isComplete;
    Exception? _fault;

    /// <summary>Adds an event.</summary>
    public void Add(RunEvent told)
    {
        lock (_lock)
        {
            if (told is StatementProgress && _events.Last is { Value: StatementProgress } last) last.Value = told;
            else _events.AddLast(told);
            _arrived.TrySetResult();
        }
    }

    /// <summary>No further event comes.</summary>
    /// <param name="fault">What the reader gets behind the last, or null.</param>
    public void Complete(Exception? fault)
    {
        lock (_lock)
        {
            (_isComplete, _fault) = (true, fault);
            _arrived.TrySetResult();
        }
    }

    /// <summary>The events, as they come.</summary>
    public async IAsyncEnumerable<RunEvent> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        while (true)
        {
            var (next, arrived) = Take();
            if (next is not null) yield return next;
            else if (arrived is null) yield break;
            else await arrived.WaitAsync(cancellationToken);
        }
    }

    /// <summary>The next event; or what to wait for; or neither, at the end.</summary>
    (RunEvent? Next, Task? Arrived) Take()
    {
        lock (_lock)
        {
            if (_events.First is { } first)
            {
                _events.RemoveFirst();
                return (first.Value, null);
            }
            if (_isComplete)
            {
                if (_fault is not null) System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(_fault);
                return (null, null);
            }
            if (_arrived.Task.IsCompleted) _arrived = New();
            return (null, _arrived.Task);
        }
    }

    static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
