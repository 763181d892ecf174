using Koppel.Engine.Ledger;
using Koppel.Sdk.Loading;
using Koppel.Simulation.Account;
using Koppel.Simulation.Runs;

namespace Koppel.Simulation.Audit;

/// <summary>
/// Holds what the ledger says against what the account saw. It knows of the load its rows and of the account its history, and nothing of
/// how either came about.
/// </summary>
/// <param name="run">What was tried.</param>
/// <param name="state">The account.</param>
/// <param name="received">The calls that came to it.</param>
internal sealed class Auditor(Case run, AccountState state, IReadOnlyList<Received> received)
{
    readonly List<Finding> _findings = [];
    readonly HashSet<Effect> _given = [.. run.Rows.Select(r => Effect.Of(run.Workload, r))];
    (int Process, Dictionary<Effect, int> Done, HashSet<Effect> Open)? _before;

    /// <summary>What must not be, and is.</summary>
    public IReadOnlyList<Finding> Findings => _findings;

    /// <summary>Looks at the ledger as a process finds it, or leaves it.</summary>
    /// <param name="process">The process that goes on with it.</param>
    /// <param name="ledger">The ledger.</param>
    public void LookAt(int process, ILedger ledger)
    {
        var view = new LedgerView(ledger);
        CheckWritten(view);
        CheckOnce();
        CheckMade(view);
        var calls = view.Calls.ToLookup(c => c.State == CallState.Done);
        _before = (process, Count(calls[true]), [.. calls[false].SelectMany(c => c.Rows).Select(EffectOf)]);
    }

    /// <summary>The load is through, and none of its rows was accepted: then it is called failed, and nothing is left to do.</summary>
    public bool IsAllRejected { get; private set; }

    /// <summary>Looks at the ledger that a process left which came to its end.</summary>
    public void LookAtEnd(ILedger ledger) =>
        IsAllRejected = ledger.Statements(1) is [{ IsPlanned: true, Books: { NotSent: 0 } books }] && books.Rejected == books.Read;

    /// <summary>Looks at the ledger in the end, when the load is through.</summary>
    public void Close(ILedger ledger)
    {
        var view = new LedgerView(ledger);
        CheckBooks(view);
        CheckRows(view);
        CheckOthers(view);
        new LimitCheck(received).Find(_findings);
    }

    Effect EffectOf(RowView row) => Effect.Of(run.Workload, row.Values);

    Dictionary<Effect, int> Count(IEnumerable<CallView> calls) =>
        calls.SelectMany(c => c.Rows).Where(r => !r.IsAgain).GroupBy(EffectOf).ToDictionary(g => g.Key, g => g.Count());

    /// <summary>What was written stands in a call of which the ledger says that it may have been sent.</summary>
    void CheckWritten(LedgerView view)
    {
        HashSet<Effect> sent = [.. view.Calls.Where(c => c.State != CallState.Planned).SelectMany(c => c.Rows).Select(EffectOf)];
        foreach (var change in state.History.Where(c => c.By > 0 && IsOfRow(c)))
            if (!sent.Contains(Effect.Of(change)))
                Add("a call is recorded before it is sent", $"{Effect.Of(change)} was written by #{change.By}, and no call that was sent holds it");
    }

    /// <summary>What the ledger said to be done is not done again.</summary>
    void CheckOnce()
    {
        if (_before is not var (process, done, open)) return;
        foreach (var change in state.History.Where(c => c.By > 0 && received[c.By - 1].Process >= process && IsOfRow(c)))
            if (Effect.Of(change) is var effect && done.ContainsKey(effect) && !open.Contains(effect))
                Add("what is done is not done again", $"{effect} was done before process {process}, and again by #{change.By}");
    }

    /// <summary>No call stands in the ledger that was not made.</summary>
    void CheckMade(LedgerView view)
    {
        var real = received.CountBy(c => c.Method).ToDictionary();
        foreach (var (method, count) in view.Made.Where(m => m.Status != 0).CountBy(m => m.Method))
            if (count > real.GetValueOrDefault(method))
                Add("the ledger tells the calls", $"it has {count} answers to {method}, and {real.GetValueOrDefault(method)} calls came");
    }

