using System.Runtime.CompilerServices;
using Koppel.Engine.State;
using Koppel.Sdk.Loading;
using Microsoft.Data.Sqlite;

namespace Koppel.Engine.Ledger.Sqlite;

/// <summary>
/// The journal of a load in the ledger. Planned calls are gathered and written many at once: a plan counts only when it is sealed, and
/// what is not sealed is planned again after a break. From then on each member returns when what it recorded survives the process; that a
/// call is sent, when the disk has it. A plan that grows while its calls are made is written call by call, and what is there of it counts.
/// </summary>
internal sealed class LedgerJournal : IWriteJournal
{
    /// <summary>So many bytes and calls of a plan are gathered at most.</summary>
    const int GatherBytes = 1_000_000, GatherCalls = 1_000;

    /// <summary>So many calls are read ahead at most.</summary>
    const int Ahead = 32;

    readonly SqliteLedger _ledger;
    readonly long _statement;
    readonly Lock _planning = new();
    readonly List<(long Number, CallKind Kind, string Route, int Rows, byte[] Packed)> _gathered = [];
    readonly GrowthSignal _growth = new();
    long _gatheredBytes;
    long _planned;
    bool _isSealed;
    volatile bool _grows;
    volatile IReadOnlyList<string>? _columns;

    public LedgerJournal(SqliteLedger ledger, long statement, CancellationToken stopping)
    {
        (_ledger, _statement, Stopping) = (ledger, statement, stopping);
        var (planned, columns) = ledger.Commits.Commit(c => (
            c.Number("select coalesce(max(number), 0) from calls where statement = $1", statement),
            c.Rows("select columns, read is not null from statements where id = $1 and columns is not null",
                row => (Columns: row.GetString(0), IsSealed: row.GetBoolean(1)), statement)));
        _planned = CarriedCalls = planned;
        if (columns is [var known]) (_columns, _isSealed) = (LedgerJson.Texts(known.Columns), known.IsSealed);
    }

    public CancellationToken Stopping { get; }

    /// <summary>How many calls were planned by earlier attempts.</summary>
    public long CarriedCalls { get; private set; }

    /// <summary>Whether the calls of this attempt may be made while it plans.</summary>
    public bool Grows => _grows;

    /// <summary>Calls may be made from now on, while the plan grows.</summary>
    public void Grow(IReadOnlyList<string> columns)
    {
        (_columns, _grows) = (columns, true);
        _growth.Begin();
    }

    public void Plan(CallKind kind, string route, int rows, ReadOnlyMemory<byte> content)
    {
        lock (_planning)
        {
            if (_isSealed) throw new InvalidOperationException("The plan is sealed: no call can be added.");
            var packed = Packed.Pack(content.Span);
            _gathered.Add((++_planned, kind, route, rows, packed));
            _gatheredBytes += packed.Length;
            if (_grows || _gatheredBytes >= GatherBytes || _gathered.Count >= GatherCalls) Write();
        }
        if (_grows) _growth.Pulse();
    }

