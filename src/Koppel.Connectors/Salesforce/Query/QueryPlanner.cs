using Koppel.Connectors.Salesforce.Api;
using Koppel.Connectors.Salesforce.Describe;
using Koppel.Sdk.Http;
using Koppel.Sdk.Reading;

namespace Koppel.Connectors.Salesforce.Query;

/// <summary>Says how a request is answered, without a call: projection and conditions become SOQL, many values several queries.</summary>
/// <param name="org">The org.</param>
/// <param name="its">The object.</param>
/// <param name="basePath">What stands before every path.</param>
/// <param name="fieldOf">The field of a column.</param>
internal sealed class QueryPlanner(Org org, OrgObject its, string basePath, Func<string, SoqlField> fieldOf)
{
    /// <summary>Address and headers of a call may have so many bytes. Source: Salesforce's page on status codes, 414 and 431.</summary>
    const int LongestCall = 16_384;

    /// <summary>What is left of that, since others count a few bytes more.</summary>
    const int Margin = 64;

    /// <summary>A second list of values is only sent as a whole, and when it is short.</summary>
    const int ShortList = 1_000;

    /// <summary>Reading the object cannot take fewer calls than the first one of a look-up and one more.</summary>
    const int LookUpUnasked = 2;

    /// <summary>Salesforce gives so many groups at most: an answer of groups has one page.</summary>
    const int MostGroups = 2_000;

    /// <summary>The plan.</summary>
    public QueryPlan Plan(ScanRequest request)
    {
        var conditions = request.Predicates.Select(p => SoqlCondition.Of(fieldOf(p.Column), p)).ToList();
        // Of several lists, the longest is cut; the others are sent whole, or not.
        var longest = conditions.Where(c => c.ListField is not null).MaxBy(c => c.List.Count);
        for (var i = 0; i < conditions.Count; i++)
            if (conditions[i] is { ListField: not null } list && list != longest && !list.IsNever
                && list.List.Sum(v => v.Length + 1) > ShortList)
                conditions[i] = new SoqlCondition(Match.Unsupported, "checked here: the list is long");
        var isExact = conditions.All(c => c.Match == Match.Exact);
        var fields = request.Columns.Select(c => fieldOf(c.Name)).ToList();
        var shape = conditions.Any(c => c.IsNever) ? QueryShape.Nothing
            : fields.Count == 0 && isExact && request.Limit is null ? QueryShape.Count
            : request.Use is RowUse.Count && isExact && fields.Count > 0 && fields.All(HasWitness) ? QueryShape.Witnesses
            : request.Use is RowUse.Count or RowUse.Counts && isExact && fields.Count > 0 && fields.All(CanGroup) ? QueryShape.Groups
            : request.Use == RowUse.Extremes && isExact && fields.Count > 0 && fields.All(HasExtremes) ? QueryShape.Extremes
            : QueryShape.Rows;
        var query = Query(request, conditions, longest, fields, shape, isExact);
        var parts = Cut(query).ToList();
        if (parts.Count > 1 && shape is (QueryShape.Witnesses or QueryShape.Groups or QueryShape.Extremes))
            return Plan(request with { Use = RowUse.Rows });
        var canLimit = parts.Count == 1 && isExact;
        var limit = shape == QueryShape.Rows && canLimit ? request.Limit : null;
        return new QueryPlan
        {
            Request = request,
            Answers = [.. request.Predicates.Zip(conditions, (p, c) => new PredicateAnswer(p, c.Match, c.How))],
            PushedLimit = limit,
            Requests = shape == QueryShape.Nothing ? [] : [$"GET /{basePath}{Resource}?q={query.Short()}"],
            Calls = CallsOf(shape, query, parts.Count),
            CallsUnasked = LookUpUnasked,
            Shape = shape,
            Query = query,
            Fields = fields,
            Parts = parts,
            IsTooLong = RoomFor(query with { List = [] }) < 0,
            RestOnly = WhyRest(query, fields, shape),
        };
    }

    /// <summary>The resource that queries are sent to.</summary>
    public string Resource => org.Options.Deleted ? "queryAll" : "query";

