using Koppel.Engine.State;
using Koppel.Sdk.Loading;
using Microsoft.Data.Sqlite;

namespace Koppel.Engine.Ledger.Sqlite;

/// <summary>The planned calls of loads in the file. Loads of programs that did not record what they change are left out.</summary>
internal static class PlannedCalls
{
    const string All = """
        select s.id, s.run, s.statement, s.target_table, s.connection, s.columns, c.state,
            c.changed, c.rows - c.changed - c.unchanged, c.done_at, o.content, s.kind, c.number, c.created
        from statements s join calls c on c.statement = s.id join contents o on o.call = c.id
        where s.columns is not null and s.target_table is not null
        """;

    /// <summary>Reads them, all as of the moment of the first.</summary>
    /// <param name="ledger">The ledger.</param>
    /// <param name="run">Whose, or null for all.</param>
    public static IEnumerable<LedgerCall> Read(SqliteLedger ledger, long? run) => run is { } one
        ? Read(ledger, $"{All} and s.run = $1 order by s.run, s.statement, c.number", one)
        : Read(ledger, $"{All} order by s.run, s.statement, c.number");

    /// <summary>Those of a statement from a number on.</summary>
    /// <param name="ledger">The ledger.</param>
    /// <param name="run">The run.</param>
    /// <param name="statement">The statement's number in it.</param>
    /// <param name="call">The number of the first call.</param>
    public static IEnumerable<LedgerCall> Read(SqliteLedger ledger, long run, long statement, long call) =>
        Read(ledger, $"{All} and s.run = $1 and s.statement = $2 and c.number >= $3 order by c.number", run, statement, call);

    /// <summary>One of them, by its key in the file.</summary>
    /// <param name="ledger">The ledger.</param>
    /// <param name="key">The key.</param>
    public static IEnumerable<LedgerCall> ReadOne(SqliteLedger ledger, long key) => Read(ledger, $"{All} and c.id = $1", key);

    static IEnumerable<LedgerCall> Read(SqliteLedger ledger, string sql, params object?[] values)
    {
        using var connection = ledger.Connect();
        using var calls = ledger.File.Guard(() => connection.Read(sql, values));
        var statement = 0L;
        IReadOnlyList<string> columns = [];
        ILookup<long, (long Row, bool IsPerhapsTaken)>? rejected = null;
        while (ledger.File.Guard(calls.Read))
        {
            yield return ledger.File.Guard(() =>
            {
                if (calls.GetInt64(0) != statement)
                    (statement, columns, rejected) = (calls.GetInt64(0), LedgerJson.Texts(calls.GetString(5)), null);
                var hasRejects = !calls.IsDBNull(8) && calls.GetInt64(8) > 0;
                if (hasRejects) rejected ??= Rejected(connection, statement);
                if (!hasRejects) return Of(calls, columns);
                var its = rejected![calls.GetInt64(12)].ToList();
                return Of(calls, columns) with
                {
                    Rejected = [.. its.Select(r => r.Row)], PerhapsTaken = [.. its.Where(r => r.IsPerhapsTaken).Select(r => r.Row)],
                };
            });
        }
    }

    static LedgerCall Of(SqliteDataReader row, IReadOnlyList<string> columns) => new(
        row.GetInt64(1), row.GetInt64(2), row.GetString(11), row.GetString(3), row.GetString(4), columns, row.GetInt64(12),
        (CallState)row.GetInt32(6), Packed.Unpack(row.GetFieldValue<byte[]>(10)))
    {
        Changed = row.IsDBNull(7) ? 0 : row.GetInt64(7),
        Keys = row.IsDBNull(13) ? null : CreatedKeys.Read(row.GetString(13)),
        Key = row.IsDBNull(13) || row.GetString(13) is ['{' or '[', ..] ? null : row.GetString(13),
        Done = row.IsDBNull(9) ? null : LedgerTime.From(row.GetInt64(9)),
    };

    /// <summary>The rows of a statement's calls that were not accepted. After a break another row may have the same number.</summary>
    static ILookup<long, (long Row, bool IsPerhapsTaken)> Rejected(LedgerConnection connection, long statement) =>
        connection.Rows("select call, row, code from rejects where statement = $1 and call is not null",
            row => (Call: row.GetInt64(0), Row: row.GetInt64(1), Code: row.IsDBNull(2) ? null : row.GetString(2)), statement)
            .ToLookup(r => r.Call, r => (r.Row, LedgerChanges.MayBeTaken(r.Code)));
}
