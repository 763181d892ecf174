using System.Text;
using Koppel.Engine.Ledger.Sqlite;
using Koppel.Sdk.Loading;
using Koppel.Simulation.Account;
using Koppel.Simulation.Runs;

namespace Koppel.Simulation.Audit;

/// <summary>
/// Holds what the ledger says against what the account saw. It knows of the load its rows and of the account its history, and nothing of
/// how either came about.
/// </summary>
/// <param name="run">What was tried.</param>
/// <param name="state">The account, as it is at the beginning.</param>
/// <param name="received">The calls that came to it.</param>
/// <param name="rules">What must hold of them.</param>
/// <param name="clockSteps">When the machine's clock was set.</param>
internal sealed class Auditor(
    Case run, AccountState state, IReadOnlyList<Received> received, CallRules rules, IReadOnlyList<long> clockSteps)
{
    readonly List<Finding> _findings = [];
    readonly Expectation _expected = new(run, state);
    readonly HashSet<Effect> _doubted = []; // A process ended when these may have been sent.
    (int Process, HashSet<Effect> Done, HashSet<Effect> Open, int History)? _before;

    /// <summary>What must not be, and is.</summary>
    public IReadOnlyList<Finding> Findings => _findings;

    /// <summary>What the ledger said when it was looked at last.</summary>
    public LedgerView? Last { get; private set; }

    /// <summary>Looks at the ledger as a process finds it.</summary>
    /// <param name="process">The process that goes on with it.</param>
    /// <param name="ledger">The ledger.</param>
    /// <returns>Whether there is a run in it.</returns>
    public bool LookAt(int process, SqliteLedger ledger)
    {
        var view = Last = new LedgerView(ledger);
        CheckWritten(view);
        CheckOnce();
        CheckMade(view);
        var calls = view.Calls.ToLookup(c => c.State == CallState.Done);
        _doubted.UnionWith(Effects(view.Calls.Where(c => c.State is CallState.Sent or CallState.Accepted)));
        _before = (process, Effects(calls[true]), Effects(calls[false]), state.History.Count);
        return view.Runs.Count > 0;
    }

    /// <summary>Looks at the ledger in the end, when the load is through.</summary>
    public void Close(SqliteLedger ledger)
    {
        LookAt(0, ledger);
        CheckBooks(Last!);
        CheckRows(Last!);
        foreach (var change in state.History.Where(c => c is { By: > 0, IsEffective: true } && !IsOfRow(c) && !_expected.ComesWith(c)))
            if (change.Kind != ChangeKind.NewContact || !WasRemoved(change.Email))
                Add("no other row is touched", $"{Effect.Of(change)} by #{change.By}");
        CheckAllMade(Last!);
        _findings.AddRange(rules.Find(Last!).Take(3));
        new LimitCheck(received, run.IsShared, clockSteps).Find(_findings);
        // That the plan which is applied is the one that was reviewed is no rule of its own here: which of its rows drifted is found out by
        // DuckDB, and from there on it is a load of given rows, of which no other may be touched.
    }

    HashSet<Effect> Effects(IEnumerable<CallView> calls) => [.. calls.SelectMany(c => c.Rows).Select(EffectOf)];

    Effect EffectOf(RowView row) => _expected.Of(row.Values);

    /// <summary>Whether a change is what a row is to do, and not what comes with it.</summary>
    bool IsOfRow(Change change) => _expected.Given.ContainsKey(Effect.Of(change));

    /// <summary>What was written stands in a call of which the ledger says that it may have been sent.</summary>
    void CheckWritten(LedgerView view)
    {
        var sent = Effects(view.Calls.Where(c => c.State != CallState.Planned));
        foreach (var change in state.History.Where(c => c.By > 0 && IsOfRow(c) && !_expected.ComesWith(c)))
            if (!sent.Contains(Effect.Of(change)))
                Add("a call is recorded before it is sent",
                    $"{Effect.Of(change)} was written by #{change.By}, and stands in no call that was sent");
    }

    /// <summary>What the ledger said to be done is not done again.</summary>
    void CheckOnce()
    {
        // Of two loads with the same rows each may find that somebody has taken away what the other did.
        if (_before is not var (process, done, open, from) || run.Company == Company.SecondLoad) return;
        for (var at = from; at < state.History.Count; at++)
        {
            var (change, effect) = (state.History[at], Effect.Of(state.History[at]));
            if (change.By == 0 || received[change.By - 1].Process < process || !done.Contains(effect) || open.Contains(effect)) continue;
            // A row that says the same again is read again, and finds that somebody has taken it away.
            if (state.History.Take(at).Any(c => c.By == 0 && c.At > 0 && Expectation.Undoes(c, effect))) continue;
            Add("what is done is not done again", $"{effect} was done before process {process}, and again by #{change.By}");
        }
    }

    /// <summary>No call stands in the ledger that was not made.</summary>
    void CheckMade(LedgerView view)
    {
        var real = received.CountBy(c => c.Method).ToDictionary();
        foreach (var (method, count) in view.Made.Where(m => m.Status != 0).CountBy(m => m.Method))
            if (count > real.GetValueOrDefault(method))
                Add("the ledger tells the calls", $"it has {count} answers to {method}, and {real.GetValueOrDefault(method)} calls came");
    }

    /// <summary>Where no process was killed, every call that was answered stands in the ledger.</summary>
    void CheckAllMade(LedgerView view)
    {
        if (run.Company != Company.None || run.Ends.Exists(e => e.How is EndHow.Kill or EndHow.PowerLoss)) return;
        var (told, answered) = (view.Made.Count(m => m.Status != 0), received.Count(c => c is { HeardAt: not null, IsAnswered: true }));
        if (told != answered) Add("the ledger tells the calls", $"{answered} calls were answered, and it has {told}");
    }

    void CheckBooks(LedgerView view)
    {
        var loads = run.Company == Company.SecondLoad ? 2 : 1;
        if (view.Statements.Count != loads) Add("a load comes to its end", $"the ledger has {view.Statements.Count} loads");
        foreach (var books in view.Statements)
        {
            if (books.Status is not ("completed" or "completed with rejects") && books.Rejected < books.Read)
                Add("a load comes to its end", $"it is called {books.Status}: {books.Fault}");
            if (books.Read != run.Rows.Count) Add("books balance", $"{books.Read} rows read of {run.Rows.Count}");
            if (books.NotSent != 0) Add("books balance", $"{books.NotSent} rows were not sent");
            if (books.Rejected != view.Rejects.Count(r => r.Run == books.Run))
                Add("books balance", "the rejects are not as many as rejected");
            if (books.Changed != view.Calls.Where(c => c.Run == books.Run).Sum(c => c.Changed))
                Add("books balance", "changed is not what the calls changed");
        }
        foreach (var call in view.Calls.Where(c => c.RowCount != c.Rows.Count))
            Add("books balance", $"call {call.Number} counts other rows");
    }

    /// <summary>Whether an import with a contact came twice, though it was sent once.</summary>
    bool WasTwice(string email) => received.Any(c => c is { Fate.IsTwice: true, Method: "POST", Path: ["import", ..] }
        && Encoding.UTF8.GetString(c.Body).Contains(email, StringComparison.OrdinalIgnoreCase));

    void CheckRows(LedgerView view)
    {
        var history = state.History.Select((c, at) => (Change: c, At: at)).ToLookup(c => Effect.Of(c.Change));
        var accepted = view.Calls.SelectMany(c => c.Rows.Where(r => !r.IsRejected), (c, r) => (c.Changed, Row: r)).ToList();
        foreach (var (_, row) in accepted.Where(r => r.Changed > 0 && !r.Row.IsAgain)) CheckChanged(row, history[EffectOf(row)].ToList());
        var rejects = view.Rejects.ToLookup(r => _expected.Of(r.Values), r => r.Code);
        var taken = accepted.Select(r => EffectOf(r.Row)).ToHashSet();
        foreach (var (effect, codes) in rejects.Where(r => !taken.Contains(r.Key)).Select(r => (r.Key, r.ToList())))
        {
            if (codes.Exists(c => c is RejectCode.Interrupted or RejectCode.InDoubt or RejectCode.PartlyTaken)) continue;
            // Of an import that something between sent twice, one may take whom the other does not, and nobody can know of the second.
            if (codes.Contains(RejectCode.NotTaken) && WasTwice(effect.Email)) continue;
            // What somebody takes away before the call is made again, which got no answer, leaves nothing that could be told.
            var own = history[effect].LastOrDefault(c => c.Change is { By: > 0, IsEffective: true });
            if (own.Change.By > 0 && !state.History.Skip(own.At).Any(c => c.By == 0 && Expectation.Undoes(c, effect)))
                Add("a rejected row changes nothing", $"{effect} is rejected ({codes[0]}), and was written");
        }
        foreach (var reject in view.Rejects.Where(r => r.Code == RejectCode.Refused && !IsAtFault(r)))
            Add("a good row is taken", $"{_expected.Of(reject.Values)} was refused");
        var unchanged = _expected.Given.Keys.Where(e => !taken.Contains(e) && !rejects.Contains(e))
            .Concat(accepted.Where(r => r.Changed == 0).Select(r => EffectOf(r.Row)));
        foreach (var effect in unchanged.Where(e => !WasSo(e, history[e].Any())))
            Add("nothing is lost", $"{effect} is unchanged, but was never so");
        foreach (var (effect, rows) in _expected.Given.Where(e => e.Key.Kind == ChangeKind.NewNote))
            if (history[effect].Count() > rows * view.Statements.Count)
                Add("nothing is doubled", $"{effect} is there {history[effect].Count()} times");
    }

    void CheckChanged(RowView row, List<(Change Change, int At)> history)
    {
        var effect = EffectOf(row);
        if (!history.Exists(c => c.Change.By > 0))
        {
            // Of a removal without a clear answer, or one before which its process was killed, nobody can tell whether it was that one or
            // somebody else's.
            var isDoubted = effect.Kind == ChangeKind.Untagged && (_doubted.Contains(effect)
                || received.Any(c => c.Method == "DELETE" && (c.Fate != Fate.Good || c.HeardAt is null)));
            if (isDoubted && IsGone(effect)) return;
            Add("nothing is lost", $"row {row.Number} is changed, but {effect} was never written");
        }
        else if (!_expected.Holds(effect)
            && !state.History.Skip(history.FindLast(c => c.Change.By > 0).At).Any(c => Expectation.Undoes(c, effect)))
            Add("nothing is lost", $"row {row.Number} is changed, but {effect} is not so, and nobody took it away");
    }

    /// <summary>Whether an effect was there at any time. A tag that was not there at the beginning was off then.</summary>
    bool WasSo(Effect effect, bool hasHistory) => hasHistory || (effect.Kind == ChangeKind.Untagged && (IsGone(effect)
        || !state.History.Any(c => c is { At: 0, Kind: ChangeKind.Tagged } && Effect.Of(c) == effect with { Kind = ChangeKind.Tagged })));

    /// <summary>Whether the account has a reason to refuse a row, or another one of the same contact.</summary>
    bool IsAtFault(RejectView reject)
    {
        var effect = _expected.Of(reject.Values);
        return effect.Email.StartsWith("refused", StringComparison.Ordinal)
            || _expected.Given.Keys.Any(e => e.Email == effect.Email && e.What.StartsWith("forbidden", StringComparison.Ordinal))
            || reject.Values.Any(v => v is "888888" or "999999") || WasRemoved(effect.Email)
            || (run.Workload == Workload.Notes && state.History.Any(c => c.Kind == ChangeKind.ContactGone));
    }

    /// <summary>An import brings a contact back that somebody removes while it is under way: the API has no import that does not.</summary>
    bool WasRemoved(string email) => state.History.Any(c => c.Kind == ChangeKind.ContactGone && c.Email == email);

    /// <summary>Whether a tag was taken off, or its contact removed.</summary>
    bool IsGone(Effect effect) => state.History.Any(c => Effect.Of(c) is var other && other.Email == effect.Email
        && (c.Kind == ChangeKind.ContactGone || (c.Kind == ChangeKind.Untagged && other.What == effect.What)));

    void Add(string rule, string what) => _findings.Add(new Finding(rule, what));
}
