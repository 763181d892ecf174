using Koppel.Engine.Loading.Cells;
using Koppel.Engine.Sql;
using Koppel.Sdk.Loading;
using Koppel.Sdk.Schema;

namespace Koppel.Engine.Loading.Changes;

/// <summary>
/// The query of a <c>merge</c>: (1) source and target are joined by the condition, and the clauses on rows that belong together see both;
/// (2) the clauses on rows of one side see that side alone, as in DuckDB; (3) a row of the target that several rows of the source would
/// change differently is rejected, where DuckDB lets the last one win.
/// </summary>
/// <remarks>Names of ours begin with <c>koppel_</c>: the user's expressions stand beside them.</remarks>
internal sealed class MergeQuery(string script, MergeStatement merge, TableSchema target, IReadOnlyDictionary<string, string> variables)
{
    readonly string _source = SqlText.Identifier(merge.SourceAlias);
    readonly string _target = SqlText.Identifier(merge.Alias);
    readonly List<Column> _keys = [.. target.Columns.Where(c => c.IsKey)];

    IReadOnlyList<(Column Target, string Source)> _pairs = [];

    /// <summary>Hidden columns of a source that is a table, of which the statement speaks.</summary>
    public IReadOnlyList<string> SourceHidden { get; init; } = [];

    /// <summary>The source's rows, for DuckDB to tell its columns.</summary>
    public RewrittenSql Source() => RewrittenSql.Compose([Ours($"select *{Named(SourceHidden)} from "), Written(merge.Source), Ours("\n")]);

    /// <summary>The query.</summary>
    /// <param name="source">The source's columns.</param>
    /// <exception cref="QueryException">A column is not there or cannot be written.</exception>
    public ChangeQuery Build(IReadOnlyList<SourceColumn> source)
    {
        List<string> given = [.. source.Select(s => s.Name)];
        var pairs = new MergeIdentity(merge, target, given).Pairs();
        _pairs = pairs.Any(p => ChangeQuery.IsText(p.Target)) ? pairs : [];
        var steps = new MergeSteps(script, merge, target, given);
        var cells = new MergeCells(script, steps, source);
        var keys = _keys.Where(k => !steps.Columns.Contains(k)).ToList();
        var sql = RewrittenSql.Compose(
        [
            Ours("with koppel_j as materialized ("), .. Joined(steps, cells, given),
            Ours("), koppel_c as ("), .. Cases(steps, cells, given),
            Ours($"), koppel_a as ({Actions(steps, cells)}), koppel_d as ({Repeats(steps)}) {Result(steps, cells, keys)}"),
        ]);
        return new ChangeQuery(sql, steps.Columns, keys, [.. Parts(steps, keys)])
        {
            Notes = steps.Notes,
            Cells = cells.All,
            CaseKeys = [.. _pairs.Select((p, i) => (p.Target, Paired(i)))],
            Errors = [
                .. steps.All.Where(s => s.Clause.Action == MergeAction.Error)
                    .Select(s => new ChangeError(s.Op, s.Clause.Start, s.Clause.Length))],
        };
    }

    bool Has(MergeWhen when) => merge.Clauses.Any(c => c.When == when);

