namespace Koppel.Engine.Sql;

/// <summary>What a value of the source means for a column of the target, as a statement says it.</summary>
internal enum ValueMeaning
{
    /// <summary><c>nulls keep</c>: a null leaves what the target has.</summary>
    NullsKeep,

    /// <summary><c>nulls clear</c>: a null takes away what the target has.</summary>
    NullsClear,

    /// <summary><c>fill empty</c>: a value is written only where the target has nothing.</summary>
    FillEmpty,

    /// <summary><c>add choices</c>: what the target has not yet is put behind what it has.</summary>
    AddChoices,

    /// <summary><c>remove choices</c>: what the source names is taken out of what the target has.</summary>
    RemoveChoices,

    /// <summary><c>replace choices</c>: the target gets what the source has; another order of the same is no difference.</summary>
    ReplaceChoices,
}

/// <summary>Words behind a target that say what values mean, such as <c>fill empty on (phone)</c>.</summary>
/// <param name="Meaning">What they say.</param>
/// <param name="Columns">The columns that they are about; empty for all that are given.</param>
/// <param name="Start">Their first character in the script.</param>
/// <param name="Length">Their length in characters.</param>
internal sealed record ValueWords(ValueMeaning Meaning, IReadOnlyList<NamedColumn> Columns, int Start, int Length) : IScriptPlace
{
    static readonly (string First, string Second, ValueMeaning Meaning)[] Known =
    [
        ("nulls", "keep", ValueMeaning.NullsKeep), ("nulls", "clear", ValueMeaning.NullsClear), ("fill", "empty", ValueMeaning.FillEmpty),
        ("add", "choices", ValueMeaning.AddChoices), ("remove", "choices", ValueMeaning.RemoveChoices),
        ("replace", "choices", ValueMeaning.ReplaceChoices),
    ];

    /// <summary>They are about lists of choices.</summary>
    public bool IsOfChoices => Meaning is ValueMeaning.AddChoices or ValueMeaning.RemoveChoices or ValueMeaning.ReplaceChoices;

    /// <summary>How a meaning is written.</summary>
    public static string Written(ValueMeaning meaning) =>
        Known.Where(k => k.Meaning == meaning).Select(k => $"{k.First} {k.Second}").First();

    /// <summary>Whether such words come next.</summary>
    public static bool AreNext(WordReader words) => Known.Any(k => words.Is(k.First) && words.Is(k.Second, 1));

    /// <summary>Takes all that come next.</summary>
    /// <param name="words">The words of the statement.</param>
    /// <param name="endsColumns">Whether what comes next is no column, where a list stands without parentheses.</param>
    /// <exception cref="QueryException">They are not complete.</exception>
    public static IReadOnlyList<ValueWords> TakeAll(WordReader words, Func<bool> endsColumns)
    {
        var all = new List<ValueWords>();
        while (AreNext(words)) all.Add(Take(words, endsColumns));
        return all;
    }

    /// <summary>Takes those that come next.</summary>
    /// <param name="words">The words of the statement.</param>
    /// <param name="endsColumns">Whether what comes next is no column, where a list stands without parentheses.</param>
    /// <exception cref="QueryException">They are not complete.</exception>
    public static ValueWords Take(WordReader words, Func<bool> endsColumns)
    {
        var known = Known.First(k => words.Is(k.First) && words.Is(k.Second, 1));
        var first = words.Here;
        words.Take(known.First);
        words.Take(known.Second);
        IReadOnlyList<NamedColumn> columns = [];
        if (words.Take("on")) columns = words.Columns(() => AreNext(words) || endsColumns());
        var said = new ValueWords(known.Meaning, columns, first.Start, words.Last.End - first.Start);
        return said.IsOfChoices && columns.Count == 0
            ? throw words.Fault(words.Last, $"on and columns are needed after {Written(known.Meaning)}: {Written(known.Meaning)} on (…).")
            : said;
    }
}
