using Koppel.Engine.Loading.Cells;
using Koppel.Engine.Sql;
using Koppel.Sdk.Schema;

namespace Koppel.Engine.Loading.Changes;

/// <summary>
/// The cells of a merge: values that its clauses give, and values of the source by which a row is found. The query first takes each value
/// as it is given (<c>koppel_x…</c>, <c>koppel_g…</c>), then in its column's type.
/// </summary>
internal sealed class MergeCells
{
    readonly MergeSteps _steps;
    readonly List<(Column Target, string Source)> _keys;
    readonly List<int> _values;

    /// <summary>Finds those that may not fit.</summary>
    /// <param name="script">The script.</param>
    /// <param name="steps">The clauses.</param>
    /// <param name="given">The source's columns.</param>
    public MergeCells(string script, MergeSteps steps, IReadOnlyList<SourceColumn> given)
    {
        _steps = steps;
        // Texts are compared as what the target's column holds; other values are compared without being converted.
        _keys = [.. steps.Pairs.Where(p => !p.Target.IsText
            && given.Any(g => g.Type == "VARCHAR" && g.Name.Equals(p.Source, StringComparison.OrdinalIgnoreCase)))];
        _values = [.. Enumerable.Range(0, steps.Columns.Count).Where(
            i => CellSql.CanFail(null, steps.Columns[i].Type) && Giving(steps.All, i).Count > 0)];
        All = [.. _keys.Select(k => new CheckedCell(steps.Columns.IndexOf(k.Target), k.Target, k.Source)),
            .. _values.Select(i => new CheckedCell(i, steps.Columns[i], SourceOf(script, i)))];
    }

    /// <summary>The cells that may not fit, in the order of what is told of them.</summary>
    public IReadOnlyList<CheckedCell> All { get; }

    /// <summary>What the values by which a row is found are called as long as they do not fit.</summary>
    public IEnumerable<string> KeyNames => _keys.Select((_, i) => $"koppel_g{i}");

    /// <summary>
    /// Whether a row of the source cannot be told: then it is not known which rows only the target has. Null where that cannot be.
    /// </summary>
    public string? IsUntold => _keys.Count == 0 ? null : string.Join(" or ", _keys.Select((_, i) => $"koppel_f[{i + 1}] is not null"));

    /// <summary>The source's columns that <c>select</c> gives beside its own, each with a comma behind it.</summary>
    public string OfSource() => string.Concat(_keys.Zip(KeyNames, (key, name) => (Given: SqlText.Identifier(key.Source), key.Target, name))
        .Select(k => $"case when {CellSql.IsBad(k.Given, k.Target.Type)} then {k.Given} end as {k.name}, "));

    /// <summary>The source's own columns; where both sides have one name for what is compared, it is converted there.</summary>
    public string Star(bool byName) => !byName || _keys.Count == 0 ? "*"
        : $"* replace ({string.Join(", ", _keys.Select(k => (k.Target, Name: SqlText.Identifier(k.Source)))
            .Select(k => $"{CellSql.Value(k.Name, k.Target.Type)} as {k.Name}"))})";

    /// <summary>The condition with its texts converted where they may not fit; null to take it as it is written.</summary>
    public string? Condition(string target, string source) => _keys.Count == 0 ? null : string.Join(" and ", _steps.Pairs.Select(p =>
    {
        var given = $"{source}.{SqlText.Identifier(p.Source)}";
        return $"{target}.{p.Target.Sql} = {(_keys.Contains(p) ? CellSql.Value(given, p.Target.Type) : given)}";
    }));

    /// <summary>The name of a value as a clause gives it.</summary>
    public static string Given(MergeStep step, int column) => $"koppel_x{step.Number}_{column}";

    /// <summary>The values in their columns' types, and what stands in cells that do not fit, each with a comma before it.</summary>
    /// <param name="steps">The clauses that can give them here.</param>
    public string Typed(IReadOnlyList<MergeStep> steps)
    {
        var values = _steps.Columns.Select((c, i) => $", case koppel_w when 0 then null "
            + $"{string.Concat(Giving(steps, i).Select(s => $"when {s.Number} then {Value(s, i)} "))}else {c.Null} end as koppel_v{i}");
        var faults = KeyNames.Select(k => (k, $"{k} is not null")).Concat(_values.Select(i => Fault(Giving(steps, i), i)));
        return $"{string.Concat(values)}, {CellSql.Faults([.. faults])} as koppel_f";
    }

    /// <summary>The source's column that a column gets its values from, where all clauses take the same one.</summary>
    string? SourceOf(string script, int column)
    {
        var sources = Giving(_steps.All, column).SelectMany(s => s.Values).Where(v => v.Column == _steps.Columns[column])
            .Select(v => v.Written is { } written ? CheckedCell.SourceOf(script, written) : null).Distinct().ToList();
        return sources is [var only] ? only : null;
    }

    /// <summary>A value in its column's type. An update that gives a text nothing empties it.</summary>
    string Value(MergeStep step, int column)
    {
        var (target, value) = (_steps.Columns[column], CellSql.Value(Given(step, column), _steps.Columns[column].Type));
        return step.Clause.Action == MergeAction.Update && target.IsText ? $"coalesce({value}, '')" : value;
    }

    (string Given, string IsBad) Fault(List<MergeStep> giving, int column) => giving.Count == 0 ? ("null", "false") : (
        $"coalesce({string.Join(", ", giving.Select(s => $"cast({Given(s, column)} as varchar)"))})",
        $"({string.Join(" or ", giving.Select(s => CellSql.IsBad(Given(s, column), _steps.Columns[column].Type)))})");

    List<MergeStep> Giving(IEnumerable<MergeStep> steps, int column) =>
        [.. steps.Where(s => s.Values.Any(v => v.Column == _steps.Columns[column]))];
}
