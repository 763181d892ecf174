using System.Collections.Concurrent;
using Koppel.Engine.Sql;
using Koppel.Sdk.Schema;

namespace Koppel.Engine.DuckDb;

/// <summary>The tables that <c>__scan</c> knows in one DuckDB instance, by reference such as <c>contacts@ac</c>.</summary>
internal sealed class ScanRegistry
{
    readonly ConcurrentDictionary<string, IScanSource> _sources = new(StringComparer.OrdinalIgnoreCase);
    Exception? _fault;

    /// <summary>Makes a table known, or replaces it.</summary>
    public void Set(string reference, IScanSource source) => _sources[reference] = source;

    /// <summary>Forgets all tables: those of one statement are not those of the next.</summary>
    public void Clear() => _sources.Clear();

    /// <summary>The table of that reference.</summary>
    /// <exception cref="QueryException">The statement reaches for a table that it does not name.</exception>
    public IScanSource Get(string reference) =>
        _sources.TryGetValue(reference, out var source)
            ? source
            : throw QueryException.Of($"{reference} can only be read where the statement itself writes {reference}.");

    /// <summary>Keeps the first fault of a scan: DuckDB carries only its text.</summary>
    public void Fail(Exception fault) => Interlocked.CompareExchange(ref _fault, fault, null);

    /// <summary>The fault of a scan since the last call, or null.</summary>
    public Exception? TakeFault() => Interlocked.Exchange(ref _fault, null);
}

/// <summary>A table as <c>__scan</c> sees it.</summary>
internal interface IScanSource
{
    /// <summary>All columns, hidden ones included.</summary>
    IReadOnlyList<Column> Columns { get; }

    /// <summary>How many rows it has, about, or null.</summary>
    long? Rows { get; }

    /// <summary>Begins to read.</summary>
    /// <param name="projected">Positions in <see cref="Columns"/>.</param>
    IScanReader Open(IReadOnlyList<int> projected);
}

/// <summary>A scan under way. Used by one thread at a time.</summary>
internal interface IScanReader : IDisposable
{
    /// <summary>For each projected column, its position in the batches; -1 when no value of it matters.</summary>
    IReadOnlyList<int> Positions { get; }

    /// <summary>The next rows, at least one, or null at the end. Waits.</summary>
    RowBatch? Next();
}
