using Koppel.Engine.DuckDb;

namespace Koppel.Engine.KeptResults;

/// <summary>Rows that stay: those of a query, or an order or a part of them. Safe to use from many threads.</summary>
public sealed class KeptResult
{
    long _rows;
    volatile bool _isComplete;

    internal KeptResult(long id, IReadOnlyList<ResultColumn> columns, IReadOnlyList<DuckType> types, ResultOrigin origin) =>
        (Id, Columns, Types, Origin, Since) = (id, columns, types, origin, origin.At);

    /// <summary>Its number in the store.</summary>
    public long Id { get; }

    /// <summary>The columns.</summary>
    public IReadOnlyList<ResultColumn> Columns { get; }

    /// <summary>Where it comes from.</summary>
    public ResultOrigin Origin { get; }

    /// <summary>What its owner calls it, or null.</summary>
    public string? Name { get; set; }

    /// <summary>Whether it stays until it is dropped by hand.</summary>
    public bool IsPinned { get; set; }

    /// <summary>How many rows are there so far.</summary>
    public long Rows => Interlocked.Read(ref _rows);

    /// <summary>Whether no further row comes.</summary>
    public bool IsComplete => _isComplete;

    /// <summary>Why rows are missing, as a sentence; null when none are.</summary>
    public string? Fault { get; internal set; }

    /// <summary>About how much room it takes, with the file that was made of it.</summary>
    public long Bytes { get; internal set; }

    /// <summary>The result that this is an order or a part of, or null.</summary>
    public KeptResult? Of { get; internal init; }

    /// <summary>When it was made: an order or a part is younger than what it is of.</summary>
    internal DateTimeOffset Since { get; init; }

    /// <summary>The types of the columns as DuckDB has them.</summary>
    internal IReadOnlyList<DuckType> Types { get; set; }

    /// <summary>The name of its table.</summary>
    internal string Table => FormattableString.Invariant($"r{Id}");

    /// <summary>The file that was made of it, or null.</summary>
    internal string? File { get; set; }

    /// <summary>Whether it was dropped, also while it is still being filled.</summary>
    internal bool IsDropped { get; set; }

    /// <summary>More rows are there.</summary>
    internal void Grow(long rows) => Interlocked.Add(ref _rows, rows);

    /// <summary>No further row comes.</summary>
    internal void Complete() => _isComplete = true;
}
