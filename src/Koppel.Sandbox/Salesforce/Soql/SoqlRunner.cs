using Koppel.Sandbox.Salesforce.State;

namespace Koppel.Sandbox.Salesforce.Soql;

/// <summary>Answers queries. Callers hold the org's lock.</summary>
internal sealed class SoqlRunner(OrgData org)
{
    const int MostOffset = 2000;
    const int MostGroups = 2000;
    const int MostChildQueries = 20;

    /// <summary>Answers a query.</summary>
    /// <param name="text">The query.</param>
    /// <param name="withDeleted">Whether records in the recycle bin are seen, as by queryAll.</param>
    /// <param name="alsoIf">A test besides that the rows shown have to pass; null for none.</param>
    /// <exception cref="SoqlFault">It cannot be answered.</exception>
    public QueryResult Run(string text, bool withDeleted = false, Func<RecordTable, Func<int, bool>>? alsoIf = null)
    {
        var query = Parser.Parse(text);
        var scope = ScopeOf(text, query, withDeleted);
        SemiJoins.Check(scope, query);
        if (query.Offset > MostOffset) throw new SoqlFault(SoqlCodes.OutOfRange, $"Maximum SOQL offset allowed is {MostOffset}");
        if (query.Items.Count(item => item is ChildItem) > MostChildQueries)
            throw new SoqlFault(SoqlCodes.Malformed, $"A query has at most {MostChildQueries} queries of children.");
        if (query.IsCount && alsoIf is null) return Counted(scope, query);
        var isAggregate = query.GroupBy.Count > 0 || query.Items.Any(item => item is FieldItem field && RowValues.IsAggregate(field.Value));
        if (alsoIf is not null && (isAggregate || query.IsCount)) throw new SoqlFault(SoqlCodes.Malformed, "A search makes no aggregates.");
        return isAggregate ? Aggregated(scope, query) : Selected(scope, query, alsoIf?.Invoke(scope.Table));
    }

    QueryResult Counted(Scope scope, Query query)
    {
        if (query.OrderBy.Count > 0 || query.GroupBy.Count > 0)
            throw new SoqlFault(SoqlCodes.Malformed, "COUNT() goes with neither ORDER BY nor GROUP BY; COUNT(Id) does.");
        var found = Math.Max(0, Rows(scope, query).Length - (query.Offset ?? 0));
        return new(scope, Math.Min(found, query.Limit ?? int.MaxValue));
    }

    QueryResult Selected(Scope scope, Query query, Func<int, bool>? alsoIf)
    {
        if (query.Having is not null) throw new SoqlFault(SoqlCodes.Malformed, "HAVING needs GROUP BY or an aggregate.");
        var selection = new SelectionBuilder(scope, Child).Build(query);
        var found = Rows(scope, query);
        if (alsoIf is not null) found = Array.FindAll(found, new(alsoIf));
        var rows = Cut(Ordering.Sort(found, scope, query.OrderBy, value => RowValues.Bind(scope, value)), query);
        return new(scope, rows.Length) { Rows = rows, Selection = selection, For = query.For };
    }

    QueryResult Aggregated(Scope scope, Query query)
    {
        var aggregates = new Aggregates(scope, query.GroupBy);
        var (columns, unnamed) = (new List<(string Name, Bound<Group> Value)>(), 0);
        foreach (var item in query.Items)
        {
            if (item is not FieldItem field) throw scope.At(item.Position,
                SoqlCodes.Malformed, "Only fields and functions go with GROUP BY.");
            var value = aggregates.Bind(field.Value);
            columns.Add((field.Alias ?? (field.Value is PathExpression ? value.Field.Name : $"expr{unnamed++}"), value));
        }

        var groups = aggregates.Of(Rows(scope, query));
        if (query.Having is { } having) groups = Array.FindAll(groups, new(new Predicates<Group>(scope, aggregates.Bind, Ids).Of(having)));
        groups = Cut(Ordering.Sort(groups, scope, query.OrderBy, aggregates.Bind), query);
        if (groups.Length > MostGroups)
            throw new SoqlFault("EXCEEDED_ID_LIMIT",
                "Aggregate query does not support queryMore(), use LIMIT to restrict the results to a single batch");
        return new(scope, groups.Length)
        {
            Columns = [.. columns.Select(column => (column.Name, column.Value.Field))],
            Values = [.. groups.Select(group => columns.Select(column => column.Value.Get(group)).ToArray())],
        };

        HashSet<object> Ids(Query nested) => IdsOf(scope, nested);
    }

