using Koppel.Engine.Sql;
using Koppel.Sdk.Reading;
using Koppel.Sdk.Schema;

namespace Koppel.Engine.Statements;

/// <summary>What <c>explain</c> tells, as lines of text: nowhere else are words made of it.</summary>
internal static class ExplainText
{
    /// <summary>The lines.</summary>
    public static IEnumerable<string> Lines(Explanation told)
    {
        if (told.Unplanned is { } reason) yield return $"all columns and rows are read, since DuckDB could not plan ahead: {reason}";
        foreach (var file in told.Files)
        {
            yield return $"scan {file.Table}";
            yield return $"  read      {string.Join(", ", file.Paths)}  (by DuckDB, straight from the file)";
        }
        foreach (var line in told.Scans.SelectMany(s => Lines(s, told.Unplanned is null))) yield return line;
        foreach (var line in told.Load is { } load ? Lines(load) : []) yield return line;
    }

    /// <summary>Whose values are asked for.</summary>
    public static string Of(ExplainedLookUp lookUp) =>
        $"{(lookUp.From is null ? Amounts.Number(lookUp.Values) : FormattableString.Invariant($"{lookUp.Values}"))} "
        + $"{(lookUp.Values == 1 ? "value" : "values")} of {lookUp.Column} from {lookUp.From ?? "the ledger"}"
        + (lookUp.Near == 0 ? "" : FormattableString.Invariant($", and {lookUp.Near} without the blanks around"));

    static IEnumerable<string> Lines(ExplainedScan scan, bool planned)
    {
        yield return $"scan {scan.Table}";
        if (scan.Columns is not { } columns)
        {
            yield return planned ? "  nothing   no row of it can matter" : "  columns   all";
            yield break;
        }
        yield return $"  columns   {string.Join(", ", columns.DefaultIfEmpty("none, only the number of rows"))}";
        if (scan.LookUp is { } lookUp) yield return $"  lookup    {Of(lookUp)}";
        foreach (var request in scan.Requests) yield return $"  request   {request}";
        foreach (var answer in scan.Answers) yield return Line(answer);
        if (scan.Limit is { } limit) yield return $"  limit     {limit}, kept by the table";
        foreach (var note in scan.Notes) yield return $"  note      {note}";
        if (scan.Staged is { } staged) yield return $"  staged    read once, serves {Serves(staged, scan.Places)}";
        yield return $"  calls     {Price(scan)}";
    }

    static string Line(PredicateAnswer answer)
    {
        var text = Text(answer.Predicate);
        return answer.Match switch
        {
            Match.Exact => $"  pushed    {text}  (exact, {answer.How})",
            Match.Inexact => $"  pushed    {text}  ({answer.How}; checked again in DuckDB)",
            _ => $"  checked   {text}  (in DuckDB{(answer.How.Length > 0 ? $": {answer.How}" : "")})",
        };
    }

    static string Text(Predicate predicate) =>
        predicate is Predicate.In { Values.Count: > 5 } many
            ? $"{many.Column} in ({many.Values.Count} values)"
            : PredicateSql.Write(predicate);

    static string Serves(StagedFor staged, int places) => staged switch
    {
        StagedFor.Places => $"{places} places",
        StagedFor.Unmatched => "to tell its rows without a partner too",
        _ => "the lookup too",
    };

    static string Price(ExplainedScan scan)
    {
        if (scan.LookUp is { Values: 0 }) return "0";
        if (scan.Calls is { } calls) return Amounts.Number(calls);
        return scan.Estimate is { } estimate
            ? $"{Amounts.Number(estimate.Calls + 1)}  (about {Amounts.Number(estimate.Rows)} rows)"
            : "as many as it has pages";
    }

    static IEnumerable<string> Lines(ExplainedLoad load)
    {
        var plan = load.Plan;
        yield return $"load {load.Target}";
        yield return $"  rows      {Amounts.Number(plan.Read)} {(plan.Read == 1 ? "row" : "rows")} read = {Amounts.Number(plan.Changes)} "
            + $"to change + {Amounts.Number(plan.Unchanged + plan.Repeats)} already there + {Amounts.Number(plan.Rejects.Count)} rejected";
        if (plan.Kinds.Count > 0)
            yield return $"  changes   {string.Join(", ", plan.Kinds.Select(k => $"{k.Operation.ToWord()} {Amounts.Number(k.Count)}"))}";
        foreach (var book in plan.Columns.Where(b => b.IsSpokenOf)) yield return $"  column    {ColumnBookText.Of(book)}";
        foreach (var call in plan.Calls) yield return $"  call      {Amounts.Number(call.Count)} x {call.Route}  ({call.What})";
        foreach (var create in plan.Creates) yield return $"  creates   {create}";
        foreach (var reject in plan.Rejects.First.Take(10)) yield return $"  reject    {reject}";
        foreach (var line in UnmatchedText.Lines(plan.Unmatched, run: null)) yield return line;
        foreach (var note in plan.Notes) yield return $"  note      {note}";
        foreach (var lasting in plan.Irreversible) yield return $"  undo      {lasting}";
        // As takes does, it counts the reading too.
        if (plan.Instead is { } way)
            yield return $"  instead   {way.What}: {Amounts.Number(load.Reads + way.Calls)} calls, "
                + $"{Amounts.Time(load.Elapsed + way.Duration)}";
        yield return $"  takes     {Amounts.Time(load.Duration)} at the account's limits: {Amounts.Number(load.Calls)} "
            + $"calls, {Amounts.Number(load.Reads)} of them to read, as this plan did";
    }
}
