using Koppel.Engine.State;
using Koppel.Sdk.Connections;

namespace Koppel.Engine.Ledger.Sqlite;

/// <summary>Calls that were made and are not in the file yet: they travel with the next commit. Safe to use from many threads.</summary>
internal sealed class CallLog
{
    /// <summary>So many wait at most for another commit to travel with.</summary>
    const int Most = 500;

    readonly Lock _gate = new();
    readonly List<(long Statement, long At, CallRecord Call)> _waiting = [];

    /// <summary>Notes a call, and says whether it is time for a commit.</summary>
    public bool Add(long statement, DateTimeOffset at, CallRecord call)
    {
        lock (_gate)
        {
            _waiting.Add((statement, LedgerTime.Of(at), call));
            return _waiting.Count % Most == 0;
        }
    }

    /// <summary>Writes what waits, and gives the number of it.</summary>
    public int Write(LedgerConnection connection)
    {
        lock (_gate)
        {
            foreach (var (statement, at, call) in _waiting)
            {
                var space = call.Route.IndexOf(' ', StringComparison.Ordinal);
                connection.Execute("""
                    insert into calls_made (
                        statement, at, connection, method, route, status, milliseconds, bytes_sent, bytes_received, attempt)
                    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
                    """,
                    statement, at, call.Connection, space < 0 ? "" : call.Route[..space], call.Route[(space + 1)..], call.Status,
                    (long)call.Elapsed.TotalMilliseconds, call.BytesSent, call.BytesReceived, call.Attempt);
            }
            return _waiting.Count;
        }
    }

    /// <summary>The first so many are in the file.</summary>
    public void Forget(int count)
    {
        lock (_gate) _waiting.RemoveRange(0, count);
    }
}
