using System.Globalization;
using Koppel.Sdk.Http;

namespace Koppel.Sdk.Rest;

/// <summary>
/// Decides how a table is read: (1) each predicate finds the filter that answers it, (2) of those that name values the one with the
/// fewest calls becomes a look-up, (3) otherwise the list is read, with the bounds that it takes.
/// </summary>
internal static class ScanPlanner
{
    public static RestScanPlan Plan(RestTable table, string basePath, ScanRequest request)
    {
        var lookups = new List<(int Predicate, Filter Filter, List<string> Values)>();
        for (var i = 0; i < request.Predicates.Count; i++)
        {
            if (request.Predicates[i].AnyOf is not { } values) continue;
            lookups.AddRange(table.Filters.Where(f => Lists(f) && Named(f, request.Predicates[i])).Select(f => (i, f, Distinct(values, f))));
        }
        return lookups.Count == 0
            ? Scan(table, basePath, request)
            : LookUp(table, basePath, request, lookups.MinBy(l => (Calls(l.Filter, l.Values.Count), l.Filter.Match == Match.Exact ? 0 : 1)));
    }

    static RestScanPlan LookUp(RestTable table, string basePath, ScanRequest request, (int Predicate, Filter Filter, List<string> Values) chosen)
    {
        var (index, filter, values) = chosen;
        var reads = values.Chunk(filter.Most).Select(chunk => Read(table, request, filter, chunk)).ToList();
        return new RestScanPlan
        {
            Request = request,
            Answers = [.. request.Predicates.Select((p, i) => i == index
                ? new PredicateAnswer(p, filter.Match, filter.Kind == FilterKind.Query ? filter.Target : "in the path")
                : new PredicateAnswer(p, Match.Unsupported, ""))],
            Requests = [values.Count == 0 ? "nothing: there is no value to ask for" : $"GET {basePath}{Example(table, filter)}"],
            Calls = reads.Count,
            Reads = reads,
            IsPaged = false,
        };
    }

    static RestScanPlan Scan(RestTable table, string basePath, ScanRequest request)
    {
        var path = UrlPath.Of(table.Path);
        var shown = new List<string>();
        var answers = new List<PredicateAnswer>();
        foreach (var predicate in request.Predicates)
        {
            var bound = predicate is Predicate.Compare { Value: long value } compare ? Bound(table, compare, value) : null;
            if (bound is var (filter, limit) && !shown.Contains(filter.Target))
            {
                shown.Add(filter.Target);
                path.Query(filter.Target, Text(limit));
                answers.Add(new PredicateAnswer(predicate, Match.Exact, filter.Target));
            }
            else
            {
                answers.Add(new PredicateAnswer(predicate, Match.Unsupported, ""));
            }
        }
        var includes = Includes(table, request);
        if (includes.Length > 0) path.Query("include", includes);
        var exact = answers.TrueForAll(a => a.Match == Match.Exact);
        var limited = exact ? request.Limit : null;
        return new RestScanPlan
        {
            Request = request,
            Answers = answers,
            PushedLimit = limited,
            Requests = [$"GET {basePath}{path} in pages of {table.Paging.Max}"],
            Calls = limited is { } most && most <= table.Paging.Max ? Math.Min(most, 1) : null,
            Reads = [new RestRead(path.ToString(), table.Path, ReadShape.Pages)],
            IsPaged = true,
        };
    }

    static RestRead Read(RestTable table, ScanRequest request, Filter filter, string[] values)
    {
        var list = filter.Through ?? table.Path;
        var pattern = filter.Kind == FilterKind.Query ? list : Pattern(filter);
        var path = filter.Kind == FilterKind.Query ? UrlPath.Of(list) : UrlPath.Of(UrlPath.Fill(filter.Target, filter.Column, values[0]));
        if (filter.Kind == FilterKind.Query)
            foreach (var value in values) path.Query(filter.Target, value);
        var includes = filter.Through is null ? Includes(table, request) : table.Name;
        if (includes.Length > 0 && filter.Kind == FilterKind.Query) path.Query("include", includes);
        var shape = filter.Kind == FilterKind.Item ? ReadShape.Item : filter.Most > 1 ? ReadShape.OnePage : ReadShape.Pages;
        return new RestRead(path.ToString(), pattern, shape) { IsInPath = filter.Kind != FilterKind.Query };
    }

    static string Includes(RestTable table, ScanRequest request) =>
        string.Join(',', table.Sideloads.Where(s => request.Columns.Any(c => c.Name == s.Column)).Select(s => s.Include));

    /// <summary>The bound as a number that is itself not wanted: <c>id &gt;= 7</c> is <c>id_greater=6</c>.</summary>
    static (Filter Filter, long Value)? Bound(RestTable table, Predicate.Compare compare, long value)
    {
        (FilterKind Kind, long Limit)? wanted = compare.Operator switch
        {
            ComparisonOperator.Greater => (FilterKind.Above, value),
            ComparisonOperator.GreaterOrEqual when value > long.MinValue => (FilterKind.Above, value - 1),
            ComparisonOperator.Less => (FilterKind.Below, value),
            ComparisonOperator.LessOrEqual when value < long.MaxValue => (FilterKind.Below, value + 1),
            _ => null,
        };
        // A system counts its keys from 1: a bound below 0 is no bound, and could be taken for none or for an error.
        if (wanted is not var (kind, limit) || limit < 0) return null;
        return table.Filters.FirstOrDefault(f => f.Kind == kind && Named(f, compare)) is { } filter ? (filter, limit) : null;
    }

    static bool Lists(Filter filter) => filter.Kind is FilterKind.Path or FilterKind.Item or FilterKind.Query;

    static bool Named(Filter filter, Predicate predicate) => string.Equals(filter.Column, predicate.Column, StringComparison.OrdinalIgnoreCase);

    static long Calls(Filter filter, int values) => (values + filter.Most - 1) / filter.Most;

    /// <summary>Values that the API takes for the same are asked for once.</summary>
    static List<string> Distinct(IEnumerable<object> values, Filter filter) =>
        [.. values.Select(Text).Distinct(filter.Match == Match.Exact ? StringComparer.Ordinal : StringComparer.OrdinalIgnoreCase)];

    static string Text(object value) => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";

    static string Pattern(Filter filter) => filter.Target.Replace("{" + filter.Column + "}", "{id}", StringComparison.Ordinal);

    static string Example(RestTable table, Filter filter) => filter.Kind == FilterKind.Query
        ? $"{filter.Through ?? table.Path}?{filter.Target}=…{(filter.Most > 1 ? $" ({filter.Most} a call)" : "")}"
        : filter.Target;
}
