using Koppel.Engine.Binding;
using Koppel.Engine.Planning;
using Koppel.Engine.Sql;
using Koppel.Sdk.Reading;

namespace Koppel.Engine.Reading;

/// <summary>How the tables of a statement are read, as lines of text.</summary>
internal static class ReadExplainer
{
    /// <summary>The plan of all tables.</summary>
    /// <param name="statement">A statement.</param>
    /// <param name="plan">Its plan.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <param name="estimate">Whether a call may be made to learn the size of a table whose size is not known.</param>
    public static async Task<IReadOnlyList<string>> ExplainAsync(
        BoundStatement statement, ReadPlan plan, CancellationToken cancellationToken, bool estimate = true)
    {
        var lines = new List<string>();
        if (plan.Reason is { } reason) lines.Add($"all columns and rows are read, since DuckDB could not plan ahead: {reason}");
        foreach (var file in statement.Files)
        {
            lines.Add($"scan {file.Reference}");
            lines.Add($"  read      {string.Join(", ", file.Table.Source.Paths)}  (by DuckDB, straight from the file)");
        }
        foreach (var table in plan.Tables)
        {
            var isUnknown = table is { Asked: { Calls: null }, LookUp: null };
            lines.AddRange(Lines(estimate && isUnknown ? await table.PricedAsync(cancellationToken) : table, plan.Reason is null));
        }
        return lines;
    }

    static IEnumerable<string> Lines(TablePlan plan, bool planned)
    {
        yield return $"scan {plan.Reference}";
        if (plan.Asked is null)
        {
            yield return planned ? "  nothing   no row of it can matter" : "  columns   all";
            yield break;
        }
        yield return $"  columns   "
            + $"{string.Join(", ", plan.Asked.Request.Columns.Select(c => c.Name).DefaultIfEmpty("none, only the number of rows"))}";
        if (plan.LookUp is not null) yield return $"  lookup    {plan.LookUp}";
        foreach (var request in plan.Asked.Requests) yield return $"  request   {request}";
        foreach (var answer in plan.Asked.Answers) yield return Line(answer);
        if (plan.Asked.PushedLimit is { } limit) yield return $"  limit     {limit}, kept by the table";
        foreach (var note in plan.Asked.Notes) yield return $"  note      {note}";
        if (plan.IsStaged)
            yield return $"  staged    read once, serves "
                + (plan.Needs.Count > 1
                    ? $"{plan.Needs.Count} places"
                    : plan.IsWatched ? "to tell its rows without a partner too" : "the lookup too");
        yield return $"  calls     {Price(plan)}";
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

    static string Price(TablePlan plan)
    {
        if (plan.IsEmpty) return "0";
        if (plan.Asked!.Calls is { } calls) return Amounts.Number(calls);
        return plan.Estimate is { } estimate
            ? $"{Amounts.Number(estimate.Calls + 1)}  (about {Amounts.Number(estimate.Rows)} rows)"
            : "as many as it has pages";
    }
}
