using Koppel.Engine.Planning;
using Koppel.Sdk.Reading;
using Koppel.Sdk.Schema;

namespace Koppel.Engine.Reading;

/// <summary>
/// Decides how the tables of a statement are read:
/// (1) DuckDB's plan tells what each place needs; (2) a table that is read in several places is read once and staged; (3) where a join
/// allows it, and where that takes fewer calls, only the join partner's values are asked for; (4) all others stream.
/// </summary>
internal sealed class ReadPlanner(Stager stager, Planner planner)
{
    /// <summary>More values than this are never looked up one by one: reading the table takes fewer calls.</summary>
    const int MostKeys = 10_000;

    /// <summary>What DuckDB assumes of a table of unknown size, so that it streams it past the smaller side of a join.</summary>
    const long AssumedRows = 100_000;

    /// <summary>More than any other side of a join has.</summary>
    const long LargestRows = 1_000_000_000;

    /// <summary>Plans all tables. It may read a small side of a join, and make one call a table to learn its size.</summary>
    /// <param name="sql">The statement as DuckDB gets it.</param>
    /// <param name="uses">The connectors' tables in it.</param>
    /// <param name="localDrivers">Tables that DuckDB holds, or reads from files, by reference: their values can be asked for at no
    /// call.</param>
    /// <param name="explains">The statement will not run: only what is likely small is read.</param>
    /// <param name="watch">Looks on at the joins of a load, or null.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>Why everything is read, when DuckDB's plan cannot be had; otherwise null.</returns>
    public async Task<string?> PlanAsync(
        string sql, IReadOnlyList<TableUse> uses, IReadOnlyDictionary<string, string> localDrivers, bool explains, JoinWatch? watch,
        CancellationToken cancellationToken)
    {
        if (planner.Analyze(sql, out var reason) is not { } needs) return reason;
        foreach (var use in uses)
        {
            use.Needs.AddRange(needs.Scans.Where(s => s.Reference.Equals(use.Reference, StringComparison.OrdinalIgnoreCase)));
            if (use.Needs.Count == 0) continue;
            use.Plan = use.Table.Plan(use.Request());
        }
        watch?.Begin(needs, uses, localDrivers);
        var tables = new Dictionary<string, string>(localDrivers, StringComparer.OrdinalIgnoreCase);
        foreach (var use in uses.Where(u => u.Needs.Count > 1 || u.Needs is [{ IsRepeated: true }]))
        {
            if (!explains || IsSelective(use)) tables[use.Reference] = await StageAsync(use, cancellationToken);
            use.IsStaged = true;
        }
        await NarrowAsync(uses, needs, tables, cancellationToken);
        foreach (var source in watch?.Sources.ToList() ?? [])
        {
            await StageAsync(source, cancellationToken);
            source.IsWatched = true;
        }
        foreach (var use in uses.Where(u => u is { Plan: not null, IsStaged: false }))
        {
            use.Scan.Rows = use.Estimate?.Rows ?? (use.Plan!.Calls == 0 ? null : AssumedRows);
            use.Scan.Prepare(use.Plan!, use.IsCounted);
        }
        return null;
    }

    /// <summary>
    /// Makes the rows of a statement come while its largest remote table is being read: DuckDB keeps the smaller side of a join and lets
    /// the other pass, so the largest is made out to be larger than anything else. It may cost a call a table to learn which is the
    /// largest; that is the scan's own first call.
    /// </summary>
    public static async Task StreamAsync(IReadOnlyList<TableUse> uses, CancellationToken cancellationToken)
    {
        var paged = uses.Where(u => u is { IsStaged: false, Plan.Calls: null, Lookup: null } && IsRemote(u)).ToList();
        foreach (var use in paged) use.Scan.Rows = (use.Estimate ??= await use.Table.EstimateAsync(use.Plan!, cancellationToken)).Rows;
        if (paged.MaxBy(u => u.Scan.Rows) is { } largest) largest.Scan.Rows = LargestRows;
    }

    async Task NarrowAsync(
        IReadOnlyList<TableUse> uses, StatementNeeds needs, Dictionary<string, string> tables, CancellationToken cancellationToken)
    {
        var open = uses.Where(u => !u.IsStaged && u.Needs.Count == 1 && IsRemote(u)).ToList();
        for (var again = true; again;)
        {
            again = false;
            foreach (var use in open.ToList())
            {
                if (use.IsStaged && open.Remove(use)) continue; // Read already, as the driver of another.
                var ways = needs.Narrowings.Where(n => n.Target == use.Needs[0] && CanLookUp(use, n.TargetColumn)).ToList();
                foreach (var driver in ways.Select(w => uses.FirstOrDefault(u => u.Needs.Contains(w.Driver))))
                    if (driver is not null && !tables.ContainsKey(driver.Reference) && driver.Plan?.Refusal is null
                        && (IsSelective(driver) || use.Plan!.Refusal is not null))
                        tables[driver.Reference] = await StageAsync(driver, cancellationToken);
                if (!await LookUpAsync(use, ways.Where(w => tables.ContainsKey(w.Driver.Reference)), tables, cancellationToken)) continue;
                open.Remove(use);
                again = true;
            }
        }
    }