    /// <summary>
    /// Source and target, a row a pair, with what the clauses on pairs say. Whole rows of the target count only where its rows without a
    /// partner do.
    /// </summary>
    IEnumerable<SqlPiece> Joined(MergeSteps steps, MergeCells cells, IReadOnlyList<string> given)
    {
        var kept = _keys.Select((k, i) => ($"koppel_k{i}", $"{_target}.{SqlText.Identifier(k.Name)}"))
            .Concat(
                steps.Columns.Select(
                    (c, i) => ($"koppel_o{i}", c.WriteOnly ? $"cast(null as {c.Type})" : $"{_target}.{SqlText.Identifier(c.Name)}")))
            .Concat(cells.KeyNames.Select(k => (k, $"{_source}.{k}")))
            .Concat(_pairs.Select((p, i) => ($"koppel_{Paired(i)}", $"{_source}.{SqlText.Identifier(p.Source)}")))
            .Concat(Speaking(MergeWhen.NotMatched, given).Select((c, i) => ($"koppel_s{i}", $"{_source}.{SqlText.Identifier(c)}")))
            .Concat(Speaking(MergeWhen.NotMatchedBySource, given).Select((c, i) => ($"koppel_t{i}", $"{_target}.{SqlText.Identifier(c)}")))
            .ToList();
        return
        [
            Ours(
                $"select koppel_n, koppel_there, "
                    + $"{string.Concat(kept.Select(k => $"{k.Item1}, "))}koppel_w{cells.Typed(Of(steps, MergeWhen.Matched))}, koppel_e "
                    + $"from ("),
            Ours($"select {_source}.koppel_n, {_target}.koppel_there, {string.Concat(kept.Select(k => $"{k.Item2} as {k.Item1}, "))}"),
            .. Said(steps, cells, MergeWhen.Matched, $"when {_source}.koppel_n is null or {_target}.koppel_there is null then 0 "),
            Ours(
                $" from (select row_number() over () as koppel_n, "
                    + $"{cells.OfSource()}{cells.Star(merge.Match.On is null)}{Named(SourceHidden)} from "),
            Written(merge.Source),
            Ours(
                $"\n) as {_source} {(Has(MergeWhen.NotMatchedBySource) ? "full outer" : "left")} join (select 1 as koppel_there, "
                    + $"*{Named(TargetHidden)} from "),
            Written(
                new ScriptPart(
                    [.. merge.Part.Tokens.Where(t => t.Start >= merge.Table.Start && t.End <= merge.Table.Start + merge.Table.Length)])),
            Ours($") as {_target} "),
            .. Condition(cells),
            Ours(")"),
        ];
    }

    IEnumerable<SqlPiece> Condition(MergeCells cells)
    {
        if (merge.Match.On is not { } on)
            return [Ours($"using ({string.Join(", ", merge.Match.Using.Select(u => SqlText.Identifier(u.Name)))})")];
        return cells.Condition(_target, _source) is { } converted ? [Ours($"on ({converted})")] : [Ours("on ("), Written(on), Ours("\n)")];
    }

    IEnumerable<string> TargetHidden =>
        target.Columns.Where(c => c is { Hidden: true, WriteOnly: false } && merge.Identifiers.Contains(c.Name)).Select(c => c.Name);

    static string Named(IEnumerable<string> columns) => string.Concat(columns.Select(c => $", {SqlText.Identifier(c)}"));

    /// <summary>All pairs, and the rows of one side with what the clauses on them say.</summary>
    IEnumerable<SqlPiece> Cases(MergeSteps steps, MergeCells cells, IReadOnlyList<string> given) =>
    [
        Ours(
            $"select {Kept(steps)}, koppel_w{Values(steps)}{Faults(cells)}, koppel_e from koppel_j where koppel_n is not null and "
                + $"koppel_there is not null union all "),
        .. Side(steps, cells, MergeWhen.NotMatched,
            Speaking(MergeWhen.NotMatched, given).Select((c, i) => $", koppel_s{i} as {SqlText.Identifier(c)}"), _source, "koppel_there"),
        .. !Has(MergeWhen.NotMatchedBySource) ? [] : (IEnumerable<SqlPiece>)
        [
            Ours(" union all "),
            .. Side(steps, cells, MergeWhen.NotMatchedBySource,
                Speaking(MergeWhen.NotMatchedBySource, given).Select((c, i) => $", koppel_t{i} as {SqlText.Identifier(c)}"), _target,
                "koppel_n"),
        ],
    ];

