using Koppel.Engine.Events;
using Koppel.Engine.Ledger;
using Koppel.Engine.Loading;
using Koppel.Engine.Loading.Changes;
using Koppel.Engine.Sql;
using Koppel.Engine.Statements;
using Koppel.Sdk.Connections;
using Koppel.Sdk.Loading;
using Koppel.Sdk.Schema;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Koppel.Simulation.Runs;

/// <summary>A load whose rows are given: all that a session would give it, without DuckDB.</summary>
/// <param name="run">What is tried.</param>
/// <param name="target">Where they go.</param>
/// <param name="ledger">The ledger.</param>
internal sealed class GivenLoad(Case run, LoadTarget target, ILedger ledger) : ILoadContext
{
    /// <summary>Rows given at once.</summary>
    const int Few = 7;

    static readonly Dictionary<string, WriteStatement> Parsed = Workload.All.Select(w => w.Script).Distinct().ToDictionary(
        s => s, s => (WriteStatement)Sql(s));

    public string Script => run.Workload.Script;

    public WriteStatement Statement => Parsed[run.Workload.Script];

    public string Target => Statement.Target.Text;

    public required StatementActivity Activity { get; init; }

    public required ExecuteOptions Options { get; init; }

    public required RunChannel Channel { get; init; }

    public required RunRecorder Recorder { get; init; }

    /// <summary>The rows, in the order in which this process reads them: a query need not give them in the same order twice.</summary>
    public required IReadOnlyList<string?[]> Rows { get; init; }

    /// <summary>The rows that are left out.</summary>
    public required Func<CarriedRows?, CarriedRows?> CarriedRows { get; init; }

    public ILogger Log => NullLogger.Instance;

    public bool IsRepeatable => true;

    public ConnectorException Damaged(Exception fault) => ledger.Damaged(fault);

    public Task<LoadTarget> FindTargetAsync(CancellationToken cancellationToken) => Task.FromResult(target);

    public async Task<IReadLoad> ReadAsync(LoadTarget to, ILoadJournal journal, CancellationToken cancellationToken)
    {
        await journal.BeginAsync(to, cancellationToken);
        IReadOnlyList<Column> columns = [.. run.Workload.Columns.Select(c => to.Table.Schema.Find(c)!)];
        var insert = Begin(to.Table, columns, run.Workload.Operation);
        var writer = run.Workload.IsMixed ? Mixed(insert, Begin(to.Table, columns, WriteOperation.Delete)) : insert;
        try
        {
            if (Statement is InsertStatement) journal.PlansEarly(writer, columns);
            await FeedAsync(writer, columns, CarriedRows(journal.Carried), cancellationToken);
            return new Read(writer, run.Workload.Columns);
        }
        catch
        {
            await writer.DisposeAsync();
            throw;
        }
    }

    ChangeWriter Mixed(IWriteSession inserts, IWriteSession deletes) => new(
    [
        (new ChangePart(new WriteRequest([])), inserts),
        (new ChangePart(new WriteRequest([]) { Operation = WriteOperation.Delete }), deletes),
    ]);

    /// <summary>The session that takes a row.</summary>
    IWriteSession SessionOf(IWriteSession writer, IReadOnlyList<string?> values) => writer is not ChangeWriter mixed ? writer
        : mixed.Parts.Single(p => p.Part.Operation == run.Workload.OperationOf(values)).Session;

    IWriteSession Begin(IWritableTable table, IReadOnlyList<Column> columns, WriteOperation operation)
    {
        var session = table.BeginWrite(
            new WriteRequest(columns) { Operation = operation, IdentifiedBy = run.Workload.IdentifiedBy });
        return run.ContactsInImport == int.MaxValue ? session : new SmallImports(session, run.ContactsInImport);
    }

    async Task FeedAsync(IWriteSession writer, IReadOnlyList<Column> columns, CarriedRows? carried, CancellationToken cancellationToken)
    {
        var read = Rows.Select((values, i) => (Number: i + 1L, Values: values, Session: SessionOf(writer, values))).ToList();
        foreach (var some in read.GroupBy(r => r.Session).SelectMany(g => g.Chunk(Few)))
        {
            var numbers = carried is null && writer == some[0].Session ? null : new List<long>();
            var batch = new RowBatch(columns, Few) { Numbers = numbers };
            foreach (var (number, values, _) in some)
            {
                var row = batch.AddRow();
                for (var c = 0; c < columns.Count; c++) Set(batch[c], row, values[c]);
                if (carried?.Take(batch, row) == true) batch.RemoveLast();
                else numbers?.Add(number);
            }
            if (batch.Count > 0) await some[0].Session.AddAsync(batch, cancellationToken);
            await Task.Yield();
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    static void Set(ColumnBuffer buffer, int row, string? value)
    {
        if (value is null) buffer.SetNull(row);
        else if (buffer.Type.Kind == ColumnKind.BigInt) buffer.SetLong(row, long.Parse(value, null));
        else buffer.SetText(row, value);
    }

    static Statement Sql(string script) => Koppel.Engine.Sql.Statement.Parse(script, Koppel.Engine.Sql.Script.Split(script)[0]);

    sealed class Read(IWriteSession writer, IReadOnlyList<string> columns) : IReadLoad
    {
        public IReadOnlyList<string> Columns => columns;

        public ValueTask<WritePlan> PlanAsync(IWriteJournal journal, CancellationToken cancellationToken) =>
            writer.PlanAsync(journal, cancellationToken);

        public ValueTask DisposeAsync() => writer.DisposeAsync();
    }
}
