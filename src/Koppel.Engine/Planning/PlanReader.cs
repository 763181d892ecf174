using System.Text.Json;
using Koppel.Engine.DuckDb;
using Koppel.Sdk.Reading;
using static Koppel.Engine.Planning.Origins;
using static Koppel.Engine.Planning.PlanJson;

namespace Koppel.Engine.Planning;

/// <summary>
/// Walks DuckDB's bound, optimised plan from its leaves to its root and notes for each scan which columns, conditions, limit and join keys
/// count. For each operator it knows where each output column comes from. An operator that it does not know uses all its inputs and
/// gives columns of unknown origin, which costs calls but is never wrong.
/// </summary>
/// <param name="standIn">For a stand-in for one of DuckDB's own tables, the columns that are scanned as text and cast to their true type;
/// otherwise null.</param>
internal sealed class PlanReader(Func<string, IReadOnlySet<string>?> standIn)
{
    readonly List<ScanPlace> _scans = [];
    readonly List<(Origin Target, Origin Driver)> _narrowings = [];
    readonly List<IReadOnlyList<EqualityCondition>> _joins = [];
    readonly OriginReader _origins = new(standIn);
    readonly Dictionary<long, List<Origin>> _ctes = [];
    readonly Stack<List<Origin>> _outer = [];
    FirstRows? _order;
    bool _repeated;
    bool _lost;

    /// <summary>Reads the answer of <c>json_serialize_plan</c> for one statement.</summary>
    public StatementNeeds Read(JsonElement plan)
    {
        foreach (var origin in Visit(plan)) Use(origin);
        var needs = _scans.ToDictionary(s => s, s => s.Need(_lost));
        IReadOnlyList<ScanNeed> scans = [.. _scans.Select(s => needs[s])];
        if (_lost) return new StatementNeeds(scans, [], []);
        var narrowings = _narrowings.Select(
            n => new Narrowing(needs[n.Target.Scan!], n.Target.Column, needs[n.Driver.Scan!], n.Driver.Column));
        return new StatementNeeds(scans, [.. narrowings], [.. _joins.SelectMany(conditions => EqualityJoin.Of(conditions, needs))]);
    }