    public async IAsyncEnumerable<JournalCall> OpenAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        Flush();
        using var connection = _ledger.Connect();
        var behind = 0L;
        while (!Stopping.IsCancellationRequested)
        {
            var grown = _growth.Next();
            var calls = _ledger.File.Guard(() => connection.Rows("""
                select c.number, c.route, c.rows, o.content, c.state, c.token, c.kind, c.kind_version
                from calls c join contents o on o.call = c.id
                where c.statement = $1 and c.number > $2 and c.state < 3 order by c.number limit $3
                """,
                Read, _statement, behind, Ahead));
            foreach (var call in calls) yield return call;
            if (calls.Count > 0) behind = calls[^1].Number;
            if (calls.Count < Ahead && !await grown.WaitAsync(Stopping, cancellationToken)) yield break;
        }
    }

    public void Sending(long call) => Record(call, (c, now) => c.Execute(
        "update calls set state = 1, token = null, sent_at = $3 where statement = $1 and number = $2 and state < 3",
        _statement, call, now));

    public void Withdrawn(long call) => Record(call, (c, _) => c.Execute(
        "update calls set state = 0, token = null, sent_at = null where statement = $1 and number = $2 and state = 1",
        _statement, call));

    public void Accepted(long call, string token) => Record(call, (c, now) => c.Execute(
        "update calls set state = 2, token = $4, accepted_at = $3 where statement = $1 and number = $2 and state < 3",
        _statement, call, now, token), durable: false);

    public void Done(long call, CallResult result) => Record(call, (c, now) =>
    {
        var changed = c.Execute("""
            update calls set state = 3, changed = $4, unchanged = $5, created = $6, done_at = $3
            where statement = $1 and number = $2 and state < 3 and rows = $4 + $5 + $7
            """, _statement, call, now, result.Changed, result.Unchanged, result.Created, result.Rejects.Count);
        if (changed == 0) return 0;
        foreach (var reject in result.Rejects)
            LedgerRejects.Write(c, _statement, call, _columns!, reject);
        return changed;
    }, durable: false);

    /// <summary>Writes what was gathered.</summary>
    public void Flush()
    {
        lock (_planning) Write();
    }

    /// <summary>The plan is in the ledger as a whole.</summary>
    public void Seal(IReadOnlyList<string> columns)
    {
        lock (_planning) (_columns, _isSealed, _grows) = (columns, true, false);
        _growth.End();
    }

    /// <summary>The plan grows no further, although it is not whole.</summary>
    public void EndGrowth() => _growth.End();

    /// <summary>The plan counts no more.</summary>
    public void Forget()
    {
        lock (_planning)
        {
            _gathered.Clear();
            (_gatheredBytes, _planned, CarriedCalls) = (0, 0, 0);
        }
    }

    /// <summary>All its calls as they are now, in order, done ones too.</summary>
    public IEnumerable<JournalCall> All()
    {
        using var connection = _ledger.Connect();
        var behind = 0L;
        List<JournalCall> calls;
        do
        {
            calls = _ledger.File.Guard(() => connection.Rows("""
                select c.number, c.route, c.rows, o.content, c.state, c.token, c.kind, c.kind_version
                from calls c join contents o on o.call = c.id
                where c.statement = $1 and c.number > $2 order by c.number limit $3
                """,
                Read, _statement, behind, Ahead));
            foreach (var call in calls) yield return call;
            if (calls.Count > 0) behind = calls[^1].Number;
        } while (calls.Count == Ahead);
    }

    static JournalCall Read(SqliteDataReader row)
    {
        var content = Packed.Unpack(row.GetFieldValue<byte[]>(3));
        var kind = row.IsDBNull(6) ? UnnamedCalls.KindOf(content) : new CallKind(row.GetString(6), row.GetInt32(7));
        return new JournalCall(row.GetInt64(0), kind, row.GetString(1), row.GetInt32(2), content, (CallState)row.GetInt32(4),
            row.IsDBNull(5) ? null : row.GetString(5));
    }

    void Write()
    {
        if (_gathered.Count == 0) return;
        _ledger.Commits.Commit(c =>
        {
            foreach (var (number, kind, route, rows, packed) in _gathered)
            {
                c.Execute(
                    "insert into calls (statement, number, route, rows, state, kind, kind_version) values ($1, $2, $3, $4, 0, $5, $6)",
                    _statement, number, route, rows, kind.Name, kind.Version);
                c.Execute("insert into contents (call, content) values (last_insert_rowid(), $1)", packed);
            }
        }, durable: false);
        _gathered.Clear();
        _gatheredBytes = 0;
    }

    /// <summary>
    /// Records a step of a call. That it is sent must be known whatever happens. What a power loss takes of the steps behind that is
    /// settled again as after any break.
    /// </summary>
    void Record(long call, Func<LedgerConnection, long, int> change, bool durable = true)
    {
        if (_columns is null) throw new InvalidOperationException("The plan is not sealed: no call of it can be made.");
        var now = _ledger.Now;
        _ledger.Commits.Commit(c =>
        {
            if (change(c, now) == 0)
                throw new InvalidOperationException(
                    $"Call {call} is not in the plan, or it is done already, or its rows and what became of them do not add up.");
        }, durable);
    }
}
