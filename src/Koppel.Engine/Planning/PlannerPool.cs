using System.Collections.Concurrent;
using Koppel.Engine.Safety;

namespace Koppel.Engine.Planning;

/// <summary>
/// Planners of an engine that are given to whichever session plans a statement: each is a DuckDB of its own, and most sessions plan now and
/// then. Only such as know nothing of a session but its time zone. Safe to use from many threads.
/// </summary>
internal sealed class PlannerPool : IDisposable
{
    readonly ConcurrentDictionary<string, ConcurrentBag<Planner>> _idle = new(StringComparer.Ordinal);

    /// <summary>A planner; dispose what is given to give it back.</summary>
    /// <param name="timeZone">The session's time zone.</param>
    /// <param name="doors">What the session's statements can reach: open.</param>
    public Loan Take(string timeZone, SessionDoors doors)
    {
        var idle = _idle.GetOrAdd(timeZone, _ => []);
        return new Loan(idle.TryTake(out var planner) ? planner : new Planner(timeZone, doors), idle);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var idle in _idle.Values)
            while (idle.TryTake(out var planner)) planner.Dispose();
    }

    /// <summary>A planner for a while.</summary>
    /// <param name="Planner">The planner.</param>
    /// <param name="Back">Where it goes then; null when it is the session's own.</param>
    internal readonly record struct Loan(Planner Planner, ConcurrentBag<Planner>? Back) : IDisposable
    {
        /// <inheritdoc/>
        public void Dispose()
        {
            if (Back is null) return;
            Planner.ForgetLocals();
            Back.Add(Planner);
        }
    }
}