    List<Origin> Visit(JsonElement node)
    {
        var type = Text(node, "type");
        var children = Array(node, "children").ToList();
        switch (type)
        {
            case "LOGICAL_GET": return Scan(node);
            case "LOGICAL_MATERIALIZED_CTE":
                _ctes[node.GetProperty("table_index").GetInt64()] = [.. Visit(children[0]).Select(o => o with { Narrowable = false })];
                return Visit(children[1]);
            case "LOGICAL_RECURSIVE_CTE": return Recursive(node, children);
            case "LOGICAL_DELIM_JOIN": return Join(node, type, Correlated(node, children));
            case "LOGICAL_DELIM_GET": return OuterValues(Array(node, "chunk_types").Count());
            case "LOGICAL_CTE_REF":
                return _ctes.TryGetValue(node.GetProperty("cte_index").GetInt64(), out var cte)
                    ? cte
                    : Unknowns(Array(node, "chunk_types").Count());
        }
        var inputs = children.Select((child, i) => VisitSide(node, child, i)).ToList();
        List<Origin> input = inputs.Count == 1 ? inputs[0] : [.. inputs.SelectMany(i => i)];
        switch (type)
        {
            case "LOGICAL_PROJECTION": return [.. Array(node, "expressions").Select(e => _origins.Projected(e, input))];
            case "LOGICAL_FILTER": return Filter(node, children[0], input);
            case "LOGICAL_COMPARISON_JOIN" or "LOGICAL_ANY_JOIN" or "LOGICAL_ASOF_JOIN": return Join(node, type, inputs);
            case "LOGICAL_CROSS_PRODUCT" or "LOGICAL_POSITIONAL_JOIN": return type == "LOGICAL_CROSS_PRODUCT"
                ? input
                : Thinned(Fixed(input));
            case "LOGICAL_AGGREGATE_AND_GROUP_BY": return Aggregate(node, input);
            case "LOGICAL_WINDOW": UseAll(node, input); return Fixed([.. input, .. Unknowns(Array(node, "expressions").Count())]);
            case "LOGICAL_UNNEST": UseAll(node, input); return [.. input, .. Unknowns(Array(node, "expressions").Count())];
            case "LOGICAL_LIMIT": PushLimit(node, children[0]); PushFirst(node, children[0]); return Thinned(Fixed(input));
            case "LOGICAL_ORDER_BY": UseOrders(node, input); _order =
                Order(node, children[0], input); return Mapped(input, node, "projections");
            case "LOGICAL_TOP_N": UseOrders(node, input); return Thinned(Fixed(Mapped(input, node, "projections")));
            case "LOGICAL_DISTINCT":
                foreach (var target in Array(node, "distinct_targets")) Used(target, input);
                UseOrdersOf(node, "order_by", input);
                return Text(node, "distinct_type") == "DISTINCT" ? input : Thinned(Fixed(input));
            case "LOGICAL_DUMMY_SCAN" or "LOGICAL_EXPRESSION_GET" or "LOGICAL_CHUNK_GET":
                UseAll(node, input);
                return Unknowns(Math.Max(1, Array(node, "chunk_types").Concat(Array(node, "expr_types")).Count()));
            case "LOGICAL_UNION" or "LOGICAL_EXCEPT" or "LOGICAL_INTERSECT":
                foreach (var origin in input) Use(origin);
                return Unknowns(inputs[0].Count);
            case "LOGICAL_SAMPLE": return Thinned(Fixed(input));
            case "LOGICAL_CREATE_TABLE" or "LOGICAL_INSERT" or "LOGICAL_COPY_TO_FILE":
                UseAll(node, input);
                foreach (var origin in input) Use(origin);
                return Unknowns(input.Count);
            default:
                // How many columns it gives is not known either, so positions above it cannot be told any more.
                _lost = true;
                return Unknowns(input.Count);
        }
    }

    List<Origin> Scan(JsonElement node)
    {
        var names = Array(node, "names").Select(n => n.GetString()!).ToList();
        var columns = Array(node, "column_indexes").Select(c => c.GetProperty("index").GetUInt64()).ToList();
        if (Text(node, "name") != ScanFunction.Name) return Mapped(Unknowns(columns.Count), node, "projection_ids");
        var scan = new ScanPlace(node.GetProperty("parameters")[0].GetProperty("value").GetString()!, names) { IsRepeated = _repeated };
        _scans.Add(scan);
        return Mapped(
            [.. columns.Select(
                c => c < (ulong)names.Count
                    ? new Origin(scan, (int)c, true) { IsText = standIn(scan.Reference)?.Contains(names[(int)c]) == true }
                    : Origin.Unknown)], node, "projection_ids");
    }

    List<Origin> Recursive(JsonElement node, List<JsonElement> children)
    {
        var before = _repeated;
        _repeated = true;
        var first = Visit(children[0]);
        foreach (var origin in first) Use(origin);
        var unknown = Unknowns(first.Count);
        _ctes[node.GetProperty("table_index").GetInt64()] = unknown;
        foreach (var child in children.Skip(1))
            foreach (var origin in Visit(child)) Use(origin);
        _repeated = before;
        return unknown;
    }

    /// <summary>
    /// The sides of a join with a correlated subquery; the subquery sees the distinct values of some columns of the other side.
    /// </summary>
    List<List<Origin>> Correlated(JsonElement node, List<JsonElement> children)
    {
        var (outer, inner) = IsTrue(node, "delim_flipped") ? (1, 0) : (0, 1);
        var inputs = new List<Origin>[2];
        inputs[outer] = Visit(children[outer]);
        _outer.Push(
            [.. Array(node, "duplicate_eliminated_columns").Select(c => _origins.Of(c, inputs[outer]) with { Narrowable = false })]);
        inputs[inner] = Visit(children[inner]);
        _outer.Pop();
        return [.. inputs];
    }