    /// <summary>A file costs no call, and a table of which only some rows are asked for is likely small: worth reading first.</summary>
    static bool IsSelective(TableUse use) =>
        use.Plan is { } plan && (plan.Calls == 0 || use.Lookup is not null || plan.Answers.Any(a => a.Match != Match.Unsupported));

    static bool IsRemote(TableUse use) => use.Plan is { Calls: not 0 };

    static bool CanLookUp(TableUse use, int column)
    {
        var target = use.Table.Schema.Columns[column];
        object[]? samples = target.Type.Kind switch { ColumnKind.Text => ["a", "b"], ColumnKind.BigInt => [1L, 2L], _ => null };
        if (samples is null) return false;
        var plan = use.Table.Plan(WithKeys(use.Request(), target, samples));
        return plan.Answers[^1].Match != Match.Unsupported && plan.Calls is not null;
    }

    async Task<string> StageAsync(TableUse use, CancellationToken cancellationToken)
    {
        use.IsStaged = true;
        use.Scan.Prepare(use.Plan!, use.IsCounted);
        return await stager.StageAsync(use, cancellationToken);
    }

    async Task<bool> LookUpAsync(
        TableUse use, IEnumerable<Narrowing> ways, IReadOnlyDictionary<string, string> tables, CancellationToken cancellationToken)
    {
        (ScanPlan Plan, string Why, Narrowing Way, IReadOnlyList<object> Keys)? best = null;
        foreach (var way in ways)
        {
            var target = use.Table.Schema.Columns[way.TargetColumn];
            var driverColumn = way.Driver.Names[way.DriverColumn];
            var keys = await stager.KeysAsync(
                tables[way.Driver.Reference], driverColumn, way.Driver.Predicates, target.Type, MostKeys + 1, cancellationToken);
            if (keys.Count > MostKeys) continue;
            var why = $"{keys.Count} {(keys.Count == 1 ? "value" : "values")} of {driverColumn} from {way.Driver.Reference}";
            if (keys.Count == 0)
            {
                use.Scan.SetEmpty();
                (use.Lookup, use.LookedUpBy) = (why, way);
                return true;
            }
            var plan = use.Table.Plan(WithKeys(use.Request(), target, keys));
            if (best is null || plan.Calls < best.Value.Plan.Calls) best = (plan, why, way, keys);
        }
        if (best is null || !await IsCheaperAsync(best.Value.Plan, use, cancellationToken)) return false;
        var (lookup, told, by, asked) = best.Value;
        var known = use.Plan!.Calls ?? use.Estimate?.Calls;
        (use.Plan, use.Lookup, use.LookedUpBy) = (lookup, told, by);
        if (use.AsksNear) AskNear(use, use.Table.Schema.Columns[by.TargetColumn], asked, known);
        return true;
    }

    /// <summary>Asks for the values without blanks around them too, unless reading the table took fewer calls then.</summary>
    static void AskNear(TableUse use, Column target, IReadOnlyList<object> keys, long? most)
    {
        var near = NearKeys.Of(target, keys);
        if (near.Count == 0 || keys.Count + near.Count > MostKeys) return;
        var plan = use.Table.Plan(WithKeys(use.Request(), target, [.. keys, .. near]));
        if (plan.Calls >= most) return;
        (use.Plan, use.Lookup) = (plan, $"{use.Lookup}, and {near.Count} without the blanks around");
    }

    static async Task<bool> IsCheaperAsync(ScanPlan lookup, TableUse use, CancellationToken cancellationToken)
    {
        if (use.Plan!.Calls is { } known) return lookup.Calls < known;
        if (lookup.Calls <= 1) return true;
        // One call tells the size. It is the scan's own first call and its answer is kept, so it is lost only if the look-up wins.
        use.Estimate ??= await use.Table.EstimateAsync(use.Plan, cancellationToken);
        return lookup.Calls < use.Estimate.Value.Calls;
    }

    static ScanRequest WithKeys(ScanRequest request, Column column, IReadOnlyList<object> keys) =>
        request with { Predicates = [.. request.Predicates, new Predicate.In(column.Name, keys)], Limit = null, First = null };
}
