using System.Globalization;
using Koppel.Engine.Sql;
using Koppel.Sdk.Loading;
using Koppel.Sdk.Reading;

namespace Koppel.Engine.Statements;

/// <summary>Tells of rows without a partner, as lines of a plan or a report.</summary>
public static class UnmatchedText
{
    const string Label = "  unmatched ", Below = "            ";

    /// <summary>A line for each join that left rows out.</summary>
    /// <param name="joins">What the joins left out.</param>
    /// <param name="run">The run that has them all in the ledger, or null: then the first of them are shown.</param>
    public static IEnumerable<string> Lines(IReadOnlyList<UnmatchedRows> joins, long? run)
    {
        var told = joins.Where(j => j.Count > 0).ToList();
        for (var i = 0; i < told.Count; i++)
        {
            var isLast = run is not null && i == told.Count - 1;
            yield return $"{Label}{Sentence(told[i])}"
                + (isLast ? $". See: select * from unmatched@koppel where run = {run}" : "");
            if (run is null && told[i].First.Count > 0) yield return Below + First(told[i]);
        }
    }

    /// <summary>What each join left out, as the end of a line.</summary>
    public static IEnumerable<string> Sentences(IReadOnlyList<UnmatchedRows> joins) => joins.Where(j => j.Count > 0).Select(Sentence);

    /// <summary>The same as notes. One whose figures are exact has a code: <c>unmatched</c>, or <c>unmatched-near</c>.</summary>
    public static IEnumerable<Note> Notes(IReadOnlyList<UnmatchedRows> joins) => joins.Where(j => j.Count > 0).Select(j => new Note(
        Sentence(j), j.Bound != CountBound.Exact || j.Partners.Length > 0 ? "" : j.Near > 0 ? "unmatched-near" : "unmatched",
        ("n", Figure(j.Count)), ("rows", Figure(j.Rows)), ("source", j.Source), ("target", j.Target), ("by", j.By),
        ("nearRows", Figure(j.Near))));

    static string Figure(long count) => count.ToString(CultureInfo.InvariantCulture);

    static string Sentence(UnmatchedRows join)
    {
        var bound = join.Bound switch { CountBound.AtMost => "at most ", CountBound.AtLeast => "at least ", _ => "" };
        var one = join.Count == 1;
        var near = join.Near switch
        {
            0 => "",
            1 when one => "; it would if case and spaces did not count",
            _ when join.Near == join.Count => "; all of them would if case and spaces did not count",
            _ => $"; {Amounts.Number(join.Near)} of them would if case and spaces did not count",
        };
        return $"{bound}{Amounts.Number(join.Count)} of {Amounts.Rows(join.Rows)} of {join.Source} "
            + $"{(one ? "has" : "have")} no partner in {join.Target}"
            + $"{(join.Partners.Length > 0 ? $" where {join.Partners}" : "")} by {join.By}{near}";
    }

    static string First(UnmatchedRows join)
    {
        var rows = join.First.Select(r => $"row {Amounts.Number(r.Row)} ({r.Key})");
        var more = join.Count - join.First.Count;
        return $"{string.Join(", ", rows)}{(more > 0 ? $", and {Amounts.Number(more)} more" : "")}";
    }
}
