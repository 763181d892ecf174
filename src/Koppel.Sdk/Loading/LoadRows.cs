using Koppel.Sdk.Schema;

namespace Koppel.Sdk.Loading;

/// <summary>The rows of a load while it is planned: cleaned, kept, and entered in its books.</summary>
/// <param name="request">The load.</param>
public sealed class LoadRows(WriteRequest request)
{
    readonly NameCleaner _names = new(request);
    LoadBooks? _books;

    /// <summary>The rows.</summary>
    public RowStore Store { get; } = new();

    /// <summary>Which of them change nothing, and which cannot be accepted.</summary>
    public LoadBooks Books => _books ??= new LoadBooks(Store);

    /// <summary>Takes rows in. They must not be filled again.</summary>
    public ValueTask AddAsync(RowBatch rows)
    {
        _names.Take(rows);
        Store.Add(rows);
        return ValueTask.CompletedTask;
    }

    /// <summary>The plan, without its calls.</summary>
    /// <param name="repeats">Rows that say again what an earlier one says.</param>
    /// <param name="kinds">How many rows change, by what is done with them.</param>
    public WritePlan Plan(long repeats, params IReadOnlyList<PlannedRows> kinds) => _names.In(new WritePlan
    {
        Read = Store.Count,
        Changes = kinds.Sum(k => k.Count),
        Kinds = kinds,
        Unchanged = Books.UnchangedCount,
        Repeats = repeats,
        Rejects = Books.Rejects(),
        EachReject = Books.Each(),
        Calls = [],
        Duration = TimeSpan.Zero,
    });
}
