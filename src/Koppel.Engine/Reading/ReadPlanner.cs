using Koppel.Engine.Planning;
using Koppel.Sdk.Reading;
using Koppel.Sdk.Schema;

namespace Koppel.Engine.Reading;

/// <summary>
/// Decides how the tables of a statement are read:
/// (1) DuckDB's plan tells what each place needs; (2) a table that is read in several places is read once and staged; (3) where a join
/// allows it, and where that takes fewer calls, only the join partner's values are asked for; (4) all others stream. A table is begun to be
/// read by its plan, once that is final: most of them when all are planned, a small side of a join before, for its values.
/// </summary>
/// <param name="stager">Reads tables while it is planned.</param>
/// <param name="scans">The connectors' tables of the statement.</param>
/// <param name="local">What DuckDB reads at no call, by reference, as SQL.</param>
/// <param name="watch">Looks on at the joins of a load, or null.</param>
/// <param name="guard">Is asked before tables are read, or null.</param>
internal sealed class ReadPlanner(
    Stager stager, IReadOnlyList<TableScan> scans, IReadOnlyDictionary<string, string> local, JoinWatch? watch,
    ReadGuard? guard)
{
    /// <summary>More values than this are never looked up one by one: reading the table takes fewer calls.</summary>
    const int MostKeys = 10_000;

    /// <summary>What DuckDB assumes of a table of unknown size, so that it streams it past the smaller side of a join.</summary>
    const long AssumedRows = 100_000;

    /// <summary>More than any other side of a join has.</summary>
    const long LargestRows = 1_000_000_000;

    readonly TablePlan[] _plans = new TablePlan[scans.Count];
    readonly Dictionary<string, string> _held = new(local, StringComparer.OrdinalIgnoreCase);

    /// <summary>Plans all tables. It may read a small side of a join, and make one call a table to learn its size.</summary>
    /// <param name="needs">What DuckDB's plan says.</param>
    /// <param name="explains">The statement will not run: only what is likely small is read.</param>
    /// <param name="streams">Its rows are to come while its largest remote table is being read.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<ReadPlan> PlanAsync(StatementNeeds needs, bool explains, bool streams, CancellationToken cancellationToken)
    {
        for (var i = 0; i < scans.Count; i++)
        {
            var places = needs.Scans.Where(s => s.Reference.Equals(scans[i].Reference, StringComparison.OrdinalIgnoreCase));
            _plans[i] = TablePlan.Of(scans[i].Table, [.. places], scans[i].Observed);
        }
        watch?.Begin(needs, scans, _plans, local);
        for (var i = 0; i < scans.Count; i++)
        {
            if (_plans[i].Needs is not ({ Count: > 1 } or [{ IsRepeated: true }])) continue;
            if (!explains || IsSelective(_plans[i])) await StageAsync(i, cancellationToken);
            _plans[i] = _plans[i] with { IsStaged = true };
        }
        await NarrowAsync(needs, cancellationToken);
        foreach (var source in watch?.Sources ?? [])
        {
            var i = Enumerable.Range(0, scans.Count).First(s => scans[s] == source);
            if (_plans[i] is not { IsStaged: false, LookUp: null, Asked: not null }) continue;
            _plans[i] = _plans[i] with { IsWatched = true };
            await StageAsync(i, cancellationToken);
        }
        await SizeAsync(streams, cancellationToken);
        var open = Enumerable.Range(0, scans.Count).Where(i => _plans[i] is { Asked: not null, IsStaged: false });
        await CheckAsync([.. open], cancellationToken);
        foreach (var (scan, plan) in scans.Zip(_plans))
            if (plan is { Asked: not null, IsStaged: false }) scan.Begin(plan);
        return new ReadPlan(_plans);
    }

    /// <summary>
    /// Says how large the tables are that are not staged. The rows of a statement can be made to come while its largest remote table is
    /// being read: DuckDB keeps the smaller side of a join and lets the other pass, so the largest is made out to be larger than anything
    /// else. It may cost a call a table to learn which is the largest; that is the scan's own first call.
    /// </summary>
    async Task SizeAsync(bool streams, CancellationToken cancellationToken)
    {
        var paged = new List<int>();
        for (var i = 0; i < _plans.Length; i++)
        {
            if (_plans[i] is not { Asked: { } asked, IsStaged: false } plan) continue;
            if (streams && plan is { IsRemote: true, Asked.Calls: null, LookUp: null })
            {
                plan = await plan.PricedAsync(cancellationToken);
                paged.Add(i);
            }
            _plans[i] = plan with { Rows = plan.Estimate?.Rows ?? (asked.Calls == 0 ? null : AssumedRows) };
        }
        if (paged.Count == 0) return;
        var largest = paged.MaxBy(i => _plans[i].Rows);
        _plans[largest] = _plans[largest] with { Rows = LargestRows };
    }

    async Task NarrowAsync(StatementNeeds needs, CancellationToken cancellationToken)
    {
        var open = Enumerable.Range(0, _plans.Length).Where(i => _plans[i] is { IsStaged: false, Needs.Count: 1, IsRemote: true }).ToList();
        for (var again = true; again;)
        {
            again = false;
            foreach (var i in open.ToList())
            {
                if (_plans[i].IsStaged && open.Remove(i)) continue; // Read already, as the driver of another.
                var ways = needs.Narrowings.Where(n => n.Target == _plans[i].Needs[0] && CanLookUp(_plans[i], n.TargetColumn)).ToList();
                foreach (var driver in ways.Select(w => Array.FindIndex(_plans, p => p.Needs.Contains(w.Driver))))
                    if (driver >= 0 && !_held.ContainsKey(_plans[driver].Reference) && _plans[driver].Asked?.Refusal is null
                        && (IsSelective(_plans[driver]) || _plans[i].Asked!.Refusal is not null))
                        await StageAsync(driver, cancellationToken);
                if (!await LookUpAsync(i, ways.Where(w => _held.ContainsKey(w.Driver.Reference)), cancellationToken)) continue;
                open.Remove(i);
                again = true;
            }
        }
    }

    /// <summary>A file costs no call, and a table of which only some rows are asked for is likely small: worth reading first.</summary>
    static bool IsSelective(TablePlan plan) => plan.Asked is { } asked
        && (asked.Calls == 0 || plan.LookUp is not null || asked.Answers.Any(a => a.Match != Match.Unsupported));

    static bool CanLookUp(TablePlan plan, int column)
    {
        var target = plan.Table.Table.Schema.Columns[column];
        object[]? samples = target.Type.Kind switch { ColumnKind.Text => ["a", "b"], ColumnKind.BigInt => [1L, 2L], _ => null };
        return samples is not null && plan.AnswerTo(target, samples) is { Calls: not null } answer
            && answer.Answers[^1].Match != Match.Unsupported;
    }

    async Task CheckAsync(IReadOnlyList<int> tables, CancellationToken cancellationToken)
    {
        if (guard is null) return;
        var plans = await guard.CheckAsync([.. tables.Select(i => _plans[i])], cancellationToken);
        foreach (var (i, plan) in tables.Zip(plans)) _plans[i] = plan;
    }

    async Task StageAsync(int i, CancellationToken cancellationToken)
    {
        await CheckAsync([i], cancellationToken);
        scans[i].Begin(_plans[i] = _plans[i] with { IsStaged = true });
        _held[scans[i].Reference] = await stager.StageAsync(scans[i], cancellationToken);
    }

    async Task<bool> LookUpAsync(int i, IEnumerable<Narrowing> ways, CancellationToken cancellationToken)
    {
        var plan = _plans[i];
        (ScanPlan Asked, LookUp LookUp, Column Target, IReadOnlyList<object> Keys)? best = null;
        foreach (var way in ways)
        {
            var target = plan.Table.Table.Schema.Columns[way.TargetColumn];
            var column = way.Driver.Names[way.DriverColumn];
            var keys = await stager.KeysAsync(
                _held[way.Driver.Reference], column, way.Driver.Predicates, target.Type, MostKeys + 1, cancellationToken);
            if (keys.Count > MostKeys) continue;
            var lookUp = new LookUp(keys.Count, column, way);
            if (keys.Count == 0)
            {
                _plans[i] = plan with { LookUp = lookUp };
                return true;
            }
            var asked = plan.AnswerTo(target, keys);
            if (best is null || asked.Calls < best.Value.Asked.Calls) best = (asked, lookUp, target, keys);
        }
        if (best is not { } found) return false;
        // A load tells rows without a partner, and so asks for the values without blanks around them too, where that is cheaper still.
        var near = watch?.HasTarget(scans[i]) == true ? NearKeys.Of(found.Target, found.Keys) : [];
        if (near.Count > 0 && found.Keys.Count + near.Count <= MostKeys)
        {
            var both = plan.AnswerTo(found.Target, [.. found.Keys, .. near]);
            if (await LookUpAsync(i, both, found.LookUp with { Near = near.Count }, cancellationToken)) return true;
        }
        return await LookUpAsync(i, found.Asked, found.LookUp, cancellationToken);
    }

    /// <summary>Looks up by a plan, if that is cheaper than reading the table.</summary>
    async Task<bool> LookUpAsync(int i, ScanPlan asked, LookUp lookUp, CancellationToken cancellationToken)
    {
        if (!await IsCheaperAsync(i, asked, cancellationToken)) return false;
        _plans[i] = _plans[i] with { Asked = asked, LookUp = lookUp };
        return true;
    }

    async Task<bool> IsCheaperAsync(int i, ScanPlan lookUp, CancellationToken cancellationToken)
    {
        if (_plans[i].Asked!.Calls is { } known) return lookUp.Calls < known;
        if (lookUp.Calls <= lookUp.CallsUnasked) return true;
        if (_plans[i].Estimate is null
            && await _plans[i].Table.Table.EstimateBesideAsync(_plans[i].Asked!, lookUp, cancellationToken) is { } beside)
        {
            // Its own first call told it, and is made.
            _plans[i] = _plans[i] with { Estimate = beside };
            return lookUp.Calls - 1 <= beside.Calls + 1;
        }
        // One call tells the size. It is the scan's own first call and its answer is kept, so it is lost only if the look-up wins.
        _plans[i] = await _plans[i].PricedAsync(cancellationToken);
        return lookUp.Calls < _plans[i].Estimate!.Value.Calls;
    }
}
