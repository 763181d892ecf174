using System.Globalization;
using Koppel.Sdk.Http;
using Koppel.Sdk.Reading;
using Koppel.Sdk.Rest.Declare;

namespace Koppel.Sdk.Rest.Read;

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
            lookups.AddRange(table.Filters
                .Where(f => Lists(f) && Named(f, request.Predicates[i]) && Brings(table, f, request))
                .Select(f => (i, f, Distinct(table, values, f)))
                .Where(l => l.Item3.TrueForAll(v => CanBeAsked(l.f, v))));
        }
        return lookups.Count == 0
            ? Scan(table, basePath, request)
            : LookUp(
                table, basePath, request, lookups.MinBy(l => (Calls(l.Filter, l.Values.Count), l.Filter.Match == Match.Exact ? 0 : 1)));
    }

    /// <summary>How many calls it takes to look so many values of a column up; null when the API cannot be asked by it.</summary>
    public static long? LookupCalls(RestTable table, string column, int values) =>
        table.Filters.Where(f => Lists(f) && string.Equals(f.Column, column, StringComparison.OrdinalIgnoreCase))
            .Select(f => (long?)Calls(f, values)).Min();

    static RestScanPlan LookUp(
        RestTable table, string basePath, ScanRequest request, (int Predicate, Filter Filter, List<string> Values) chosen)
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
        var (path, shownPath) = (UrlPath.Of(table.Path), UrlPath.Of(table.Path));
        var shown = new List<string>();
        long? from = null;
        var answers = new List<PredicateAnswer>();
        foreach (var predicate in request.Predicates)
        {
            if (Bound(table, predicate) is var (filter, limit) && !shown.Contains(filter.Target))
            {
                shown.Add(filter.Target);
                shownPath.Query(filter.Target, limit);
                // The pages are walked by the same parameter: one of the two would not count.
                if (filter.Target == table.Paging.After) from = long.Parse(limit, CultureInfo.InvariantCulture);
                else path.Query(filter.Target, limit);
                answers.Add(new PredicateAnswer(predicate, filter.Match, filter.Target));
            }
            else
            {
                answers.Add(new PredicateAnswer(predicate, Match.Unsupported, ""));
            }
        }
        foreach (var (name, value) in Asked(table, request))
        {
            path.Query(name, value);
            shownPath.Query(name, value);
        }
        var exact = table.Beside is null && answers.TrueForAll(a => a.Match == Match.Exact);
        var limited = exact ? request.Limit : null;
        var first =
            exact && from is null && request.First is { } wanted && OrderOf(table, wanted) is { } order ? (wanted, order) : default;
        if (first.order is not null)
        {
            var direction = first.wanted.Descending ? first.order.Descending : first.order.Ascending;
            path.Query(first.order.Parameter, direction);
            shownPath.Query(first.order.Parameter, direction);
            limited = first.wanted.Count;
        }
        if (table.Paging.IsSingle || table.Unlisted is not null) return Unpaged(table, basePath, request);
        return new RestScanPlan
        {
            Request = request,
            Answers = answers,
            PushedLimit = limited,
            Requests = [limited <= 0 ? "nothing: no row is wanted" : $"GET {basePath}{shownPath} in pages of {table.Paging.Max}"],
            Calls = limited is { } most && most <= table.Paging.Max ? Math.Clamp(most, 0, 1) : null,
            Reads = [new RestRead(path.ToString(), table.Path, ReadShape.Pages) { From = from, IsOrdered = first.order is not null }],
            IsPaged = true,
        };
    }

    static RowOrder? OrderOf(RestTable table, FirstRows first) =>
        table.Orders.FirstOrDefault(o => o.Column.Equals(first.Column, StringComparison.OrdinalIgnoreCase));

    /// <summary>A table that has no list: its only row is read, or nothing is.</summary>
    static RestScanPlan Unpaged(RestTable table, string basePath, ScanRequest request) => new()
    {
        Request = request,
        Answers = [.. request.Predicates.Select(p => new PredicateAnswer(p, Match.Unsupported, ""))],
        Requests = [table.Unlisted is { } reason ? $"nothing: {reason}" : $"GET {basePath}{table.Path}"],
        Refusal = table.Unlisted,
        Calls = table.Unlisted is null ? 1 : null,
        // The only row, which tells no key.
        Reads = [new RestRead(table.Path, table.Path, ReadShape.Item) { Given = (table.Key.Name, "1") }],
        IsPaged = false,
    };

    static RestRead Read(RestTable table, ScanRequest request, Filter filter, string[] values)
    {
        var list = filter.Through ?? table.Path;
        var pattern = filter.Kind == FilterKind.Query ? list : Pattern(filter);
        var path = filter.Kind == FilterKind.Query ? UrlPath.Of(list) : UrlPath.Of(UrlPath.Fill(filter.Target, filter.Column, values[0]));
        if (filter.Kind == FilterKind.Query)
            foreach (var value in values) path.Query(filter.Target, value);
        foreach (var (name, value) in filter.Through is null ? Asked(table, request) : [("include", table.List)]) path.Query(name, value);
        var shape = filter.Kind == FilterKind.Item ? ReadShape.Item : IsOnePage(table, filter) ? ReadShape.OnePage : ReadShape.Pages;
        return new RestRead(path.ToString(), pattern, shape) 
        {
            IsInPath = filter.Kind != FilterKind.Query,
            Given = filter.Gives ? (filter.Column, values[0]) : null,
            Through = filter is { Through: { } other, ThroughPaging: { } paging } ? (other, paging) : null,
        };
    }

    /// <summary>What the list must be asked, so that the rows come with what the request wants.</summary>
    static IEnumerable<(string Name, string Value)> Asked(RestTable table, ScanRequest request)
    {
        if (Includes(table, request) is { Length: > 0 } includes) yield return ("include", includes);
        foreach (var asked in Listed(table, request).Where(l => l.Parameter is not null).Select(l => (l.Parameter!, l.Value)).Distinct())
            yield return asked;
    }

    static IEnumerable<ListColumn> Listed(RestTable table, ScanRequest request) =>
        table.ListColumns.Where(l => request.Columns.Any(c => c.Name == l.Column));

    static string Includes(RestTable table, ScanRequest request) =>
        string.Join(',', table.Sideloads.Where(s => request.Columns.Any(c => c.Name == s.Column)).Select(s => s.Include));

    /// <summary>The filter that takes a bound, with what it is asked.</summary>
    static (Filter Filter, string Limit)? Bound(RestTable table, Predicate predicate) => predicate switch
    {
        Predicate.Compare { Value: long value } compare => NumberBound(table, compare, value),
        Predicate.Compare { Value: DateTimeOffset instant } compare => TimeBound(table, compare, instant),
        _ => null,
    };

    /// <summary>The bound as a number that is itself not wanted: <c>id &gt;= 7</c> is <c>id_greater=6</c>.</summary>
    static (Filter Filter, string Limit)? NumberBound(RestTable table, Predicate.Compare compare, long value)
    {
        (FilterKind Kind, long Limit)? wanted = compare.Operator switch
        {
            ComparisonOperator.Greater => (FilterKind.Above, value),
            ComparisonOperator.GreaterOrEqual when value > long.MinValue => (FilterKind.Above, value - 1),
            ComparisonOperator.Less => (FilterKind.Below, value),
            ComparisonOperator.LessOrEqual when value < long.MaxValue => (FilterKind.Below, value + 1),
            _ => null,
        };
        // A system counts its keys from 1: a lower bound below 0 is no bound, and could be taken for an error; an upper bound of 0
        // could be taken for none.
        if (wanted is not var (kind, limit) || limit < (kind == FilterKind.Below ? 1 : 0)) return null;
        return BoundOf(table, compare, kind) is { } filter ? (filter, Text(limit)) : null;
    }

    /// <summary>The bound, set so much wider that the zone of a day and the bound itself do not matter.</summary>
    static (Filter Filter, string Limit)? TimeBound(RestTable table, Predicate.Compare compare, DateTimeOffset instant)
    {
        FilterKind? kind = compare.Operator switch
        {
            ComparisonOperator.Greater or ComparisonOperator.GreaterOrEqual => FilterKind.Above,
            ComparisonOperator.Less or ComparisonOperator.LessOrEqual => FilterKind.Below,
            _ => null,
        };
        if (kind is null || BoundOf(table, compare, kind.Value) is not { } filter) return null;
        var utc = instant.UtcDateTime;
        if (utc < DateTime.MinValue + filter.Margin || utc > DateTime.MaxValue - filter.Margin) return null;
        var bound = kind == FilterKind.Above ? utc - filter.Margin : utc + filter.Margin;
        return (filter, filter.Times?.Write(new DateTimeOffset(bound, TimeSpan.Zero)) ?? Text(DateOnly.FromDateTime(bound)));
    }

    static Filter? BoundOf(RestTable table, Predicate.Compare compare, FilterKind kind) =>
        table.Filters.FirstOrDefault(f => f.Kind == kind && Named(f, compare));

    /// <summary>
    /// Whether the rows come with what the request wants: in another list of the answer they come without lists of their own, and what only
    /// the table's list gives comes from nowhere else.
    /// </summary>
    static bool Brings(RestTable table, Filter filter, ScanRequest request) =>
        (filter.Through is null || Includes(table, request).Length == 0)
        && ((filter.Through is null && filter.Kind == FilterKind.Query) || !Listed(table, request).Any());

    /// <summary>Without a value, a parameter is none at all and a path is another one.</summary>
    static bool CanBeAsked(Filter filter, string value) => filter.Kind == FilterKind.Query ? value.Length > 0 : UrlPath.FitsPath(value);

    /// <summary>
    /// Whether a call with several values has its whole answer on one page: a value has one row, or the page counts what it stands in.
    /// </summary>
    static bool IsOnePage(RestTable table, Filter filter) =>
        filter is { Through: not null, ThroughPaging: null }
            || (filter.Most > 1 && filter.Most <= table.Paging.Max && table.Key.Name == filter.Column);

    static bool Lists(Filter filter) => filter.Kind is FilterKind.Path or FilterKind.Item or FilterKind.Query;

    static bool Named(Filter filter, Predicate predicate) =>
        string.Equals(filter.Column, predicate.Column, StringComparison.OrdinalIgnoreCase);

    static long Calls(Filter filter, int values) => (values + filter.Most - 1) / filter.Most;

    /// <summary>Values that the API takes for the same are asked for once.</summary>
    static List<string> Distinct(RestTable table, IEnumerable<object> values, Filter filter)
    {
        var times = filter.Times ?? table.Columns.First(c => c.Name == filter.Column).Times;
        return [.. values.Select(v => v is DateTimeOffset instant ? times.Write(instant.ToUniversalTime()) : Text(v))
            .Distinct(filter.Match == Match.Exact ? StringComparer.Ordinal : StringComparer.OrdinalIgnoreCase)];
    }

    static string Text(object value) => value switch
    {
        bool on => on ? "1" : "0",
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        DateTime time => time.ToString("yyyy-MM-dd HH:mm:ss.FFFFFF", CultureInfo.InvariantCulture),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
    };

    static string Pattern(Filter filter) => filter.Target.Replace("{" + filter.Column + "}", "{id}", StringComparison.Ordinal);

    static string Example(RestTable table, Filter filter) => filter.Kind == FilterKind.Query
        ? $"{filter.Through ?? table.Path}?{filter.Target}=…{(filter.Most > 1 ? $" ({filter.Most} a call)" : "")}"
            + $"{(filter.ThroughPaging is { } pages ? $" in pages of {pages.Max}" : "")}"
        : filter.Target;
}
