namespace Koppel.Sandbox.Salesforce.Soql;

/// <summary>Makes a selection of what is written.</summary>
internal sealed class SelectionBuilder(Scope scope, Func<Query, Scope, ChildNode> child)
{
    const int MostOfAll = 200;

    readonly List<Entry> _root = [];
    readonly List<FieldNode> _cells = [];
    readonly HashSet<string> _known = new(StringComparer.OrdinalIgnoreCase);

    public Selection Build(Query query)
    {
        foreach (var item in query.Items)
        {
            switch (item)
            {
                case ChildItem one: _root.Add(new(child(one.Query, scope), [])); break;
                case FieldsItem fields: AddAll(fields, query); break;
                case FieldItem field: Add(field); break;
            }
        }

        return new(scope, Nodes(_root), _cells);
    }

    void AddAll(FieldsItem item, Query query)
    {
        if (item.Which != "STANDARD" && query.Limit is null or > MostOfAll)
            throw new SoqlFault(SoqlCodes.Malformed, $"The SOQL FIELDS function must have a LIMIT of at most {MostOfAll}");
        foreach (var field in scope.Org.Access.Of(scope.Table.Type))
        {
            if (item.Which == "ALL" || field.IsCustom == (item.Which == "CUSTOM"))
                Add(scope.Resolve(new([field.Name], item.Position)), item.Position, null);
        }
    }

    void Add(FieldItem item)
    {
        switch (item.Value)
        {
            case PathExpression path when item.Alias is null: Add(scope.Resolve(path.Path), path.Position, null); break;
            case Call { Name: "TOLABEL" or "FORMAT" or "CONVERTTIMEZONE", Argument: PathExpression path } call:
                var (inner, bound) = (scope.Resolve(path.Path), RowValues.Bind(scope, call));
                Add(inner with { Field = bound.Field, Get = bound.Get, Direct = null }, call.Position, item.Alias);
                break;
            case Call call:
                throw scope.At(call.Position, SoqlCodes.Malformed, $"The function {call.Name} needs a GROUP BY to be selected");
            default:
                throw scope.At(item.Position, SoqlCodes.Malformed, $"unexpected token: '{item.Alias}'");
        }
    }

    void Add(Source source, int position, string? alias)
    {
        var path = alias ?? source.Path;
        if (!_known.Add(path)) throw scope.At(position, SoqlCodes.InvalidField, "duplicate field selected: " + path);
        var node = new FieldNode(alias ?? source.Field.Name, path, source);
        var level = _root;
        foreach (var step in alias is null ? source.Steps : [])
        {
            var entry = level.FirstOrDefault(one => one.Node is ParentNode parent && parent.Name == step.Name);
            if (entry is null) level.Add(entry = new(new ParentNode(step, []), []));
            level = entry.Below;
        }

        level.Add(new(node, []));
        _cells.Add(node);
    }

    static IReadOnlyList<Node> Nodes(IEnumerable<Entry> entries) =>
        [.. entries.Select(entry => entry.Node is ParentNode parent ? parent with { Nodes = Nodes(entry.Below) } : entry.Node)];

    sealed record Entry(Node Node, List<Entry> Below);
}