    IEnumerable<SqlPiece> Side(MergeSteps steps, MergeCells cells, MergeWhen when, IEnumerable<string> shown, string alias, string absent)
    {
        var kept = string.Concat(cells.KeyNames.Prepend(Kept(steps)).Select(k => $"{k}, "));
        return
        [
            Ours($"select {Kept(steps)}, koppel_w{cells.Typed(Of(steps, when))}, koppel_e from (select {kept}"),
            .. Said(steps, cells, when, "when false then 0 "),
            Ours($" from (select {kept[..^2]}{string.Concat(shown)} from koppel_j where {absent} is null) as {alias})"),
        ];
    }

    static List<MergeStep> Of(MergeSteps steps, MergeWhen when) => [.. steps.All.Where(s => s.Clause.When == when)];

    static string Faults(MergeCells cells) => cells.All.Count == 0 ? "" : ", koppel_f";

    /// <summary>The number of the first clause that applies, or 0, and the values that it gives.</summary>
    List<SqlPiece> Said(MergeSteps steps, MergeCells cells, MergeWhen when, string before)
    {
        var mine = Of(steps, when);
        var pieces = new List<SqlPiece> { Ours("case " + before) };
        foreach (var step in mine.Where(s => s.Clause.Condition is not null))
            pieces.AddRange([Ours("when (", step.Clause), Written(step.Clause.Condition!), Ours($"\n) then {step.Number} ", step.Clause)]);
        pieces.Add(Ours($"else {mine.Find(s => s.Clause.Condition is null)?.Number ?? 0} end as koppel_w"));
        for (var i = 0; i < steps.Columns.Count; i++)
        {
            var column = steps.Columns[i];
            if (cells.IsChecked(i))
            {
                foreach (var step in mine)
                    foreach (var value in step.Values.Where(v => v.Column == column))
                        pieces.AddRange(AsGiven(step, value, MergeCells.Given(step, i)));
                continue;
            }
            pieces.Add(Ours(", case koppel_w when 0 then null "));
            foreach (var step in mine)
                foreach (var value in step.Values.Where(v => v.Column == column)) pieces.AddRange(Given(step, value));
            pieces.Add(Ours($"else cast(null as {column.Type}) end as koppel_v{i}"));
        }
        pieces.Add(Ours(", case koppel_w when 0 then null "));
        foreach (var step in mine.Where(s => s.Clause.Message is not null))
            pieces.AddRange(
                [Ours($"when {step.Number} then cast((", step.Clause), Written(step.Clause.Message!),
                    Ours("\n) as varchar) ", step.Clause)]);
        pieces.Add(Ours("else cast(null as varchar) end as koppel_e"));
        return pieces;
    }

    /// <summary>A value in the type that it has, to be converted later; one that stands in the statement is converted at once.</summary>
    List<SqlPiece> AsGiven(MergeStep step, MergeValue value, string name)
    {
        var isConstant = value.Written is { } said && ConstantCells.Is(said.Tokens);
        return
        [
            Ours($", case koppel_w when {step.Number} then {(isConstant ? "cast(" : "")}({value.Ours}", value),
            .. value.Written is { } written ? [Written(written)] : (IEnumerable<SqlPiece>)[],
            Ours($"\n){(isConstant ? $" as {value.Column.Type})" : "")} end as {name}", value),
        ];
    }

    /// <summary>
    /// A value in its column's type. An update that gives a text nothing empties it; a column that no clause names stays null.
    /// </summary>
    List<SqlPiece> Given(MergeStep step, MergeValue value)
    {
        var (before, behind) =
            step.Clause.Action == MergeAction.Update && ChangeQuery.IsText(value.Column) ? ("coalesce(", ", '')") : ("", "");
        return
        [
            Ours($"when {step.Number} then {before}cast(({value.Ours}", value),
            .. value.Written is { } written ? [Written(written)] : (IEnumerable<SqlPiece>)[],
            Ours($"\n) as {value.Column.Type}){behind} ", value),
        ];
    }