    ChildNode Child(Query query, Scope parent)
    {
        var name = query.From.ToString();
        if (org.Schema.ChildOf(parent.Table.Type, name) is not { } relationship
            || !org.Access.Sees(relationship.Child, relationship.Field))
            throw parent.At(query.From.Position, SoqlCodes.InvalidType,
                $"Didn't understand relationship '{name}' in FROM part of query call. If you are attempting to use a custom relationship, "
                + "be sure to append the '__r' after the custom relationship name. Please reference your WSDL or the describe call for the "
                + "appropriate names.");
        var table = org.Table(relationship.Child);
        var scope = new Scope(table, parent.Text, query.Alias, parent.WithDeleted);
        if (query.GroupBy.Count > 0 || query.Items.Any(item => item is FieldItem field && RowValues.IsAggregate(field.Value)))
            throw parent.At(query.From.Position, SoqlCodes.Malformed, "A query of children makes no aggregates.");
        var selection = new SelectionBuilder(scope, Child).Build(query);
        var (test, lookup) = (Test(scope, query), table.Type.PlaceOf(relationship.Field.Name));
        return new(relationship.Field.ChildRelationship!, selection, row =>
        {
            int[] rows = [.. table.Find(lookup, parent.Table.IdOf(row)).Where(test).Order()];
            return Cut(Ordering.Sort(rows, scope, query.OrderBy, value => RowValues.Bind(scope, value)), query);
        });
    }

    int[] Rows(Scope scope, Query query)
    {
        var test = Test(scope, query);
        var candidates = query.Where is { } where ? Candidates.Of(scope, where) : null;
        return [.. (candidates ?? Enumerable.Range(0, scope.Table.Count)).Where(test)];
    }

    Func<int, bool> Test(Scope scope, Query query)
    {
        if (query.Where is null) return scope.Sees;
        var where = new Predicates<int>(scope, value => RowValues.Bind(scope, value), nested => IdsOf(scope, nested)).Of(query.Where);
        return row => scope.Sees(row) && where(row);
    }

    HashSet<object> IdsOf(Scope outer, Query query)
    {
        var scope = ScopeOf(outer.Text, query, outer.WithDeleted);
        if (query.Items is not [FieldItem { Value: PathExpression path, Alias: null }] || !scope.Resolve(path.Path).Field.IsReference)
            throw scope.At(query.From.Position,
                SoqlCodes.Malformed, "A query inside of IN selects one field, and that is an id or a reference.");
        var get = scope.Resolve(path.Path).Get;
        var rows = Cut(Ordering.Sort(Rows(scope, query), scope, query.OrderBy, value => RowValues.Bind(scope, value)), query);
        return [.. rows.Select(get).OfType<object>()];
    }

    Scope ScopeOf(string text, Query query, bool withDeleted)
    {
        var name = query.From.ToString();
        if (org.Schema.Find(name) is not { Queryable: true } type)
            throw SoqlFault.At(text, query.From.Position, SoqlCodes.InvalidType,
                $"sObject type '{name}' is not supported. If you are attempting to use a custom object, be sure to append the '__c' after "
                + "the entity name. Please reference your WSDL or the describe call for the appropriate names.");
        return new(org.Table(type), text, query.Alias, withDeleted);
    }

    static TRow[] Cut<TRow>(TRow[] rows, Query query)
    {
        var from = Math.Min(query.Offset ?? 0, rows.Length);
        var count = Math.Min(query.Limit ?? int.MaxValue, rows.Length - from);
        return from == 0 && count == rows.Length ? rows : rows[from..(from + count)];
    }
}