    SoqlQuery Query(
        ScanRequest request, List<SoqlCondition> conditions, SoqlCondition? longest, List<SoqlField> fields, QueryShape shape, bool isExact)
    {
        var paths = fields.Select(f => f.Path).ToList();
        var short_ = conditions.Where(c => c.ListField is not null && c != longest).Select(ListText);
        var query = new SoqlQuery(its.Name, Selected(paths, fields, shape))
        {
            Conditions = [.. conditions.Where(c => c.Text is not null).Select(c => c.Text!), .. short_],
            GroupBy = shape == QueryShape.Groups ? paths : [],
            ListField = longest is { List.Count: 1 } or null ? null : longest.ListField,
            List = longest is { List.Count: 1 } or null ? [] : longest.List,
        };
        if (longest is { List.Count: 1 })
            query = query with { Conditions = [.. query.Conditions, $"{longest.ListField} = {longest.List[0]}"] };
        if (shape != QueryShape.Rows || !isExact) return query;
        if (request.Limit is { } limit) return query with { Limit = limit };
        return request.First is { } first && fieldOf(first.Column) is { Field: { Sortable: true, Class: var order } } by && CanOrder(order)
            ? query with
            {
                OrderBy = $"{by.Path} {(first.Descending ? "DESC" : "ASC")} NULLS {(first.NullsFirst ? "FIRST" : "LAST")}",
                Limit = first.Count,
            }
            : query;
    }

    static string ListText(SoqlCondition condition) => condition.List.Count == 1
        ? $"{condition.ListField} = {condition.List[0]}" : $"{condition.ListField} IN ({string.Join(',', condition.List)})";

    /// <summary>A fault of a value is told with the row's id, so numbers come with it; a query selects something in any case.</summary>
    static List<string> Selected(List<string> paths, List<SoqlField> fields, QueryShape shape) => shape switch
    {
        QueryShape.Count => ["COUNT()"],
        QueryShape.Groups => [.. paths, $"COUNT(Id) {Aliases.Count}"],
        QueryShape.Witnesses => [$"COUNT(Id) {Aliases.Count}", .. paths.Select((p, i) => $"MIN({p}) {Aliases.Least(i)}")],
        QueryShape.Extremes => [.. paths.SelectMany((p, i) => new[] { $"MIN({p}) {Aliases.Least(i)}", $"MAX({p}) {Aliases.Greatest(i)}" })],
        _ when paths.Count == 0 || (!paths.Contains("Id") && fields.Any(f => f.Field.Class == FieldClass.Number)) => [.. paths, "Id"],
        _ => paths,
    };

    static bool CanOrder(FieldClass order) => order is FieldClass.Number or FieldClass.Date or FieldClass.Instant;

    /// <summary>Texts are grouped without case; numbers, days and instants have more values than an answer of groups can hold.</summary>
    static bool CanGroup(SoqlField field) =>
        field is { IsRelated: false, Field: { Groupable: true, Class: FieldClass.Truth or FieldClass.Id } };

    /// <summary>The least value of the rows that are counted is one of them, so that it meets the conditions on its column.</summary>
    static bool HasWitness(SoqlField field) => field is { IsRelated: false, Field.Aggregatable: true }
        && field.Field.Class is FieldClass.Number or FieldClass.Date or FieldClass.Instant;

    static bool HasExtremes(SoqlField field) =>
        field is { IsRelated: false, Field.Aggregatable: true } && CanOrder(field.Field.Class);

    static string? WhyRest(SoqlQuery query, List<SoqlField> fields, QueryShape shape) =>
        shape != QueryShape.Rows ? "it is one number"
        : fields.FirstOrDefault(f => f.IsRestOnly) is { } odd ? $"{odd.Path} cannot be read by a job"
        : query.Limit is not null ? "it has a limit"
        : query.ListField is not null ? "it asks for values"
        : null;

    long? CallsOf(QueryShape shape, SoqlQuery query, int parts) => shape switch
    {
        QueryShape.Nothing => 0,
        QueryShape.Count or QueryShape.Witnesses or QueryShape.Groups or QueryShape.Extremes => parts,
        _ when query.ListField is not null => parts,
        _ when query.Limit is <= MostGroups => 1,
        // One value of a key finds one row, or a few.
        _ when query.Conditions.Count > 0 && its.Fields.Any(
            f => f is { Unique: true } or { Type: "id" } or { IdLookup: true }
                && query.Conditions.Any(c => c.StartsWith($"{f.Name} = ", StringComparison.Ordinal))) => 1,
        _ => null,
    };

    /// <summary>How many bytes an address has left beside a query without its values.</summary>
    int RoomFor(SoqlQuery query) => LongestCall - Margin - org.Client.HeaderBytes
        - UrlPath.QueryBytes($"/{basePath}{Resource}") - "?q=".Length - UrlPath.QueryBytes(query.Text([]));

    /// <summary>Cuts a list of values so that each call is as long as it may be.</summary>
    IEnumerable<IReadOnlyList<string>> Cut(SoqlQuery query)
    {
        if (query.ListField is null)
        {
            yield return [];
            yield break;
        }
        var room = RoomFor(query);
        var part = new List<string>();
        var size = 0;
        foreach (var value in query.List)
        {
            var bytes = UrlPath.QueryBytes(value) + 1;
            if (part.Count > 0 && size + bytes > room)
            {
                yield return part;
                (part, size) = ([], 0);
            }
            part.Add(value);
            size += bytes;
        }
        yield return part;
    }
}
