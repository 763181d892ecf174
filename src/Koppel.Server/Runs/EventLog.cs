using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Koppel.Server.Wire;

namespace Koppel.Server.Runs;

/// <summary>
/// All that runs tell, numbered, for any number of readers, who can go on where they were cut off. The last 10,000 are kept. Safe to use
/// from many threads.
/// </summary>
internal sealed class EventLog
{
    /// <summary>So many are kept.</summary>
    public const int Kept = 10_000;

    readonly Lock _lock = new();
    readonly Queue<LoggedEvent> _events = [];
    TaskCompletionSource _arrived = New();
    long _latest;

    /// <summary>By which a page knows that the program was started again.</summary>
    public string Program { get; } = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4));

    /// <summary>The number of the last event.</summary>
    public long Latest
    {
        get
        {
            lock (_lock) return _latest;
        }
    }

    /// <summary>Adds an event.</summary>
    public void Add(string kind, JsonObject data)
    {
        var bytes = Answer.Bytes(data);
        TaskCompletionSource arrived;
        lock (_lock)
        {
            _events.Enqueue(new LoggedEvent(++_latest, kind, bytes));
            if (_events.Count > Kept) _events.Dequeue();
            (arrived, _arrived) = (_arrived, New());
        }
        arrived.SetResult();
    }

    /// <summary>
    /// The events behind a number, as they come; null where some of them are not kept any more, and from time to time when none came.
    /// </summary>
    public async IAsyncEnumerable<LoggedEvent?> ReadAsync(
        long after, TimeSpan quiet, TimeProvider time, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (true)
        {
            Task arrived;
            List<LoggedEvent> some;
            bool isGap;
            lock (_lock)
            {
                if (after > _latest) after = _latest; // Of a program before this one.
                isGap = _events.TryPeek(out var first) && first.Number > after + 1;
                some = [.. _events.SkipWhile(e => e.Number <= after)];
                arrived = _arrived.Task;
            }
            if (isGap) yield return new LoggedEvent(0, "gap", "{}"u8.ToArray());
            foreach (var one in some)
            {
                yield return one;
                after = one.Number;
            }
            if (some.Count > 0) continue;
            using var ping = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            var waited = await Task.WhenAny(arrived, Task.Delay(quiet, time, ping.Token));
            await ping.CancelAsync();
            cancellationToken.ThrowIfCancellationRequested();
            if (waited != arrived) yield return null;
        }
    }

    static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}

/// <summary>An event.</summary>
/// <param name="Number">Its number; 0 for one that is only told to one reader.</param>
/// <param name="Kind">What kind.</param>
/// <param name="Data">Its data, as JSON on one line.</param>
internal sealed record LoggedEvent(long Number, string Kind, byte[] Data);
