using Koppel.Engine.Loading.Cells;
using Koppel.Engine.Sql;
using Koppel.Sdk.Loading;
using Koppel.Sdk.Schema;
using static Koppel.Engine.Loading.Changes.ChangeQuery;

namespace Koppel.Engine.Loading.Changes;

/// <summary>
/// The query of a <c>merge</c>: (1) source and target are joined by the condition, and the clauses on rows that belong together see both;
/// (2) the clauses on rows of one side see that side alone, as in DuckDB; (3) a row of the target that several rows of the source would
/// change differently is rejected, where DuckDB lets the last one win.
/// </summary>
/// <remarks>Names of ours begin with <c>koppel_</c>: the user's expressions stand beside them.</remarks>
internal sealed class MergeQuery
{
    readonly MergeStatement _merge;
    readonly TableSchema _schema;
    readonly IReadOnlyList<string> _given;
    readonly MergeSteps _steps;
    readonly MergeCells _cells;
    readonly ValueRules _rules;
    readonly IReadOnlyList<(Column Target, string Source)> _pairs;
    readonly List<Column> _keys;
    readonly string _source;
    readonly string _target;

    /// <summary>Checks the statement.</summary>
    /// <param name="merge">The statement.</param>
    /// <param name="target">The target.</param>
    /// <param name="source">The source's columns.</param>
    /// <exception cref="QueryException">A column is not there or cannot be written.</exception>
    public MergeQuery(MergeStatement merge, TableSchema target, IReadOnlyList<SourceColumn> source)
    {
        (_merge, _schema, _given) = (merge, target, [.. source.Select(s => s.Name)]);
        (_source, _target) = (SqlText.Identifier(merge.SourceAlias), SqlText.Identifier(merge.Alias));
        _keys = target.Keys;
        _steps = new MergeSteps(merge, target, _given);
        _cells = new MergeCells(merge.Script, _steps, source);
        _rules = ValueRules.Of(
            merge, target, [.. _steps.All.SelectMany(s => s.Values).Select(v => v.Column).Distinct()], _steps.IdentifiedBy);
        _pairs = _steps.Pairs.Any(p => p.Target.IsText) ? _steps.Pairs : [];
    }

    /// <summary>The source's rows, for DuckDB to tell its columns.</summary>
    /// <param name="merge">The statement.</param>
    /// <param name="hidden">Hidden columns of a source that is a table, of which the statement speaks.</param>
    public static SqlTemplate Source(MergeStatement merge, IReadOnlyList<string> hidden) =>
        $"select *{Named(hidden)} from {merge.Source}\n";

    /// <summary>The query.</summary>
    /// <param name="variables">The values of variables.</param>
    /// <param name="hidden">Hidden columns of a source that is a table, of which the statement speaks.</param>
    public ChangeQuery Build(IReadOnlyDictionary<string, string> variables, IReadOnlyList<string> hidden)
    {
        var keys = _keys.Where(k => !_steps.Columns.Contains(k)).ToList();
        var same = $"partition by koppel_touches{List(_keys.Select((_, i) => $"koppel_k{i}"))}";
        SqlTemplate sql = $"""
            with koppel_j as materialized ({Joined(hidden)}), koppel_c as ({Cases()}),{Meant()}
            koppel_a as (select *, {Actions()} as koppel_op,
                koppel_there is not null and koppel_op in ('update', 'delete') as koppel_touches,
                hash(koppel_op{Values()}) as koppel_h from {(HasMeant ? "koppel_b" : "koppel_c")}),
            koppel_d as (select *, row_number() over ({same} order by koppel_n) as koppel_r,
                min(koppel_h) over ({same}) <> max(koppel_h) over ({same}) as koppel_bad from koppel_a)
            {Result(keys)}
            """;
        return new ChangeQuery(sql.Compose(_merge.Script, variables, _merge.Source),
            _steps.Columns, keys, [.. Parts(keys)])
        {
            Notes = [.. _steps.Notes], NumbersSourceOnly = true,
            Cells = _cells.All,
            Rules = _rules,
            Told = [.. _steps.Columns.Index().Where(c => !c.Item.IsKey && !c.Item.WriteOnly && !_steps.IdentifiedBy.Contains(c.Item))
                .Where(c => By(c.Item).Length > 0)
                .Select(c => new ToldColumn(c.Index) { Given = $"coalesce({Clause} in ({By(c.Item)}), false)" })],
            CaseKeys = [.. _pairs.Select((p, i) => (p.Target, $"i{i}"))],
            Errors = [.. _steps.All.Where(s => s.Clause.Action == MergeAction.Error)
                .Select(s => (s.Op, s.Clause))],
        };
    }

