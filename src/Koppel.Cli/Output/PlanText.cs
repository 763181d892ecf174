using System.Globalization;
using Koppel.Engine.Events;
using Koppel.Engine.Statements;
using Koppel.Output;
using Koppel.Sdk.Loading;
using Koppel.Sdk.Schema;

namespace Koppel.Cli.Output;

/// <summary>
/// What a load will do, in at most five lines for a person: rows, calls, what is created, what must be known, and the way not taken. What
/// has no room is counted, with the command that shows it.
/// </summary>
static class PlanText
{
    /// <summary>So long a line gets at most, beside its first item.</summary>
    const int Longest = 400;

    /// <summary>So many created things are named at most.</summary>
    const int Created = 5;

    const string ShowsAll = "koppel explain shows all";

    /// <summary>The lines.</summary>
    public static IEnumerable<string> Of(LoadPlanned planned)
    {
        var plan = planned.Plan;
        yield return $"{planned.Target}: {Quantity.Of(plan.Read, "row")} read = {Quantity.Of(plan.Changes)} to change{Kinds(plan)}"
            + $" + {Quantity.Of(plan.Unchanged + plan.Repeats)} already there + {Quantity.Of(plan.Rejects.Count)} rejected";
        yield return $"  calls     "
            + (plan.Calls.Count == 0
                ? "none"
                : $"{string.Join(", ", plan.Calls.Select(Calls))}; about {Quantity.Of(plan.Duration)} at the account's limits");
        if (plan.Creates.Count > 0) yield return $"  creates   {Joined(plan.Creates, ", ", Created)}";
        IReadOnlyList<string> notes = [
            .. plan.Columns.Where(b => b.IsSpokenOf).Select(ColumnBookText.Of), .. UnmatchedText.Sentences(plan.Unmatched),
            .. plan.Irreversible.Concat(plan.Notes).Select(n => n.Text)];
        if (notes.Count > 0) yield return $"  note      {Joined(notes, "; ")}";
        if (plan.Instead is { } way) yield return $"  instead   {way.What}: {Quantity.Of(way.Calls, "call")}, {Quantity.Of(way.Duration)}";
    }

    static string Kinds(WritePlan plan) => plan.Changes == 0 || plan.Kinds.Count == 0 ? ""
        : $" ({string.Join(", ", plan.Kinds.Where(k => k.Count > 0).Select(k => $"{k.Operation.ToWord()} {Quantity.Of(k.Count)}"))})";

    static string Calls(PlannedCalls calls) =>
        $"{Quantity.Of(calls.Count)} × {calls.Route}{(calls.What.Length > 0 ? $" ({calls.What})" : "")}";

    /// <summary>The first items, as many as there is room for.</summary>
    static string Joined(IReadOnlyList<string> items, string separator, int most = int.MaxValue)
    {
        var shown = items[0];
        var count = 1;
        for (; count < Math.Min(items.Count, most) && shown.Length + separator.Length + items[count].Length <= Longest; count++)
            shown += separator + items[count];
        return count == items.Count
            ? shown
            : string.Create(CultureInfo.InvariantCulture, $"{shown} and {items.Count - count:N0} more ({ShowsAll})");
    }
}
