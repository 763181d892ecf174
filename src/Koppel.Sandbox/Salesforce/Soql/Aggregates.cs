using Koppel.Sandbox.Salesforce.Schema;

namespace Koppel.Sandbox.Salesforce.Soql;

/// <summary>Groups of rows, and what aggregates make of them.</summary>
internal sealed class Aggregates
{
    readonly Scope _scope;
    readonly Bound<int>[] _keys;
    readonly string[] _names;

    public Aggregates(Scope scope, IReadOnlyList<Expression> groupBy)
    {
        _scope = scope;
        _keys = [.. groupBy.Select(Key)];
        _names = [.. groupBy.Select(NameOf)];
    }

    /// <summary>The groups, in the order in which their first rows come; one of all rows when nothing is grouped by.</summary>
    public Group[] Of(IReadOnlyList<int> rows)
    {
        if (_keys.Length == 0) return [new([], [.. rows])];
        var groups = new Dictionary<object?[], Group>(new SameKeys(_keys));
        foreach (var row in rows)
        {
            object?[] keys = [.. _keys.Select(key => key.Get(row))];
            if (!groups.TryGetValue(keys, out var group)) groups.Add(keys, group = new(keys, []));
            group.Rows.Add(row);
        }

        return [.. groups.Values];
    }

    public Bound<Group> Bind(Expression value)
    {
        if (RowValues.IsAggregate(value)) return Aggregate((Call)value);
        var place = Array.IndexOf(_names, NameOf(value));
        if (place >= 0) return new(_keys[place].Field, group => group.Keys[place]);
        var name = value is PathExpression path ? _scope.Resolve(path.Path).Path : ((Call)value).Name;
        throw _scope.At(value.Position, SoqlCodes.Malformed, $"Field must be grouped or aggregated: {name}");
    }

    Bound<int> Key(Expression value)
    {
        var key = RowValues.Bind(_scope, value);
        return key.Field.Uses.HasFlag(Uses.Group) && !key.Field.IsCompound ? key
            : throw _scope.At(value.Position, SoqlCodes.Malformed, $"field '{key.Field.Name}' can not be grouped in a query call");
    }

    Bound<Group> Aggregate(Call call)
    {
        if (call.IsCountOfAll) throw _scope.At(call.Position, SoqlCodes.Malformed, "Count() must be the only element in the select list.");
        var (field, get) = RowValues.Bind(_scope, call.Argument!);
        if (!field.Uses.HasFlag(Uses.Aggregate) || (call.Name is "SUM" or "AVG" && !field.IsNumber))
            throw _scope.At(call.Position, SoqlCodes.Malformed, $"field {field.Name} does not support aggregate operator {call.Name}");
        var name = call.Name;
        return name switch
        {
            "COUNT" => new(FieldKinds.Whole(name, name), group => (decimal)group.Rows.Count(row => get(row) is not null)),
            "COUNT_DISTINCT" => new(FieldKinds.Whole(name, name), group =>
                (decimal)group.Rows.Select(get).OfType<object>().ToHashSet(ValueOrder.Same(field.CaseSensitive)).Count),
            "SUM" => new(field with { Name = name }, group => Numbers(group, get) is { Count: > 0 } numbers ? numbers.Sum() : null),
            "AVG" => new(FieldKinds.Number(name, name, 18, 15), group =>
                Numbers(group, get) is { Count: > 0 } numbers ? numbers.Average() : null),
            "MIN" => new(field with { Name = name }, group => Extreme(group, get, field, -1)),
            _ => new(field with { Name = name }, group => Extreme(group, get, field, 1)),
        };
    }

    static List<decimal> Numbers(Group group, Func<int, object?> get) => [.. group.Rows.Select(get).OfType<decimal>()];

    static object? Extreme(Group group, Func<int, object?> get, OrgField field, int sign)
    {
        object? best = null;
        foreach (var row in group.Rows)
        {
            if (get(row) is { } value && (best is null || ValueOrder.Compare(value, best, field.CaseSensitive) * sign > 0)) best = value;
        }

        return best;
    }

    string NameOf(Expression value) => value switch
    {
        PathExpression path => _scope.Resolve(path.Path).Path,
        Call call => $"{call.Name}({(call.Argument is { } inner ? NameOf(inner) : "")})",
        _ => throw new InvalidOperationException($"{value} is no expression."),
    };

    sealed class SameKeys(Bound<int>[] keys) : IEqualityComparer<object?[]>
    {
        readonly IEqualityComparer<object>[] _same = [.. keys.Select(key => ValueOrder.Same(key.Field.CaseSensitive))];

        public bool Equals(object?[]? one, object?[]? other)
        {
            for (var place = 0; place < _same.Length; place++)
            {
                if (!_same[place].Equals(one![place], other![place])) return false;
            }

            return true;
        }

        public int GetHashCode(object?[] values)
        {
            var hash = default(HashCode);
            foreach (var (place, value) in values.Index()) hash.Add(value is null ? 0 : _same[place].GetHashCode(value));
            return hash.ToHashCode();
        }
    }
}