    /// <summary>
    /// Source and target, a row a pair, with what the clauses on pairs say. Whole rows of the target count only where its rows without a
    /// partner do.
    /// </summary>
    SqlTemplate Joined(IReadOnlyList<string> hidden)
    {
        List<(string Name, string Sql)> kept =
        [
            .. _keys.Select((k, i) => ($"koppel_k{i}", k.Of(_target))),
            .. _steps.Columns.Select((c, i) => ($"koppel_o{i}", c.Of(_target))),
            .. _cells.KeyNames.Select(k => (k, $"{_source}.{k}")),
            .. _pairs.Select((p, i) => ($"koppel_i{i}", $"{_source}.{SqlText.Identifier(p.Source)}")),
            .. Speaking(MergeWhen.NotMatched).Select((c, i) => ($"koppel_s{i}", $"{_source}.{SqlText.Identifier(c)}")),
            .. Speaking(MergeWhen.NotMatchedBySource).Select((c, i) => ($"koppel_t{i}", $"{_target}.{SqlText.Identifier(c)}")),
        ];
        var targetHidden = _schema.Columns.Where(c => c is { Hidden: true, WriteOnly: false } && _merge.Identifiers.Contains(c.Name));
        var (start, end) = (_merge.Table.Start, _merge.Table.Start + _merge.Table.Length);
        return $"""
            select koppel_n, koppel_there, {string.Concat(kept.Select(k => $"{k.Name}, "))}
                koppel_w{_cells.Typed(Of(MergeWhen.Matched))}, koppel_e
            from (select {_source}.koppel_n, {_target}.koppel_there, {string.Concat(kept.Select(k => $"{k.Sql} as {k.Name}, "))}
                {Said(MergeWhen.Matched, $"when {_source}.koppel_n is null or {_target}.koppel_there is null then 0 ")}
                from (select row_number() over () as koppel_n, {_cells.OfSource()}{_cells.Star(_merge.Match.On is null)}{Named(hidden)}
                    from {_merge.Source}
                    ) as {_source}
                {(Has(MergeWhen.NotMatchedBySource) ? "full outer" : "left")} join (
                    select 1 as koppel_there, *{Named(targetHidden.Select(c => c.Name))}
                    from {new ScriptPart([.. _merge.Part.Tokens.Where(t => t.Start >= start && t.End <= end)])}) as {_target} {Condition()})
            """;
    }

    SqlTemplate Condition()
    {
        if (_merge.Match.On is not { } on)
            return $"using ({string.Join(", ", _merge.Match.Using.Select(u => SqlText.Identifier(u.Name)))})";
        return _cells.Condition(_target, _source) is { } converted ? $"on ({converted})" : (SqlTemplate)$"on ({on}\n)";
    }

    /// <summary>All pairs, and the rows of one side with what the clauses on them say.</summary>
    SqlTemplate Cases() => $"""
        select {Kept()}, koppel_w{Values()}, koppel_f, koppel_e from koppel_j where koppel_n is not null and koppel_there is not null
        {Side(MergeWhen.NotMatched, "koppel_s", _source, "koppel_there")}
        {(Has(MergeWhen.NotMatchedBySource) ? Side(MergeWhen.NotMatchedBySource, "koppel_t", _target, "koppel_n") : null)}
        """;

    bool HasMeant => _steps.Columns.Exists(_rules.Changes);

    /// <summary>The rows with what they are to have where that is not what the source gives; nothing where it is.</summary>
    string? Meant() => !HasMeant ? null : $"""
         koppel_b as (select * replace ({string.Join(", ", _steps.Columns.Index().Where(c => _rules.Changes(c.Item)).Select(c =>
            $"case when koppel_w in ({By(c.Item)}) then {_rules.Value(c.Item, $"koppel_v{c.Index}", $"koppel_o{c.Index}")} "
            + $"else koppel_v{c.Index} end as koppel_v{c.Index}"))}) from koppel_c),
        """;