    /// <summary>What each row is, and whether it touches a row of the target.</summary>
    static string Actions(MergeSteps steps, MergeCells cells)
    {
        var empty = steps.All.Where(s => s.Clause.Action == MergeAction.Insert && s.Values.Count > 0).Select(s =>
            $"when koppel_w = {s.Number} and "
                + string.Join(
                    " and ", s.Values.Select(v => ChangeQuery.IsBlank(v.Column, $"koppel_v{steps.Columns.ToList().IndexOf(v.Column)}")))
                + $" then '{ChangeQuery.Empty}' ");
        var op = $"case {(cells.All.Count == 0 ? "" : $"when koppel_f is not null then '{ChangeQuery.Invalid}' ")}{string.Concat(empty)}"
            + $"{string.Concat(steps.All.Select(s => $"when koppel_w = {s.Number} then {SqlText.Literal(s.Op)} "))}else '"
            + $"{ChangeQuery.Unchanged}' end";
        return $"select *, {op} as koppel_op, koppel_there is not null and koppel_op in ('update', 'delete') as koppel_touches, "
            + $"hash(koppel_op{Values(steps)}) as koppel_h from koppel_c";
    }

    /// <summary>Which rows touch the same row of the target, and whether they differ.</summary>
    string Repeats(MergeSteps steps)
    {
        var row = $"partition by koppel_touches, {string.Join(", ", _keys.Select((_, i) => $"koppel_k{i}"))}";
        return $"select *, row_number() over ({row} order by koppel_n) as koppel_r, min(koppel_h) over ({row}) <> max(koppel_h) over "
            + $"({row}) as koppel_bad from koppel_a";
    }

    string Result(MergeSteps steps, MergeCells cells, List<Column> keys)
    {
        var changing = steps.Columns.Select(
            (c, i) => (Column: c, At: i,
                By: steps.All.Where(s => s.Clause.Action == MergeAction.Update && s.Values.Any(v => v.Column == c)).Select(s => s.Number)
                    .ToList()))
            .Where(c => c.By.Count > 0).ToList();
        var differs = changing.Select(c => c.Column.WriteOnly ? Is(c.By)
            : $"({Is(c.By)} and {ChangeQuery.Comparable(c.Column, $"koppel_v{c.At}")} is distinct from "
                + $"{ChangeQuery.Comparable(c.Column, $"koppel_o{c.At}")})").DefaultIfEmpty("false");
        var emptied = changing.Where(c => !ChangeQuery.IsText(c.Column) && !c.Column.WriteOnly)
            .Select(c => $"({Is(c.By)} and koppel_v{c.At} is null and koppel_o{c.At} is not null)").DefaultIfEmpty("false");
        // A row that is there is told by its own values, not by those that an insert would give.
        var values = steps.Columns.Select(
            (c, i) => $"case when koppel_op = 'delete'{(c.IsKey || steps.IdentifiedBy.Contains(c) ? " or koppel_op = 'update'" : "")} "
                + $"then koppel_o{i} when koppel_op = '{ChangeQuery.Invalid}' then coalesce(koppel_v{i}, koppel_o{i}) else koppel_v{i} "
                + $"end as {ChangeQuery.Value(i)}")
            .Concat(steps.Columns.Select((_, i) => $"koppel_o{i} as {ChangeQuery.Old(i)}"))
            .Concat(keys.Select((k, i) => $"koppel_k{_keys.IndexOf(k)} as {ChangeQuery.Key(i)}"));
        var withheld = cells.IsUntold is { } untold
            ? $"when koppel_n is null and koppel_touches and exists (select 1 from koppel_c where koppel_n is not null and ({untold})) "
                + $"then '{ChangeQuery.Withheld}' "
            : "";
        return $"select case {withheld}when not koppel_touches then koppel_op when koppel_bad then '{ChangeQuery.Duplicate}' when "
            + $"koppel_r > 1 then '{ChangeQuery.Unchanged}' "
            + $"when koppel_op = 'update' then case when not ({string.Join(" or ", differs)}) then '{ChangeQuery.Unchanged}' when "
            + $"{string.Join(" or ", emptied)} then '{ChangeQuery.Emptied}' else 'update' end "
            + $"else koppel_op end as op, row_number() over (order by koppel_n nulls "
            + $"last{string.Concat(_keys.Select((_, i) => $", koppel_k{i}"))}) as n, "
            + $"{string.Concat(values.Select(v => $"{v}, "))}{(cells.All.Count == 0 ? "" : $"koppel_f as {ChangeQuery.Faults}, ")}"
            + $"{string.Concat(_pairs.Select((_, i) => $"koppel_{Paired(i)} as {Paired(i)}, "))}koppel_there is not null as "
            + $"{ChangeQuery.There}, koppel_n is not null as {ChangeQuery.OfSource}, koppel_e as {ChangeQuery.Message} from koppel_d";

        static string Is(List<int> numbers) => $"koppel_w in ({string.Join(", ", numbers)})";
    }

