using Koppel.Engine.Sql;
using Koppel.Sdk.Schema;

namespace Koppel.Engine.Loading.Changes;

/// <summary>Says what is wrong with words on the meaning of values.</summary>
/// <param name="statement">The statement.</param>
/// <param name="target">The target.</param>
/// <param name="given">The columns to which it gives values.</param>
/// <param name="finders">Those by which it finds rows.</param>
internal sealed class ValueWordsCheck(
    WriteStatement statement, TableSchema target, IReadOnlyCollection<Column> given, IReadOnlyCollection<Column> finders)
{
    readonly NamedColumns _named = new(statement.Script, statement.Table, target);

    /// <summary>A column that words name.</summary>
    /// <exception cref="QueryException">They mean nothing for it.</exception>
    public Column Named(ValueWords words, NamedColumn named)
    {
        var (column, said) = (_named.Find(named), ValueWords.Written(words.Meaning));
        if (column.IsKey || finders.Contains(column))
            throw Fault(named,
                $"Column '{column.Name}' tells which row is meant, so that it is never changed and {said} says nothing of it. Leave it "
                    + "out.");
        if (!given.Contains(column))
            throw Fault(named,
                $"Column '{column.Name}' is not given a value here, so that {said} says nothing of it. Give it one, or leave it out.");
        if (words.IsOfChoices && !ChoiceSql.Holds(column))
            throw Fault(named, $"Column '{column.Name}' of {statement.Table.Text} holds no list of choices, but {column.Type}. "
                + (Choices() is { Length: > 0 } choices ? $"These hold one: {choices}." : "No column that is given here holds one."));
        return column;
    }

    /// <summary>What is said of all columns.</summary>
    /// <exception cref="QueryException">One contradicts the other.</exception>
    public ValueRule All() => Together([.. statement.Words.Where(w => w.Columns.Count == 0).Select(w => (w, (NamedColumn?)null))]);

    /// <summary>What several words say as one.</summary>
    /// <param name="said">The words, each with the column in it.</param>
    /// <exception cref="QueryException">One contradicts the other.</exception>
    public ValueRule Together(IReadOnlyList<(ValueWords Words, NamedColumn? Named)> said)
    {
        var rule = default(ValueRule);
        foreach (var (words, named) in said)
        {
            var (isOfNulls, written) = (IsOfNulls(words.Meaning), ValueWords.Written(words.Meaning));
            var next = isOfNulls ? rule with { Nulls = words.Meaning } : rule with { Values = words.Meaning };
            var other = isOfNulls ? rule.Nulls : rule.Values;
            // What a null means beside these, they say themselves.
            if (next is { Nulls: ValueMeaning.NullsClear,
                Values: ValueMeaning.FillEmpty or ValueMeaning.AddChoices or ValueMeaning.RemoveChoices })
                other ??= isOfNulls ? rule.Values : rule.Nulls;
            var of = named is null ? "" : $" of column '{named.Name}'";
            if (other == words.Meaning) throw Fault(named ?? (IScriptPlace)words, $"{written} is said twice{of}. Say it once.");
            if (other is { } contrary)
                throw Fault(named ?? (IScriptPlace)words,
                    $"{written} and {ValueWords.Written(contrary)} contradict each other"
                        + $"{(named is null ? "" : $" for column '{named.Name}'")}. Leave one of them out"
                        + $"{(named is null ? ", or name columns, with on" : "")}.");
            rule = next;
        }
        return rule;
    }

    /// <summary>Holds that a column can be read, where what it has counts.</summary>
    /// <exception cref="QueryException">It cannot.</exception>
    public void IsRead(Column column, ValueRule rule)
    {
        if (!column.WriteOnly || rule.Values is not { } meaning) return;
        var place = statement.Words.First(w => w.Meaning == meaning && (w.Columns.Count == 0
            || w.Columns.Any(c => c.Name.Equals(column.Name, StringComparison.OrdinalIgnoreCase))));
        throw Fault(place,
            $"Column '{column.Name}' of {statement.Table.Text} cannot be read, so that it is not known what it has and "
                + $"{ValueWords.Written(meaning)} cannot be done. Name the other columns, with on.");
    }

    static bool IsOfNulls(ValueMeaning meaning) => meaning is ValueMeaning.NullsKeep or ValueMeaning.NullsClear;

    string Choices() => string.Join(", ", given.Where(c => ChoiceSql.Holds(c) && !finders.Contains(c)).Select(c => c.Name));

    QueryException Fault(IScriptPlace place, string message) => QueryException.At(statement.Script, place, message);
}
