using System.Runtime.CompilerServices;
using Koppel.Engine.State;
using Koppel.Sdk.Reading;
using Koppel.Sdk.Schema;

namespace Koppel.Engine.Ledger;

/// <summary>
/// <c>changes@koppel</c>: what loads changed, row by row. Its rows are unpacked from the planned calls as they are asked for;
/// <c>run = 42</c> is looked up, the engine checks all other conditions.
/// </summary>
internal sealed class ChangesTable(ILedger ledger) : IScanTable
{
    /// <summary>Its name.</summary>
    public const string Name = "changes";

    /// <summary>Whether a change came into being beside the rows of its load.</summary>
    public const string OnTheWay = "on_the_way";

    /// <summary>The verb of the statement that made a change.</summary>
    public const string Kind = "kind";

    /// <summary>Whether something of a row that was not accepted may be there all the same.</summary>
    public const string PerhapsTaken = "perhaps_taken";

    static readonly Column[] Columns =
    [
        Column.BigInt(LedgerTables.Run) with { References = "runs" },
        Column.BigInt("statement"),
        Column.BigInt("row") with { Description = "The row's number in the source, from 1." },
        Column.Text("target"),
        Column.Text("operation") with { Description = "insert, update or delete" },
        new Column("old", ColumnKind.Json) { Description = "What the target had, by column; null for an insert, or when it was not read." },
        new Column("new", ColumnKind.Json) { Description = "What it got, by column; null for a delete." },
        Column.Text("status") with { Description = "done, rejected, unchanged, not sent, in doubt or forgotten" },
        Column.Timestamp("time") with { Description = "When it was known to be done." },
        Column.Boolean(OnTheWay) with { Hidden = true, Description = "It came into being beside the rows of the load, such as a new tag." },
        Column.Text(Kind) with { Hidden = true, Description = "The verb of the statement, such as insert or synchronize." },
        Column.Boolean(PerhapsTaken) with { Hidden = true, Description = "It was rejected, and something of it may be there." },
    ];

    public TableSchema Schema { get; } = new(Name, [.. Columns.Select(c => c with { ReadOnly = true })])
    {
        Description = "What loads changed, row by row: the values before and after.",
    };

    public ScanPlan Plan(ScanRequest request) => new()
    {
        Request = request,
        Answers = [.. request.Predicates.Select(p => LedgerTable.Run(p) is null
            ? new PredicateAnswer(p, Match.Unsupported, "only the run is looked up")
            : new PredicateAnswer(p, Match.Inexact, "looked up"))],
        Requests = ["read the planned calls of the ledger"],
        Calls = 0,
    };

    public ValueTask<ScanEstimate> EstimateAsync(ScanPlan plan, CancellationToken cancellationToken = default) =>
        new(new ScanEstimate(ledger.CountRows(RunOf(plan.Request)), 0));

    public async IAsyncEnumerable<RowBatch> ScanAsync(ScanPlan plan, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        using var rows = LedgerChanges.Read(ledger, RunOf(plan.Request)).GetEnumerator();
        while (await Task.Run(() => Next(rows, plan.Request.Columns, cancellationToken), cancellationToken) is { } batch)
            yield return batch;
    }

    static long? RunOf(ScanRequest request) => request.Predicates.Select(LedgerTable.Run).FirstOrDefault(r => r is not null);

    RowBatch? Next(IEnumerator<LedgerChange> changes, IReadOnlyList<Column> columns, CancellationToken cancellationToken)
    {
        var batch = new RowBatch(columns);
        ledger.Guard(() =>
        {
            while (!batch.IsFull && changes.MoveNext())
            {
                cancellationToken.ThrowIfCancellationRequested();
                var row = batch.AddRow();
                for (var c = 0; c < columns.Count; c++) Set(batch[c], row, columns[c].Name, changes.Current);
            }
            return true;
        });
        return batch.Count == 0 ? null : batch;
    }

    static void Set(ColumnBuffer buffer, int row, string column, in LedgerChange change)
    {
        switch (column)
        {
            case LedgerTables.Run: buffer.SetLong(row, change.Run); break;
            case "statement": buffer.SetLong(row, change.Statement); break;
            case "row": buffer.SetLong(row, change.Row); break;
            case "target": buffer.SetText(row, $"{change.Table}@{change.Connection}"); break;
            case "operation": buffer.SetText(row, change.Operation.ToWord()); break;
            case "old": buffer.SetText(row, change.Old?.Invoke()); break;
            case "new": buffer.SetText(row, change.New?.Invoke()); break;
            case "status": buffer.SetText(row, LedgerChanges.Word(change.Status)); break;
            case Kind: buffer.SetText(row, change.Kind); break;
            case OnTheWay: buffer.SetBoolean(row, change.IsOnTheWay); break;
            case PerhapsTaken: buffer.SetBoolean(row, change.IsPerhapsTaken); break;
            case "time" when change.Time is { } time: buffer.SetLong(row, LedgerTime.Of(time)); break;
            default: buffer.SetNull(row); break;
        }
    }
}
