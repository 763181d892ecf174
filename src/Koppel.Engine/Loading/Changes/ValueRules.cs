using Koppel.Engine.Sql;
using Koppel.Sdk.Schema;

namespace Koppel.Engine.Loading.Changes;

/// <summary>
/// What values of the source mean for the columns of the target, as SQL: which of them leave what the target has, and what becomes of a
/// list of choices. All statements that change rows ask here.
/// </summary>
internal sealed class ValueRules
{
    readonly Dictionary<Column, ValueRule> _rules;
    readonly IReadOnlyCollection<Column> _finders;
    readonly bool _keepsNulls;

    ValueRules(Dictionary<Column, ValueRule> rules, IReadOnlyCollection<Column> finders, bool keepsNulls) =>
        (_rules, _finders, _keepsNulls) = (rules, finders, keepsNulls);

    /// <summary>Those of a statement that says nothing of them: a null takes away what can be taken away.</summary>
    public static ValueRules None { get; } = new([], [], keepsNulls: false);

    /// <summary>Reads what a statement says.</summary>
    /// <param name="statement">The statement.</param>
    /// <param name="target">The target.</param>
    /// <param name="given">The columns to which it gives values.</param>
    /// <param name="finders">Those by which it finds rows.</param>
    /// <param name="keepsNulls">A null leaves what the target has where nothing else is said.</param>
    /// <exception cref="QueryException">It contradicts itself, or speaks of a column for which its words mean nothing.</exception>
    public static ValueRules Of(
        WriteStatement statement, TableSchema target, IReadOnlyCollection<Column> given, IReadOnlyCollection<Column> finders,
        bool keepsNulls = false)
    {
        var check = new ValueWordsCheck(statement, target, given, finders);
        var all = check.All();
        var named = statement.Words.SelectMany(w => w.Columns, (w, c) => (Words: w, Place: c, Column: check.Named(w, c)))
            .ToLookup(n => n.Column);
        var rules = new Dictionary<Column, ValueRule>();
        foreach (var column in given.Where(c => !c.IsKey && !finders.Contains(c)))
        {
            var its = check.Together([.. named[column].Select(n => (n.Words, n.Place))]);
            // What is said of a column by its name counts more than what is said of all.
            var rule = new ValueRule(
                its.Nulls ?? all.Nulls, its.Values ?? (its.Nulls == ValueMeaning.NullsClear ? null : all.Values));
            if (rule is { Nulls: null, Values: null }) continue;
            check.IsRead(column, rule);
            rules.Add(column, rule);
        }
        return new ValueRules(rules, finders, keepsNulls);
    }

    /// <summary>Whether something is said of a column: then what became of it is told.</summary>
    public bool Speaks(Column column) => _rules.ContainsKey(column);

    /// <summary>Whether a value of the source leaves what the target has; null where none does.</summary>
    /// <param name="column">The column.</param>
    /// <param name="given">What the source gives it.</param>
    /// <param name="there">What the target has.</param>
    public string? Leaves(Column column, string given, string there)
    {
        // What becomes of a list of choices is its value already.
        if (column.IsKey || _finders.Contains(column) || IsOfChoices(_rules.GetValueOrDefault(column)))
            return null;
        var rule = _rules.GetValueOrDefault(column);
        string?[] any = [
            rule.Values == ValueMeaning.FillEmpty ? Has(column, there) : null, Keeps(rule) ? $"{column.Comparable(given)} is null" : null];
        return any.OfType<string>().ToList() is { Count: > 0 } all ? $"({string.Join(" or ", all)})" : null;
    }

    /// <summary>Whether a value differs from what the target has, so that it is to be written.</summary>
    public string Differs(Column column, string given, string there) => Leaves(column, given, there) is { } leaves
        ? $"(not {leaves} and {column.Differs(given, there)})"
        : column.Differs(given, there);

    /// <summary>Whether a value would have to be taken away that cannot be.</summary>
    public string? IsEmptied(Column column, string given, string there) =>
        column.IsText || column.CanBeEmptied || column.WriteOnly ? null
            : $"({given} is null and {there} is not null{(Leaves(column, given, there) is { } leaves ? $" and not {leaves}" : "")})";

    /// <summary>Whether there is something: no null, no empty text, no empty list.</summary>
    public static string Has(Column column, string sql) => column.Type.Kind is ColumnKind.TextList or ColumnKind.BigIntList
        ? $"coalesce(len({sql}), 0) > 0"
        : $"{column.Comparable(sql)} is not null";

    /// <summary>Whether what the source gives is not what is written, so that it must be kept apart from it.</summary>
    public bool Changes(Column column) => _rules.TryGetValue(column, out var rule)
        && (IsOfChoices(rule) || (rule.Nulls == ValueMeaning.NullsClear && column.Type.Kind == ColumnKind.TextList));

    /// <summary>The value that a row is to have.</summary>
    /// <param name="column">The column.</param>
    /// <param name="given">What the source gives it, in the column's type.</param>
    /// <param name="there">What the target has; null for a new row.</param>
    public string Value(Column column, string given, string there)
    {
        if (!Changes(column)) return given;
        var rule = _rules[column];
        if (!IsOfChoices(rule)) return $"coalesce({given}, [])";
        var choices = new ChoiceSql(column, given, there);
        var value = rule.Values switch
        {
            ValueMeaning.AddChoices => choices.Added,
            ValueMeaning.RemoveChoices => choices.Removed,
            _ => choices.Replaced,
        };
        if (rule.Values != ValueMeaning.ReplaceChoices) return value;
        // A null is no list.
        var nothing = Keeps(rule) ? there : column.IsText ? $"case when {there} is not null then '' end"
            : rule.Nulls == ValueMeaning.NullsClear ? $"cast([] as {column.Type})" : column.Null;
        return $"case when {column.Comparable(given)} is null then {nothing} else {value} end";
    }

    bool Keeps(ValueRule rule) => rule.Nulls is { } nulls ? nulls == ValueMeaning.NullsKeep : _keepsNulls;

    static bool IsOfChoices(ValueRule rule) =>
        rule.Values is ValueMeaning.AddChoices or ValueMeaning.RemoveChoices or ValueMeaning.ReplaceChoices;
}

/// <summary>What is said of a column.</summary>
/// <param name="Nulls">What a null means; null when that is not said.</param>
/// <param name="Values">What any value means; null when that is not said.</param>
internal readonly record struct ValueRule(ValueMeaning? Nulls, ValueMeaning? Values);
