using Koppel.Engine.Loading.Unmatched;
using Koppel.Engine.Sql;
using Koppel.Sdk.Loading;
using Koppel.Sdk.Schema;

namespace Koppel.Engine.Loading;

/// <summary>A load's plan as lines of text.</summary>
internal static class LoadExplainer
{
    /// <summary>The plan.</summary>
    /// <param name="target">The target as the user wrote it.</param>
    /// <param name="plan">What will be done.</param>
    /// <param name="reads">Calls that were made to plan it; the load makes them again.</param>
    /// <param name="elapsed">How long that took.</param>
    public static IEnumerable<string> Explain(string target, WritePlan plan, long reads, TimeSpan elapsed)
    {
        yield return $"load {target}";
        yield return $"  rows      {Amounts.Rows(plan.Read)} read = {Amounts.Number(plan.Changes)} "
            + $"to change + {Amounts.Number(plan.Unchanged + plan.Repeats)} already there + {Amounts.Number(plan.Rejects.Count)} rejected";
        if (plan.Kinds.Count > 0)
            yield return $"  changes   {string.Join(", ", plan.Kinds.Select(k => $"{k.Operation.ToWord()} {Amounts.Number(k.Count)}"))}";
        foreach (var call in plan.Calls) yield return $"  call      {Amounts.Number(call.Count)} x {call.Route}  ({call.What})";
        foreach (var create in plan.Creates) yield return $"  creates   {create}";
        foreach (var reject in plan.Rejects.First.Take(10)) yield return $"  reject    {reject}";
        foreach (var line in UnmatchedText.Lines(plan.Unmatched, run: null)) yield return line;
        foreach (var note in plan.Notes) yield return $"  note      {note}";
        foreach (var lasting in plan.Irreversible) yield return $"  undo      {lasting}";
        // As takes does, it counts the reading too.
        if (plan.Instead is { } way)
            yield return $"  instead   {way.What}: {Amounts.Number(reads + way.Calls)} calls, {Amounts.Time(elapsed + way.Duration)}";
        var writes = plan.Calls.Sum(c => c.Count);
        yield return $"  takes     {Amounts.Time(Whole(plan, reads, elapsed))} at the account's limits: {Amounts.Number(reads + writes)} "
            + $"calls, {Amounts.Number(reads)} of them to read, as this plan did";
    }

    /// <summary>
    /// What a process needs to begin sending, which a plan does not do: measured, and seen in small loads at a quick pace only.
    /// </summary>
    static readonly TimeSpan FirstSending = TimeSpan.FromMilliseconds(60);

    /// <summary>
    /// How long the whole load takes: what the limits ask for, and what else the reading took when it was done for the plan, such as the
    /// time of answers and of the work here.
    /// </summary>
    static TimeSpan Whole(WritePlan plan, long reads, TimeSpan elapsed)
    {
        if (plan.SideBySide is not { } both || plan.Calls.Count == 0) return elapsed + plan.Duration;
        var beside = elapsed - both.Reading(reads);
        return both.All(reads) + (beside > TimeSpan.Zero ? beside : TimeSpan.Zero) + FirstSending;
    }
}