    /// <summary>Which join's values are meant is only sure where no correlated subquery stands within another.</summary>
    List<Origin> OuterValues(int count) => _outer.Count == 1 && _outer.Peek().Count == count ? _outer.Peek() : Unknowns(Math.Max(1, count));

    List<Origin> Filter(JsonElement node, JsonElement child, List<Origin> input)
    {
        foreach (var condition in Array(node, "expressions"))
        {
            Used(condition, input);
            if (!IsBareScan(child))
            {
                JoinReader.Restrict(condition, input);
                continue;
            }
            var scan = _scans[^1];
            var predicates = new PredicateReader(e => _origins.ColumnOf(e, input)).Read(condition);
            if (predicates is null) scan.AddOther(OriginReader.Expression(condition, input));
            else scan.Predicates.AddRange(predicates);
        }
        return Mapped(IsBareScan(child) ? input : Thinned(input), node, "projection_map");
    }

    List<Origin> Join(JsonElement node, string type, List<List<Origin>> inputs) =>
        new JoinReader(_origins, _narrowings, _joins).Read(node, type, inputs, isPlain: _outer.Count == 0 && !_repeated);

    /// <summary>
    /// What an inner join within a side does to its rows is no loss where the join above would keep or drop them anyway: it is not noted.
    /// </summary>
    List<Origin> VisitSide(JsonElement node, JsonElement child, int side)
    {
        var before = _joins.Count;
        var columns = Visit(child);
        var isNoted = Text(node, "join_type") switch
        {
            "LEFT" or "SEMI" or "ANTI" or "MARK" or "SINGLE" => side == 0,
            "RIGHT" or "RIGHT_SEMI" or "RIGHT_ANTI" => side == 1,
            _ => true,
        };
        if (!isNoted) _joins.RemoveRange(before, _joins.Count - before);
        return columns;
    }

    List<Origin> Aggregate(JsonElement node, List<Origin> input)
    {
        UseAll(node, input);
        if (IsBareScan(node.GetProperty("children")[0])) _scans[^1].Use = AggregateReader.UseOf(node);
        var groups = Array(node, "groups")
            .Select(e => { Used(e, input); return Reference(e) >= 0 ? _origins.Of(e, input) : Origin.Unknown; }).ToList();
        return [.. groups, .. Unknowns(Array(node, "expressions").Count() + Array(node, "grouping_functions").Count())];
    }

    void PushLimit(JsonElement node, JsonElement child)
    {
        if (Limit(node) is { } limit && IsBareScan(child)) _scans[^1].Limit = limit;
    }

    /// <summary>A limit above the order of a scan of ours wants the first rows only.</summary>
    void PushFirst(JsonElement node, JsonElement child)
    {
        while (Text(child, "type") == "LOGICAL_PROJECTION") child = child.GetProperty("children")[0];
        if (Text(child, "type") == "LOGICAL_ORDER_BY" && Limit(node) is { } limit && _order is { } order)
            _scans[^1].First = order with { Count = limit };
    }

    /// <summary>The order of a scan of ours by one of its columns; null when it is more than that.</summary>
    FirstRows? Order(JsonElement node, JsonElement child, List<Origin> input) =>
        IsBareScan(child) && Array(node, "orders").ToList() is [var only]
            && Text(only, "type") is var type and ("ASCENDING" or "DESCENDING")
        && _origins.ColumnOf(only.GetProperty("expression"), input) is { } column
            ? new FirstRows(column, type == "DESCENDING", 0) { NullsFirst = Text(only, "null_order") == "NULLS FIRST" }
            : null;

    /// <summary>Nothing but conditions and columns stands above a scan of ours, which is then the one that was visited last.</summary>
    static bool IsBareScan(JsonElement node) => Text(node, "type") switch
    {
        "LOGICAL_GET" => Text(node, "name") == ScanFunction.Name,
        "LOGICAL_PROJECTION" or "LOGICAL_FILTER" => IsBareScan(node.GetProperty("children")[0]),
        _ => false,
    };
}