    /// <summary>The numbers of the clauses that give a column a value.</summary>
    string By(Column column) =>
        string.Join(", ", _steps.All.Where(s => s.Values.Any(v => v.Column == column)).Select(s => s.Number));

    SqlTemplate Side(MergeWhen when, string prefix, string alias, string absent)
    {
        var kept = Kept() + List(_cells.KeyNames);
        var shown = Speaking(when).Select((c, i) => $", {prefix}{i} as {SqlText.Identifier(c)}");
        return $"""
            union all select {Kept()}, koppel_w{_cells.Typed(Of(when))}, koppel_e from (select {kept}, {Said(when, "when false then 0 ")}
                from (select {kept}{string.Concat(shown)} from koppel_j where {absent} is null) as {alias})
            """;
    }

    /// <summary>The number of the first clause that applies, or 0, the values that it gives, and what it says of an error.</summary>
    SqlTemplate Said(MergeWhen when, string before)
    {
        var mine = Of(when);
        var applies = mine.Where(s => s.Clause.Condition is not null)
            .Select(s => ((SqlTemplate)$"when ({s.Clause.Condition}\n) then {s.Number} ").At(s.Clause));
        var messages = mine.Where(s => s.Clause.Message is not null)
            .Select(s => ((SqlTemplate)$"when {s.Number} then cast(({s.Clause.Message}\n) as varchar) ").At(s.Clause));
        var values = mine.SelectMany(s => s.Values, (s, v) => ((SqlTemplate)
            $", case koppel_w when {s.Number} then {v.Sql} end as {MergeCells.Given(s, _steps.Columns.IndexOf(v.Column))}")
            .At(v.Place));
        return $"""
            case {before}{applies}else {mine.Find(s => s.Clause.Condition is null)?.Number ?? 0} end as koppel_w{values},
            case koppel_w when 0 then null {messages}else cast(null as varchar) end as koppel_e
            """;
    }

