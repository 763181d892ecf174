using Koppel.Engine.Sql;
using Koppel.Sdk.Schema;

namespace Koppel.Engine.Loading.Changes;

/// <summary>What the clauses of a merge do with which columns of the target.</summary>
internal sealed class MergeSteps
{
    readonly MergeStatement _merge;
    readonly TableSchema _target;
    readonly NamedColumns _named;
    readonly MergeIdentity _identity;
    readonly IReadOnlyList<string> _given;

    /// <summary>Checks the clauses.</summary>
    /// <param name="merge">The statement.</param>
    /// <param name="target">The target's columns.</param>
    /// <param name="given">Names of the source's columns.</param>
    /// <exception cref="QueryException">A column is not there or cannot be written.</exception>
    public MergeSteps(MergeStatement merge, TableSchema target, IReadOnlyList<string> given)
    {
        (_merge, _target, _given) = (merge, target, given);
        _named = new NamedColumns(merge.Script, merge.Table, target);
        foreach (var equal in merge.Match.Using) _named.ToFind(equal, given);
        _identity = new MergeIdentity(merge, target, given);
        Pairs = _identity.Pairs();
        All = [.. merge.Clauses.Select((c, i) => new MergeStep(i + 1, c, Values(c)))];
        IdentifiedBy = Identifying();
        IEnumerable<Column> shown =
            All.Any(s => s.Clause.Action == MergeAction.Delete) ? target.Columns.Where(c => c.Required && !c.Hidden && !c.WriteOnly) : [];
        Columns = [.. All.SelectMany(s => s.Values).Select(v => v.Column).Concat(IdentifiedBy).Concat(shown).Distinct()];
        Notes = All.Any(s => s.Clause.IsByName) ? [.. _named.Unwritten(given, [.. Pairs.Select(p => p.Target)])] : [];
    }

    /// <summary>The clauses, in order.</summary>
    public IReadOnlyList<MergeStep> All { get; }

    /// <summary>The columns to which they give values, and what a removed row must be told by.</summary>
    public List<Column> Columns { get; }

    /// <summary>The target's columns that the condition holds equal to the source's, when that is all it says.</summary>
    public IReadOnlyList<(Column Target, string Source)> Pairs { get; }

    /// <summary>The columns that tell which row an update means, beside the key; none when only the key does.</summary>
    public IReadOnlyList<Column> IdentifiedBy { get; }

    /// <summary>What the user should know of the way that columns were matched.</summary>
    public IReadOnlyList<string> Notes { get; }

    IReadOnlyList<MergeValue> Values(MergeClause clause)
    {
        if (clause.IsByName) return ByName(clause);
        var values = new List<MergeValue>();
        foreach (var (named, written) in clause.Set)
        {
            List<Column> before = [.. values.Select(v => v.Column)];
            // Where the rows of a pair are equal, the target has this value already.
            if (clause.Action == MergeAction.Update
                && Pairs.FirstOrDefault(p => p.Target.Name.Equals(named.Name, StringComparison.OrdinalIgnoreCase))
                    is { Target: not null } pair
                && clause.When == MergeWhen.Matched && _identity.IsSource(written, pair.Source)) continue;
            var column = clause.Action == MergeAction.Insert ? _named.ForInsert(named, before) : _named.ForUpdate(named, before);
            values.Add(new MergeValue(column, named, column.Given(written)) { Written = written });
        }
        CheckInsert(clause, values);
        return values;
    }

    List<MergeValue> ByName(MergeClause clause)
    {
        var columns = _target.Writable.Where(c => _given.Contains(c.Name, StringComparer.OrdinalIgnoreCase));
        if (clause.Action == MergeAction.Update)
            columns = columns.Where(
                c => !c.IsKey && !Pairs.Any(p => p.Target == c && p.Source.Equals(c.Name, StringComparison.OrdinalIgnoreCase)));
        var source = SqlText.Identifier(_merge.SourceAlias);
        List<MergeValue> values =
            [.. columns.Select(c => new MergeValue(c, clause, $"{source}.{c.Sql}"))];
        if (values.Count == 0)
            throw QueryException.At(_merge.Script, clause,
                $"No column of the source has the name of one of {_merge.Table.Text} that could be "
                    + $"{(clause.Action == MergeAction.Insert ? "given" : "changed")}. Name the columns.");
        CheckInsert(clause, values);
        return values;
    }

    void CheckInsert(MergeClause clause, List<MergeValue> values)
    {
        if (clause.Action != MergeAction.Insert || _named.MissingToInsert([.. values.Select(v => v.Column)]) is not { } missing) return;
        throw QueryException.At(_merge.Script, clause,
            $"To insert, {_merge.Table.Text} needs {missing}, which is not given. Name it, with a value.");
    }

    /// <summary>A row that only the target has may have no value in such a column, and one that is changed is not found by it.</summary>
    List<Column> Identifying()
    {
        var updates = All.Where(s => s.Clause.Action == MergeAction.Update).ToList();
        List<Column> columns = [.. Pairs.Select(p => p.Target).Distinct()];
        return updates.Count == 0
            || updates.Any(u => u.Clause.When == MergeWhen.NotMatchedBySource || u.Values.Any(v => columns.Contains(v.Column)))
            || columns.Any(c => c.IsKey || c.ReadOnly || c.WriteOnly) ? [] : columns;
    }
}

/// <summary>A clause and its columns.</summary>
/// <param name="Number">Its number, from 1.</param>
/// <param name="Clause">The clause.</param>
/// <param name="Values">What it gives to which columns.</param>
internal sealed record MergeStep(int Number, MergeClause Clause, IReadOnlyList<MergeValue> Values)
{
    /// <summary>How the query calls what it does.</summary>
    public string Op => Clause.Action switch
    {
        MergeAction.Update => WriteOperation.Update.ToWord(),
        MergeAction.Delete => WriteOperation.Delete.ToWord(),
        MergeAction.Insert => WriteOperation.Insert.ToWord(),
        MergeAction.Error => $"error {Number}",
        _ => ChangeQuery.Unchanged,
    };
}

/// <summary>A value for a column.</summary>
/// <param name="Column">The column.</param>
/// <param name="Place">Where it is named in the script.</param>
/// <param name="Sql">The value as it is given.</param>
internal sealed record MergeValue(Column Column, IScriptPlace Place, SqlTemplate Sql)
{
    /// <summary>The user's expression, or null when it is ours.</summary>
    public ScriptPart? Written { get; init; }
}