    static IEnumerable<ChangePart> Parts(MergeSteps steps, List<Column> keys) =>
        from operation in (WriteOperation[])[WriteOperation.Insert, WriteOperation.Update, WriteOperation.Delete]
        where steps.All.Any(s => s.Op == operation.ToWord())
        select new ChangePart(new WriteRequest(operation == WriteOperation.Insert ? steps.Columns : [.. steps.Columns, .. keys])
        {
            Operation = operation, IdentifiedBy = operation == WriteOperation.Update ? [.. steps.IdentifiedBy.Select(c => c.Name)] : [],
        });

    /// <summary>The columns of which the clauses on rows of one side speak: only these must be kept for them.</summary>
    List<string> Speaking(MergeWhen when, IReadOnlyList<string> given)
    {
        var clauses = merge.Clauses.Where(c => c.When == when).ToList();
        var words = clauses.SelectMany(c => c.Set.Select(s => s.Value).Append(c.Condition).Append(c.Message)).OfType<ScriptPart>()
            .SelectMany(p => p.Tokens.Where(t => !t.IsBlank)).Where(t => t.IsName || t.Is(script, "*")).ToList();
        var names = words.Where(t => t.IsName).Select(t => SqlText.Name(script, t)).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var all = words.Exists(t => !t.IsName) || clauses.Exists(c => c.IsByName)
            || names.Contains(when == MergeWhen.NotMatched ? merge.SourceAlias : merge.Alias);
        var there = when == MergeWhen.NotMatched
            ? given
            : [.. target.Columns.Where(c => !c.WriteOnly && (!c.Hidden || names.Contains(c.Name))).Select(c => c.Name)];
        return [.. there.Where(c => all || names.Contains(c)).Distinct(StringComparer.OrdinalIgnoreCase)];
    }

    string Kept(MergeSteps steps) => string.Join(", ",
        ["koppel_n", "koppel_there", .. _keys.Select((_, i) => $"koppel_k{i}"), .. steps.Columns.Select((_, i) => $"koppel_o{i}"),
            .. _pairs.Select((_, i) => $"koppel_{Paired(i)}")]);

    /// <summary>The name of what the source has in the column that the condition holds equal to one of the target's.</summary>
    static string Paired(int i) => FormattableString.Invariant($"i{i}");

    static string Values(MergeSteps steps) => string.Concat(steps.Columns.Select((_, i) => $", koppel_v{i}"));

    SqlPiece Written(ScriptPart part) => SqlPiece.Of(Rewriter.Rewrite(script, part, variables));

    SqlPiece Ours(string text) => new(text, merge.Source.Start, merge.Source.End - merge.Source.Start);

    static SqlPiece Ours(string text, MergeClause place) => new(text, place.Start, place.Length);

    static SqlPiece Ours(string text, MergeValue place) => new(text, place.Start, place.Length);
}