    /// <summary>What each row is.</summary>
    string Actions()
    {
        var empty = _steps.All.Where(s => s.Clause.Action == MergeAction.Insert && s.Values.Count > 0).Select(s =>
            $"when koppel_w = {s.Number} and {string.Join(
                " and ", s.Values.Select(v => v.Column.IsBlank($"koppel_v{_steps.Columns.IndexOf(v.Column)}")))} then '{Empty}' ");
        var op = _steps.All.Select(s => $"when koppel_w = {s.Number} then {SqlText.Literal(s.Op)} ");
        return $"case when koppel_f is not null then '{Invalid}' {string.Concat(empty.Concat(op))}else '{Unchanged}' end";
    }

    string Result(List<Column> keys)
    {
        var changing = _steps.Columns.Select((c, i) => (Column: c, New: $"koppel_v{i}", Old: $"koppel_o{i}",
            By: _steps.All.Where(s => s.Clause.Action == MergeAction.Update && s.Values.Any(v => v.Column == c))
                .Select(s => s.Number).ToList()))
            .Where(c => c.By.Count > 0).Select(c => (c.Column, c.New, c.Old, Is: $"koppel_w in ({string.Join(", ", c.By)})")).ToList();
        var differs = changing.Select(c => c.Column.WriteOnly
            ? $"({c.Is}{(_rules.Leaves(c.Column, c.New, c.Old) is { } leaves ? $" and not {leaves}" : "")})"
            : $"({c.Is} and {_rules.Differs(c.Column, c.New, c.Old)})");
        var emptied = changing.Select(c => (c.Is, Emptied: _rules.IsEmptied(c.Column, c.New, c.Old))).Where(c => c.Emptied is not null)
            .Select(c => $"({c.Is} and {c.Emptied})");
        // A row that is there is told by its own values, not by those that an insert would give.
        var values = _steps.Columns.Select((c, i) => $"""
            case when koppel_op = 'delete'{(c.IsKey || _steps.IdentifiedBy.Contains(c) ? " or koppel_op = 'update'" : "")} then koppel_o{i}
                when koppel_op = '{Invalid}' then coalesce(koppel_v{i}, koppel_o{i}) {Unspoken(c, i)}else koppel_v{i} end as {Value(i)}
            """)
            .Concat(_steps.Columns.Select((_, i) => $"koppel_o{i} as {Old(i)}"))
            .Concat(keys.Select((k, i) => $"koppel_k{_keys.IndexOf(k)} as {Key(i)}"))
            .Concat(_pairs.Select((_, i) => $"koppel_i{i} as i{i}"));
        // What can be emptied and no clause on the row speaks of has what it had: there, nothing would take it away.
        string Unspoken(Column column, int i) => !column.CanBeEmptied ? ""
            : $"when koppel_op = 'update' and not {changing.Where(c => c.Column == column).Select(c => c.Is).FirstOrDefault("false")} "
                + $"then koppel_o{i} ";
        var withheld = _cells.IsUntold is not { } untold ? "" : $"""
            when koppel_n is null and koppel_touches
                and exists (select 1 from koppel_c where koppel_n is not null and ({untold})) then '{Withheld}'
            """;
        return $"""
            select case {withheld}
                when not koppel_touches then koppel_op when koppel_bad then '{Duplicate}' when koppel_r > 1 then '{Unchanged}'
                when koppel_op = 'update' then case when not ({string.Join(" or ", differs.DefaultIfEmpty("false"))}) then '{Unchanged}'
                    when {string.Join(" or ", emptied.DefaultIfEmpty("false"))} then '{Emptied}' else 'update' end
                else koppel_op end as op,
                koppel_n as n{List(values)},
                koppel_f as {Faults}, koppel_there is not null as {There}, koppel_n is not null as {OfSource},
                koppel_e as {Message}, case when koppel_r = 1 or not koppel_touches then koppel_w end as {Clause}
            from koppel_d
            """;
    }

    IEnumerable<ChangePart> Parts(List<Column> keys) =>
        from operation in Enum.GetValues<WriteOperation>()
        where _steps.All.Any(s => s.Op == operation.ToWord())
        select new ChangePart(new WriteRequest(operation == WriteOperation.Insert ? _steps.Columns : [.. _steps.Columns, .. keys])
        {
            Operation = operation, IdentifiedBy = [.. _steps.IdentifiedBy.Select(c => c.Name)],
        })
        { Empties = _ => true };

    /// <summary>The columns of which the clauses on rows of one side speak: only these must be kept for them.</summary>
    List<string> Speaking(MergeWhen when)
    {
        var clauses = _merge.Clauses.Where(c => c.When == when).ToList();
        var words = clauses.SelectMany(c => c.Set.Select(s => s.Value).Append(c.Condition).Append(c.Message)).OfType<ScriptPart>()
            .SelectMany(p => p.Tokens.Where(t => !t.IsBlank)).Where(t => t.IsName || t.Is(_merge.Script, "*")).ToList();
        var names = words.Where(t => t.IsName).Select(t => SqlText.Name(_merge.Script, t)).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var all = words.Exists(t => !t.IsName) || clauses.Exists(c => c.IsByName)
            || names.Contains(when == MergeWhen.NotMatched ? _merge.SourceAlias : _merge.Alias);
        var there = when == MergeWhen.NotMatched
            ? _given
            : [.. _schema.Columns.Where(c => !c.WriteOnly && (!c.Hidden || names.Contains(c.Name))).Select(c => c.Name)];
        return [.. there.Where(c => all || names.Contains(c)).Distinct(StringComparer.OrdinalIgnoreCase)];
    }

    bool Has(MergeWhen when) => _merge.Clauses.Any(c => c.When == when);

    List<MergeStep> Of(MergeWhen when) => [.. _steps.All.Where(s => s.Clause.When == when)];

    string Kept() => "koppel_n, koppel_there" + List(
        [.. _keys.Select((_, i) => $"koppel_k{i}"), .. _steps.Columns.Select((_, i) => $"koppel_o{i}"),
            .. _pairs.Select((_, i) => $"koppel_i{i}")]);

    string Values() => List(_steps.Columns.Select((_, i) => $"koppel_v{i}"));

    static string Named(IEnumerable<string> columns) => List(columns.Select(SqlText.Identifier));

    /// <summary>Items with a comma before each.</summary>
    static string List(IEnumerable<string> items) => string.Concat(items.Select(i => $", {i}"));
}
