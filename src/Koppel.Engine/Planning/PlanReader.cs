using System.Text.Json;
using Koppel.Engine.Execution;
using Koppel.Engine.Sql;
using Koppel.Sdk;
using static Koppel.Engine.Planning.PlanJson;

namespace Koppel.Engine.Planning;

/// <summary>
/// Walks DuckDB's bound, optimised plan from its leaves to its root and notes for each scan which columns, conditions, limit and join keys
/// count. For each operator it knows where each output column comes from. An operator that it does not know uses all its inputs and
/// gives columns of unknown origin, which costs calls but is never wrong.
/// </summary>
/// <param name="standIn">For a stand-in for one of DuckDB's own tables, the columns that are scanned as text and cast to their true type; otherwise null.</param>
internal sealed class PlanReader(Func<string, IReadOnlySet<string>?> standIn)
{
    readonly List<ScanNeed> _scans = [];
    readonly List<Narrowing> _narrowings = [];
    readonly List<EqualityJoin> _joins = [];
    readonly Dictionary<long, List<Origin>> _ctes = [];
    readonly Stack<List<Origin>> _outer = [];
    bool _repeated;
    bool _lost;

    /// <summary>Reads the answer of <c>json_serialize_plan</c> for one statement.</summary>
    public StatementNeeds Read(JsonElement plan)
    {
        foreach (var origin in Visit(plan)) Use(origin);
        if (!_lost) return new StatementNeeds(_scans, _narrowings, _joins);
        foreach (var scan in _scans) (scan.UsesAll, scan.Limit) = (true, null);
        return new StatementNeeds(_scans, [], []);
    }

