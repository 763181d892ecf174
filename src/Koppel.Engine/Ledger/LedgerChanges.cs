using System.Text.Json;
using Koppel.Sdk.Loading;
using Koppel.Sdk.Schema;

namespace Koppel.Engine.Ledger;

/// <summary>
/// The changes of loads, read from what their planned calls carry, in the order of runs, statements and calls. One call is unpacked at a
/// time. Loads of programs that did not record what they change are left out.
/// </summary>
internal static class LedgerChanges
{
    static readonly string[] Words = ["done", "rejected", "unchanged", "not sent", "in doubt", "forgotten"];

    /// <summary>How a status is called.</summary>
    public static string Word(ChangeStatus status) => Words[(int)status];

    /// <summary>Whether a row that was rejected for a reason may have been taken all the same, or a part of it.</summary>
    /// <param name="code">The reason as a word for programs; null where none is known.</param>
    public static bool MayBeTaken(string? code) => code is RejectCode.PartlyTaken or RejectCode.Interrupted or RejectCode.InDoubt;

    /// <summary>The changes, all as of the moment of the first.</summary>
    /// <param name="ledger">The ledger.</param>
    /// <param name="run">Whose, or null for all.</param>
    /// <exception cref="Koppel.Sdk.Connections.ConnectorException">The ledger is damaged.</exception>
    public static IEnumerable<LedgerChange> Read(ILedger ledger, long? run)
    {
        using var changes = ledger.Calls(run).SelectMany(Of).GetEnumerator();
        while (ledger.Guard(changes.MoveNext)) yield return changes.Current;
    }

    /// <summary>The rows that loads inserted into a table and to which its system gave a key that it told.</summary>
    /// <param name="ledger">The ledger.</param>
    /// <param name="table">The table's name as its system writes it.</param>
    /// <param name="connection">Its connection.</param>
    /// <exception cref="Koppel.Sdk.Connections.ConnectorException">The ledger is damaged.</exception>
    public static IEnumerable<LedgerChange> ReadKeyed(ILedger ledger, string table, string connection)
    {
        using var changes = ledger.Calls(run: null)
            .Where(c => (c.Key ?? (object?)c.Keys) is not null && c.Table.Equals(table, StringComparison.OrdinalIgnoreCase)
                && c.Connection.Equals(connection, StringComparison.OrdinalIgnoreCase))
            .SelectMany(Of).Where(c => c is { Key: not null, Status: ChangeStatus.Done, IsOnTheWay: false }).GetEnumerator();
        while (ledger.Guard(changes.MoveNext)) yield return changes.Current;
    }

    /// <summary>A change as it is shown.</summary>
    /// <param name="change">The change.</param>
    public static ChangedRow Shown(in LedgerChange change) => new(
        change.Statement, change.Row, $"{change.Table}@{change.Connection}", change.Operation.ToWord(), change.Old?.Invoke(),
        change.New?.Invoke(), Word(change.Status), change.Time, change.Key, change.IsOnTheWay);

    /// <summary>The changes of a call.</summary>
    /// <param name="call">The call.</param>
    public static IEnumerable<LedgerChange> Of(LedgerCall call)
    {
        using var content = JsonDocument.Parse(call.Content);
        var change = new LedgerChange(call.Run, call.Statement, 0, call.Table, call.Connection, default)
        {
            Status = StatusOf(call), Kind = call.Kind, Call = call.Number, Time = call.Done,
        };
        foreach (var row in JournalRows.Changes(content.RootElement))
        {
            var status = row.IsForgotten ? ChangeStatus.Forgotten
                : call.Rejected.Contains(row.Row) ? ChangeStatus.Rejected
                : change.Status;
            foreach (var one in Of(change, call, status, row)) yield return one;
        }
    }

    /// <summary>
    /// The changes of a row. What comes into being with it does so with the call's other rows too, when it is not accepted itself.
    /// </summary>
    static IEnumerable<LedgerChange> Of(LedgerChange call, LedgerCall its, ChangeStatus status, RowChange row)
    {
        var names = its.Columns;
        foreach (var created in row.Creates)
        {
            yield return call with
            {
                Row = row.Row, Table = created.Table, Operation = WriteOperation.Insert, IsOnTheWay = true,
                Old = () => null, New = () => LedgerJson.Row([created.Column], [created.Value]),
            };
        }
        yield return call with
        {
            Row = row.Row,
            Status = status,
            IsPerhapsTaken = status == ChangeStatus.Rejected && its.PerhapsTaken.Contains(row.Row),
            Operation = row.Operation,
            Key = row.Operation != WriteOperation.Insert ? null : its.Keys?.ByRow.GetValueOrDefault(row.Row) ?? its.Key,
            Old = () => row.Operation switch
            {
                WriteOperation.Delete => LedgerJson.Row(names, row.Values),
                WriteOperation.Update when row.Old is { } old =>
                    LedgerJson.Row(old.Select((v, i) => (names[i], v)).Where((_, i) => row.Values[i] is not null)),
                _ => null,
            },
            // A null says nothing of its column.
            New = () => row.Operation == WriteOperation.Delete
                ? null
                : LedgerJson.Row(row.Values.Select((v, i) => (names[i], v)).Where(v => v.v is not null).Concat(KeyOf(its, row))),
        };
    }

    /// <summary>The key that the remote system gave to a new row, by which it is found again.</summary>
    static IEnumerable<(string, string?)> KeyOf(LedgerCall call, RowChange row) =>
        call.Keys is { } keys && keys.ByRow.TryGetValue(row.Row, out var key)
            && !Gives(call.Columns, row, keys.Column) ? [(keys.Column, key)] : [];

    /// <summary>Whether a row gives a column a value; the load's columns may be more than those of its inserts.</summary>
    static bool Gives(IReadOnlyList<string> columns, RowChange row, string column) => columns.Take(row.Values.Count)
        .Zip(row.Values).Any(c => c.First.Equals(column, StringComparison.OrdinalIgnoreCase) && c.Second is not null);

    static ChangeStatus StatusOf(LedgerCall call) => call.State switch
    {
        CallState.Planned => ChangeStatus.NotSent,
        CallState.Done => call.Changed > 0 ? ChangeStatus.Done : ChangeStatus.Unchanged,
        _ => ChangeStatus.InDoubt,
    };
}
