using Koppel.Sdk.Loading;
using Koppel.Sdk.Schema;

namespace Koppel.Engine.Tests.Testing;

/// <summary>
/// A load into a <see cref="WritableMemoryTable"/>: a row that is there is unchanged, one without a required value is rejected.
/// </summary>
sealed class MemoryLoad(WritableMemoryTable table, WriteRequest request, int number = 0) : IWriteSession
{
    readonly RowStore _rows = new();

    string Route =>
        $"{request.Operation switch { WriteOperation.Insert => "POST", WriteOperation.Update => "PUT", _ => "DELETE" }} "
        + $"{table.Schema.Name}";

    /// <summary>What it was asked to do.</summary>
    public WriteRequest Request => request;

    /// <summary>The load's columns.</summary>
    public IReadOnlyList<Column> Columns => request.Columns;

    /// <summary>The rows that came, and the rows that were carried out.</summary>
    public List<object?[]> Given { get; } = [];

    public List<object?[]> Written { get; } = [];

    /// <summary>How many rows each list held.</summary>
    public List<int> Batches { get; } = [];

    /// <summary>The rows of side tables that passed.</summary>
    public List<(string Table, string[] Columns, object?[] Row)> Observed { get; } = [];

    /// <summary>It was closed.</summary>
    public bool IsDisposed { get; private set; }

    public void Observe(string side, RowBatch rows)
    {
        lock (Observed)
            foreach (var row in Cells.Rows(rows)) Observed.Add((side, [.. rows.Columns.Select(c => c.Name)], row));
    }

    public ValueTask AddAsync(RowBatch rows, CancellationToken cancellationToken = default)
    {
        _rows.Add(rows);
        Batches.Add(rows.Count);
        Given.AddRange(Cells.Rows(rows));
        return ValueTask.CompletedTask;
    }

    public ValueTask<WritePlan> PlanAsync(IWriteJournal journal, CancellationToken cancellationToken = default)
    {
        var books = new LoadBooks(_rows);
        var open = Settle(books);
        foreach (var row in open)
            journal.Plan(WritableMemoryTable.Row, Route, 1, (byte[])[.. BitConverter.GetBytes(row), .. BitConverter.GetBytes(number)]);
        return new(new WritePlan
        {
            Read = _rows.Count, Changes = open.Count, Unchanged = books.UnchangedCount, Rejects = books.Rejects(),
            EachReject = books.Each(),
            Kinds = [new PlannedRows(request.Operation, open.Count)], Calls = [new PlannedCalls(Route, open.Count, "a row a call")],
            Duration = TimeSpan.FromSeconds(open.Count),
        });
    }

    /// <summary>Carries the row of a planned call out.</summary>
    public void Write(JournalCall call) => Written.Add(RowOf(call));

    /// <summary>The row of a planned call.</summary>
    public object?[] RowOf(JournalCall call) => Given[(int)BitConverter.ToInt64(call.Content.Span) - 1];

    public ValueTask DisposeAsync()
    {
        IsDisposed = true;
        return ValueTask.CompletedTask;
    }

    /// <summary>Settles the rows that need no call and gives the others.</summary>
    List<long> Settle(LoadBooks books)
    {
        var places = Columns.Select(c => table.Schema.Columns.ToList().IndexOf(c)).ToList();
        var open = new List<long>();
        for (var row = 1L; row <= Given.Count; row++)
        {
            var values = Given[(int)row - 1];
            if (request.Operation == WriteOperation.Insert && Columns.Where((c, i) => c.Required && values[i] is null).Any())
                books.Reject(row, new RejectCause(RejectCode.ValueMissing, "A value is missing.", ""));
            else if (request.Operation == WriteOperation.Insert && table.Rows.Any(r => places.Select(p => r[p]).SequenceEqual(values)))
                books.Unchanged(row);
            else open.Add(row);
        }
        return open;
    }
}