    /// <summary>Where an output column comes from: a column of a scan, unchanged, or unknown.</summary>
    /// <param name="Scan">The scan, or null when unknown.</param>
    /// <param name="Column">The position of its column.</param>
    /// <param name="Narrowable">Rows of the scan whose value no join partner has can be left out without changing this column's other rows.</param>
    /// <param name="Extended">An outer join below may have put nulls in the place of its values.</param>
    readonly record struct Origin(ScanNeed? Scan, int Column, bool Narrowable, bool Extended = false)
    {
        public static readonly Origin Unknown = new(null, 0, false);

        /// <summary>Rows of the scan may have been left out below, by more than the scan's own conditions and inner joins.</summary>
        public bool IsThinned { get; init; }

        /// <summary>It is the text of a stand-in, below the cast to its true type.</summary>
        public bool IsText { get; init; }

        /// <summary>It is the column's value in another type: it has the same values to look up, and not the same to compare.</summary>
        public bool IsConverted { get; init; }

        /// <summary>What the column is made of, where it is more than a column of a scan and made of one scan only.</summary>
        public ScanExpression? Made { get; init; }

        /// <summary>What the column is, as SQL over its scan.</summary>
        public ScanExpression? Expression => Made is { } made ? made with { IsThinned = made.IsThinned || IsThinned }
            : Scan is null ? null
            : new(Scan, SqlText.Identifier(Scan.Names[Column]), Scan.Names[Column]) { Column = Column, IsThinned = IsThinned };
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
                return _ctes.TryGetValue(node.GetProperty("cte_index").GetInt64(), out var cte) ? cte : Unknowns(Array(node, "chunk_types").Count());
        }
        var inputs = children.Select((child, i) => VisitSide(node, child, i)).ToList();
        List<Origin> input = inputs.Count == 1 ? inputs[0] : [.. inputs.SelectMany(i => i)];
        switch (type)
        {
            case "LOGICAL_PROJECTION": return [.. Array(node, "expressions").Select(e => Projected(e, input))];
            case "LOGICAL_FILTER": return Filter(node, children[0], input);
            case "LOGICAL_COMPARISON_JOIN" or "LOGICAL_ANY_JOIN" or "LOGICAL_ASOF_JOIN": return Join(node, type, inputs);
            case "LOGICAL_CROSS_PRODUCT" or "LOGICAL_POSITIONAL_JOIN": return type == "LOGICAL_CROSS_PRODUCT" ? input : Thinned(Fixed(input));
            case "LOGICAL_AGGREGATE_AND_GROUP_BY": return Aggregate(node, input);
            case "LOGICAL_WINDOW": UseAll(node, input); return Fixed([.. input, .. Unknowns(Array(node, "expressions").Count())]);
            case "LOGICAL_UNNEST": UseAll(node, input); return [.. input, .. Unknowns(Array(node, "expressions").Count())];
            case "LOGICAL_LIMIT": PushLimit(node, children[0]); return Thinned(Fixed(input));
            case "LOGICAL_ORDER_BY": UseOrders(node, input); return Mapped(input, node, "projections");
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
        var scan = new ScanNeed(node.GetProperty("parameters")[0].GetProperty("value").GetString()!, names) { IsRepeated = _repeated };
        _scans.Add(scan);
        return Mapped([.. columns.Select(c => c < (ulong)names.Count ? new Origin(scan, (int)c, true) { IsText = standIn(scan.Reference)?.Contains(names[(int)c]) == true } : Origin.Unknown)], node, "projection_ids");
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

    /// <summary>The sides of a join with a correlated subquery; the subquery sees the distinct values of some columns of the other side.</summary>
    List<List<Origin>> Correlated(JsonElement node, List<JsonElement> children)
    {
        var (outer, inner) = IsTrue(node, "delim_flipped") ? (1, 0) : (0, 1);
        var inputs = new List<Origin>[2];
        inputs[outer] = Visit(children[outer]);
        _outer.Push([.. Array(node, "duplicate_eliminated_columns").Select(c => OriginOf(c, inputs[outer]) with { Narrowable = false })]);
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
                Restrict(condition, input);
                continue;
            }
            var scan = _scans[^1];
            var predicates = new PredicateReader(e => ColumnOf(e, input)).Read(condition);
            if (predicates is null) scan.AddOther(Expression(condition, input));
            else scan.Predicates.AddRange(predicates);
        }
        return Mapped(IsBareScan(child) ? input : Thinned(input), node, "projection_map");
    }

    string? ColumnOf(JsonElement expression, List<Origin> input)
    {
        var origin = OriginOf(expression, input);
        return origin.IsConverted ? null : origin.Scan?.Names[origin.Column];
    }

    List<Origin> Join(JsonElement node, string type, List<List<Origin>> inputs)
    {
        var (left, right) = (inputs[0], inputs[1]);
        var joinType = Text(node, "join_type");
        if (type == "LOGICAL_COMPARISON_JOIN" && joinType == "INNER" && _outer.Count == 0 && !_repeated)
            _joins.AddRange(EqualityJoin.Of(Array(node, "conditions").Select(c => Equality(c, left, right)).OfType<EqualityCondition>()));
        foreach (var condition in Array(node, "conditions"))
        {
            if (!condition.TryGetProperty("left", out var l) || !condition.TryGetProperty("right", out var r))
            {
                Used(condition, [.. left, .. right]);
                continue;
            }
            Used(l, left);
            Used(r, right);
            if (joinType is "SEMI" or "ANTI" or "MARK") Restrict(l, left);
            if (joinType is "RIGHT_SEMI" or "RIGHT_ANTI") Restrict(r, right);
            if (type == "LOGICAL_COMPARISON_JOIN")
                Narrow(Text(condition, "comparison"), joinType, OriginOf(l, left), OriginOf(r, right), l, r);
        }
        foreach (var other in new[] { "condition", "predicate" })
            if (node.TryGetProperty(other, out var expression)) Used(expression, [.. left, .. right]);
        foreach (var column in Array(node, "duplicate_eliminated_columns")) Used(column, IsTrue(node, "delim_flipped") ? right : left);
        left = Mapped(left, node, "left_projection_map");
        right = Mapped(right, node, "right_projection_map");
        if (joinType is "LEFT" or "OUTER" or "SINGLE") right = [.. right.Select(o => o with { Extended = true, IsThinned = true })];
        if (joinType is "RIGHT" or "OUTER") left = [.. left.Select(o => o with { Extended = true, IsThinned = true })];
        return joinType switch
        {
            "SEMI" or "ANTI" => Thinned(left),
            "RIGHT_SEMI" or "RIGHT_ANTI" => Thinned(right),
            "MARK" => [.. left, Origin.Unknown],
            _ => [.. left, .. right],
        };
    }

    /// <summary>What an inner join within a side does to its rows is no loss where the join above would keep or drop them anyway: it is not noted.</summary>
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

    /// <summary>A condition leaves rows out here, above joins that were noted; one over several scans says nothing of a row that has no partner.</summary>
    static void Restrict(JsonElement condition, List<Origin> input)
    {
        if (References(condition).Select(i => At(input, i).Expression?.Scan).Distinct().ToList() is [{ } scan]) scan.IsRestricted = true;
    }

    static EqualityCondition? Equality(JsonElement condition, List<Origin> left, List<Origin> right) =>
        Text(condition, "comparison") == "COMPARE_EQUAL" && Expression(condition.GetProperty("left"), left) is { } l && Expression(condition.GetProperty("right"), right) is { } r
            ? new EqualityCondition(l, r)
            : null;

    static ScanExpression? Expression(JsonElement expression, List<Origin> input) => new ExpressionSql(index => At(input, index).Expression).Read(expression);

    Origin Projected(JsonElement expression, List<Origin> input) => OriginOf(expression, input) switch
    {
        { Scan: null } => Used(expression, input) with { Made = Expression(expression, input) },
        { IsConverted: true } converted => converted with { Made = Expression(expression, input) },
        var column => column,
    };

    static bool IsTrue(JsonElement node, string name) => node.TryGetProperty(name, out var flag) && flag.ValueKind == JsonValueKind.True;

    void Narrow(string comparison, string joinType, Origin left, Origin right, JsonElement leftExpression, JsonElement rightExpression)
    {
        if (joinType is "INNER" or "SEMI" or "RIGHT") Narrow(comparison, left, right, leftExpression);
        if (joinType is "INNER" or "SEMI" or "LEFT" or "ANTI" or "SINGLE") Narrow(comparison, right, left, rightExpression);
    }

    void Narrow(string comparison, Origin target, Origin driver, JsonElement targetExpression)
    {
        // A driver's null finds nothing with =. Where it finds nulls, there must be none: correlated subqueries are joined so.
        if (comparison != "COMPARE_EQUAL" && !(comparison == "COMPARE_NOT_DISTINCT_FROM" && HasNoNulls(target))) return;
        // A cast above the target's column would make several of its values equal to one of the driver's.
        if (target is { Scan: { } scan, Narrowable: true } && driver.Scan is { } source && scan != source && Reference(targetExpression) >= 0)
            _narrowings.Add(new Narrowing(scan, target.Column, source, driver.Column));
    }

    static bool HasNoNulls(Origin column) =>
        column is { Scan: { } scan, Extended: false } && scan.Predicates.Any(p => p is Predicate.IsNotNull && p.Column == scan.Names[column.Column]);

    List<Origin> Aggregate(JsonElement node, List<Origin> input)
    {
        UseAll(node, input);
        var groups = Array(node, "groups").Select(e => { Used(e, input); return Reference(e) >= 0 ? OriginOf(e, input) : Origin.Unknown; }).ToList();
        return [.. groups, .. Unknowns(Array(node, "expressions").Count() + Array(node, "grouping_functions").Count())];
    }

    void PushLimit(JsonElement node, JsonElement child)
    {
        if (Limit(node) is { } limit && IsBareScan(child)) _scans[^1].Limit = limit;
    }

    /// <summary>
    /// The column that an expression is, through a reference or, for a stand-in, through the cast to its true type and one to another type:
    /// its values are found in that type as they would be looked up.
    /// </summary>
    Origin OriginOf(JsonElement expression, List<Origin> input)
    {
        if (Reference(expression) is >= 0 and var index) return At(input, index);
        if (Text(expression, "expression_class") != "BOUND_CAST") return Origin.Unknown;
        var inner = OriginOf(expression.GetProperty("child"), input);
        if (inner is not { Scan: { } scan, IsConverted: false } || standIn(scan.Reference) is null) return Origin.Unknown;
        return inner with { Narrowable = false, IsText = false, IsConverted = !inner.IsText, Made = inner.IsText ? null : inner.Made };
    }

    /// <summary>Nothing but conditions and columns stands above a scan of ours, which is then the one that was visited last.</summary>
    static bool IsBareScan(JsonElement node) => Text(node, "type") switch
    {
        "LOGICAL_GET" => Text(node, "name") == ScanFunction.Name,
        "LOGICAL_PROJECTION" or "LOGICAL_FILTER" => IsBareScan(node.GetProperty("children")[0]),
        _ => false,
    };

    static void UseAll(JsonElement node, List<Origin> input)
    {
        foreach (var expression in Array(node, "expressions")) Used(expression, input);
    }

    static void UseOrders(JsonElement node, List<Origin> input)
    {
        foreach (var order in Array(node, "orders")) Used(order, input);
    }

    static void UseOrdersOf(JsonElement node, string name, List<Origin> input)
    {
        if (node.TryGetProperty(name, out var modifier))
            foreach (var index in References(modifier)) Use(At(input, index));
    }

    static Origin Used(JsonElement expression, List<Origin> input)
    {
        foreach (var index in References(expression)) Use(At(input, index));
        return Origin.Unknown;
    }

    static void Use(Origin origin) => origin.Scan?.Columns.Add(origin.Column);

    static Origin At(List<Origin> input, int index) => index < input.Count ? input[index] : Origin.Unknown;

    static List<Origin> Unknowns(int count) => [.. Enumerable.Repeat(Origin.Unknown, count)];

    /// <summary>What comes out depends on which other rows are there, so no scan below may be narrowed through it.</summary>
    static List<Origin> Fixed(List<Origin> input) => [.. input.Select(o => o with { Narrowable = false })];

    /// <summary>Rows are left out here by more than a scan's own conditions.</summary>
    static List<Origin> Thinned(List<Origin> input) => [.. input.Select(o => o with { IsThinned = true })];

    static List<Origin> Mapped(List<Origin> columns, JsonElement node, string map)
    {
        var positions = Array(node, map).Select(p => (int)Math.Min(p.GetUInt64(), int.MaxValue)).ToList();
        return positions.Count == 0 ? columns : [.. positions.Select(p => At(columns, p))];
    }
}