    void CheckBooks(LedgerView view)
    {
        if (view.Statement is not { } statement)
        {
            Add("a load comes to its end", "the ledger does not know it");
            return;
        }
        var books = statement.Books;
        if (view.Run!.Status is not (Status.Completed or Status.CompletedWithRejects) && !IsAllRejected)
            Add("a load comes to its end", $"it is called {view.Run.Status}: {statement.Fault}");
        if (books.Read != run.Rows.Count) Add("books balance", $"{books.Read} rows read of {run.Rows.Count}");
        if (books.NotSent != 0) Add("books balance", $"{books.NotSent} rows were not sent");
        if (books.Rejected != view.Rejects.Count) Add("books balance", $"{books.Rejected} rejected, {view.Rejects.Count} rejects");
        if (books.Changed != view.Calls.Sum(c => c.Changed)) Add("books balance", "changed is not what the calls changed");
    }

    void CheckRows(LedgerView view)
    {
        var called = view.Calls.SelectMany(c => c.Rows).ToList();
        var rejects = view.Rejects.ToLookup(r => Effect.Of(run.Workload, r.Values), r => r.Code);
        var history = state.History.Select((c, at) => (Change: c, At: at)).ToLookup(c => Effect.Of(c.Change));
        foreach (var row in called.Where(r => !r.IsRejected))
        {
            var effect = EffectOf(row);
            if (!history[effect].Any(c => c.Change.By > 0)) Add("nothing is lost", $"row {row.Number} is changed, but {effect} was never written");
            else if (!Holds(effect) && !IsUndone(effect, history[effect].Last(c => c.Change.By > 0).At))
                Add("nothing is lost", $"row {row.Number} is changed, but {effect} is not there, and nobody took it away");
        }
        foreach (var (effect, codes) in rejects.Select(r => (r.Key, r.ToList())))
        {
            if (codes.Exists(c => c is RejectCode.Interrupted or RejectCode.InDoubt or RejectCode.PartlyTaken)) continue;
            if (called.Exists(r => !r.IsRejected && EffectOf(r) == effect)) continue;
            if (history[effect].Any(c => c.Change is { By: > 0, IsEffective: true }))
                Add("a rejected row changes nothing", $"{effect} is rejected ({codes[0]}), and was written");
        }
        var known = called.Select(EffectOf).Concat(rejects.Select(r => r.Key)).ToHashSet();
        foreach (var effect in _given.Where(e => !known.Contains(e)))
            if (!history[effect].Any()) Add("nothing is lost", $"{effect} is unchanged, but was never there");
    }

    /// <summary>Nothing else was changed.</summary>
    void CheckOthers(LedgerView view)
    {
        foreach (var change in state.History.Where(c => c is { By: > 0, IsEffective: true } && !_given.Contains(Effect.Of(c))))
        {
            var isMeant = change.Kind switch
            {
                ChangeKind.NewTag => run.Rows.Any(r => Is(r, "tag", change.What)),
                ChangeKind.NewContact => run.Settings.ContainsKey("create_contacts") && run.Rows.Any(r => Is(r, "email", change.Email)),
                _ => false,
            };
            if (!isMeant) Add("no other row is touched", $"{Effect.Of(change)} by #{change.By}");
        }
    }

    bool Is(string?[] row, string column, string value) =>
        run.Workload.Columns.ToList().IndexOf(column) is >= 0 and var at
            && string.Equals(row[at]?.Trim(), value, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether a change is what a row is to do, and not what comes with it.</summary>
    bool IsOfRow(Change change) => _given.Contains(Effect.Of(change));

    bool Holds(Effect effect) => effect.Kind switch
    {
        ChangeKind.Tagged => state.Find(effect.Email) is { } contact && state.TagId(effect.What) is { } tag && contact.Links.ContainsKey(tag),
        _ => throw new InvalidOperationException($"Nobody knows how to look for {effect.Kind}."),
    };

    /// <summary>Whether somebody else has taken it away behind a place in the history.</summary>
    bool IsUndone(Effect effect, int behind) => state.History.Skip(behind).Any(c => c.By == 0
        && Effect.Of(c) is var other && other.Email == effect.Email
        && (c.Kind == ChangeKind.ContactGone || (c.Kind == ChangeKind.Untagged && other.What == effect.What)));

    void Add(string rule, string what) => _findings.Add(new Finding(rule, what));
}
