using System.Text.Json;
using Koppel.Engine.State;
using Koppel.Sdk.Loading;
using Koppel.Sdk.Schema;
using Microsoft.Data.Sqlite;

namespace Koppel.Engine.Ledger;

/// <summary>
/// The changes of loads, read from what their planned calls carry, in the order of runs, statements and calls. One call is unpacked at a
/// time. Loads of programs that did not record what they change are left out.
/// </summary>
internal sealed class LedgerChanges : IDisposable
{
    const string Calls = """
        select s.id, s.run, s.statement, s.target_table, s.connection, s.columns, c.state,
            c.changed, c.rows - c.changed - c.unchanged, c.done_at, o.content, s.kind, c.number
        from statements s join calls c on c.statement = s.id join contents o on o.call = c.id
        where s.columns is not null and s.target_table is not null
        """;

    static readonly string[] Words = ["done", "rejected", "unchanged", "not sent", "in doubt"];

    readonly StateFile _file;
    readonly LedgerConnection _connection;
    readonly SqliteDataReader _calls;
    HashSet<(long Call, long Row)> _rejected = [];
    (long Id, IReadOnlyList<string> Names, bool KnowsRejects) _statement = (0, [], false);

    /// <summary>Opens them; all are as of this moment.</summary>
    /// <param name="ledger">The ledger.</param>
    /// <param name="run">Whose, or null for all.</param>
    public LedgerChanges(RunLedger ledger, long? run)
    {
        _file = ledger.File;
        _connection = ledger.Connect();
        try
        {
            _calls = ledger.File.Guard(() => run is { } one
                ? _connection.Read($"{Calls} and s.run = $1 order by s.run, s.statement, c.number", one)
                : _connection.Read($"{Calls} order by s.run, s.statement, c.number"));
        }
        catch
        {
            _connection.Dispose();
            throw;
        }
    }

    /// <summary>How a status is called.</summary>
    public static string Word(ChangeStatus status) => Words[(int)status];

    /// <summary>The changes, once.</summary>
    /// <exception cref="Koppel.Sdk.Connections.ConnectorException">The ledger is damaged.</exception>
    public IEnumerable<LedgerChange> Read()
    {
        using var changes = ReadCalls().GetEnumerator();
        while (_file.Guard(changes.MoveNext)) yield return changes.Current;
    }

    IEnumerable<LedgerChange> ReadCalls()
    {
        while (_calls.Read())
        {
            if (_calls.GetInt64(0) != _statement.Id) _statement = (_calls.GetInt64(0), LedgerJson.Texts(_calls.GetString(5)), false);
            using var content = JsonDocument.Parse(Packed.Unpack(_calls.GetFieldValue<byte[]>(10)));
            var call = new LedgerChange(_calls.GetInt64(1), _calls.GetInt64(2), 0, _calls.GetString(3), _calls.GetString(4), default)
            {
                Status = StatusOfCall(),
                Kind = _calls.GetString(11),
                Call = _calls.GetInt64(12),
                Time = _calls.IsDBNull(9) ? null : _calls.GetInt64(9),
            };
            var hasRejects = !_calls.IsDBNull(8) && _calls.GetInt64(8) > 0;
            if (hasRejects) ReadRejects();
            foreach (var row in JournalRows.Changes(content.RootElement))
            {
                foreach (var change in Of(call,
                    hasRejects && _rejected.Contains((call.Call, row.Row)) ? ChangeStatus.Rejected : call.Status, row)) yield return change;
            }
        }
    }

    public void Dispose()
    {
        _calls.Dispose();
        _connection.Dispose();
    }

    /// <summary>
    /// The changes of a row. What comes into being with it does so with the call's other rows too, when it is not accepted itself.
    /// </summary>
    IEnumerable<LedgerChange> Of(LedgerChange call, ChangeStatus status, RowChange row)
    {
        var names = _statement.Names;
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
            Operation = row.Operation,
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
                : LedgerJson.Row(row.Values.Select((v, i) => (names[i], v)).Where(v => v.v is not null)),
        };
    }

    ChangeStatus StatusOfCall() => (CallState)_calls.GetInt32(6) switch
    {
        CallState.Planned => ChangeStatus.NotSent,
        CallState.Done => _calls.GetInt64(7) > 0 ? ChangeStatus.Done : ChangeStatus.Unchanged,
        _ => ChangeStatus.InDoubt,
    };

    /// <summary>The rows of the statement's calls that were not accepted. After a break another row may have the same number.</summary>
    void ReadRejects()
    {
        if (_statement.KnowsRejects) return;
        _rejected = [
            .. _connection.Rows("select call, row from rejects where statement = $1 and call is not null",
                row => (row.GetInt64(0), row.GetInt64(1)), _statement.Id)];
        _statement.KnowsRejects = true;
    }
}
