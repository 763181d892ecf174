namespace Koppel.Sdk;

/// <summary>A row that was not accepted.</summary>
/// <param name="Row">The row's number in the source, from 1.</param>
/// <param name="Values">The row's values as text, in the order of the load's columns; null where there is none.</param>
/// <param name="Reason">Why, and what to do, as a sentence.</param>
public sealed record Reject(long Row, IReadOnlyList<string?> Values, string Reason);

/// <summary>The rows that were not accepted: all are counted, the first <see cref="Kept"/> are kept.</summary>
public sealed class RejectList
{
    /// <summary>How many rejects are kept with their values. The default is 1,000.</summary>
    public const int Kept = 1_000;

    readonly List<Reject> _first = [];

    /// <summary>An empty list.</summary>
    public RejectList()
    {
    }

    /// <summary>A list of which only the first rows are at hand.</summary>
    /// <param name="first">The first of them, in the order of the source.</param>
    /// <param name="count">How many there are in all.</param>
    public RejectList(IEnumerable<Reject> first, long count) => (_first, Count) = ([.. first.Take(Kept)], count);

    /// <summary>How many rows were not accepted.</summary>
    public long Count { get; private set; }

    /// <summary>The first of them, in the order of the source.</summary>
    public IReadOnlyList<Reject> First => _first;

    /// <summary>Adds a row.</summary>
    public void Add(Reject reject)
    {
        Count++;
        if (_first.Count < Kept) _first.Add(reject);
    }
}
