using System.Globalization;

namespace Koppel.Sdk.Loading;

/// <summary>A row that was not accepted.</summary>
/// <param name="Row">The row's number in the source, from 1.</param>
/// <param name="Values">The row's values as text, in the order of the load's columns; null where there is none.</param>
/// <param name="Cause">Why, and what to do.</param>
public sealed record Reject(long Row, IReadOnlyList<string?> Values, RejectCause Cause)
{
    /// <summary>The row's number in the file that it comes from, such as an Excel sheet, from 1; null when it is not known.</summary>
    public long? SourceRow { get; init; }

    /// <summary>Why, as a word for programs.</summary>
    public string Code => Cause.Code;

    /// <summary>Why, as a sentence.</summary>
    public string Reason => Cause.Reason;

    /// <summary>What to do, as a sentence.</summary>
    public string Remedy => Cause.Remedy;

    /// <summary>The row, its values, why and what to do, in one line for a person.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"row {Row:N0}{(SourceRow is { } source ? string.Create(CultureInfo.InvariantCulture, $", {source:N0} in the sheet") : "")} ("
        + $"{string.Join(", ", Values.Select(v => v ?? "null"))}): {Cause}");
}

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
