using Koppel.Engine.Planning;
using Koppel.Engine.Sql;
using Koppel.Sdk.Reading;

namespace Koppel.Engine.Reading;

/// <summary>How the tables of a statement are read, as lines of text.</summary>
internal static class ReadExplainer
{
    /// <summary>The plan of all tables.</summary>
    /// <param name="statement">A statement that was planned.</param>
    /// <param name="reason">Why everything is read, or null.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <param name="estimate">Whether a call may be made to learn the size of a table whose size is not known.</param>
    public static async Task<IReadOnlyList<string>> ExplainAsync(
        PreparedStatement statement, string? reason, CancellationToken cancellationToken, bool estimate = true)
    {
        var lines = new List<string>();
        if (reason is not null) lines.Add($"all columns and rows are read, since DuckDB could not plan ahead: {reason}");
        foreach (var file in statement.Files)
        {
            lines.Add($"scan {file.Reference}");
            lines.Add($"  read      {string.Join(", ", file.Table.Source.Paths)}  (by DuckDB, straight from the file)");
        }
        foreach (var use in statement.Uses)
        {
            if (estimate && use is { Plan.Calls: null, Lookup: null, Estimate: null, Plan: not null })
                use.Estimate = await use.Table.EstimateAsync(use.Plan, cancellationToken);
            lines.AddRange(Lines(use, reason is null));
        }
        return lines;
    }

    static IEnumerable<string> Lines(TableUse use, bool planned)
    {
        yield return $"scan {use.Reference}";
        if (use.Plan is null)
        {
            yield return planned ? "  nothing   no row of it can matter" : "  columns   all";
            yield break;
        }
        yield return $"  columns   "
            + $"{string.Join(", ", use.Plan.Request.Columns.Select(c => c.Name).DefaultIfEmpty("none, only the number of rows"))}";
        if (use.Lookup is not null) yield return $"  lookup    {use.Lookup}";
        foreach (var request in use.Plan.Requests) yield return $"  request   {request}";
        foreach (var answer in use.Plan.Answers) yield return Line(answer);
        if (use.Plan.PushedLimit is { } limit) yield return $"  limit     {limit}, kept by the table";
        foreach (var note in use.Plan.Notes) yield return $"  note      {note}";
        if (use.IsStaged)
            yield return $"  staged    read once, serves "
                + (use.Needs.Count > 1
                    ? $"{use.Needs.Count} places"
                    : use.IsWatched ? "to tell its rows without a partner too" : "the lookup too");
        yield return $"  calls     {Price(use)}";
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

    static string Price(TableUse use)
    {
        if (use.Lookup?.StartsWith("0 ", StringComparison.Ordinal) == true) return "0";
        if (use.Plan!.Calls is { } calls) return Amounts.Number(calls);
        return use.Estimate is { } estimate
            ? $"{Amounts.Number(estimate.Calls + 1)}  (about {Amounts.Number(estimate.Rows)} rows)"
            : "as many as it has pages";
    }
}
