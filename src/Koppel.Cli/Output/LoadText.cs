using Koppel.Engine.Ledger;
using Koppel.Engine.Statements;
using Koppel.Output;

namespace Koppel.Cli.Output;

/// <summary>What a load did, as lines for a person. Its numbers always add up.</summary>
static class LoadText
{
    /// <summary>How many rejects and created things a report shows.</summary>
    public const int Shown = 10;

    /// <summary>The report.</summary>
    public static IEnumerable<string> Report(LoadReport report)
    {
        var outcome = report.Outcome;
        yield return $"{report.Target}: {Quantity.Of(outcome.Read, "row")} read = {Quantity.Of(outcome.Changed)} changed + "
            + $"{Quantity.Of(outcome.Unchanged)} unchanged"
            + $" + {Quantity.Of(outcome.Rejects.Count)} rejected + {Quantity.Of(outcome.NotSent)} not sent, in "
            + $"{Quantity.Of(report.Elapsed)}";
        if (report.Status != Status.Completed) yield return $"  status    {report.Status.ToWords()}";
        foreach (var line in Labelled("calls", [.. Calls(report.Calls)], all: true)) yield return line;
        foreach (var line in Labelled("created", outcome.Creates)) yield return line;
        foreach (var line in Labelled("in doubt", With(outcome.MayCreate, ", which may have been created"))) yield return line;
        foreach (var line in Labelled("not sent", With(outcome.NotCreated, ", which this load would have created"))) yield return line;
        foreach (var book in outcome.Columns.Where(b => b.IsSpokenOf)) yield return $"  column    {ColumnBookText.Of(book)}";
        foreach (var line in UnmatchedText.Lines(outcome.Unmatched, report.Run)) yield return line;
        foreach (var note in outcome.Notes) yield return $"  note      {note}";
        foreach (var reject in outcome.Rejects.First.Take(Shown)) yield return $"  rejected  {reject}";
        if (outcome.Rejects.Count > Shown)
            yield return $"            and {Quantity.Of(outcome.Rejects.Count - Math.Min(Shown, outcome.Rejects.First.Count))} more";
    }

    /// <summary>The calls, most frequent first.</summary>
    public static IEnumerable<string> Calls(IReadOnlyDictionary<string, long> calls) => calls.Count == 0
        ? ["none"]
        : calls.OrderByDescending(c => c.Value).ThenBy(c => c.Key, StringComparer.Ordinal).Select(c => $"{Quantity.Of(c.Value)} × {c.Key}");

    static IReadOnlyList<string> With(IReadOnlyList<string> items, string end) => [.. items.Select(item => item + end)];

    static IEnumerable<string> Labelled(string label, IReadOnlyList<string> items, bool all = false)
    {
        var shown = all ? items.Count : Math.Min(items.Count, Shown);
        for (var i = 0; i < shown; i++) yield return $"  {(i == 0 ? label : ""),-8}  {items[i]}";
        if (shown < items.Count) yield return $"            and {Quantity.Of(items.Count - shown)} more";
    }
}
