using Koppel.Sandbox.ActiveCampaign.Records;
using Koppel.Sandbox.ActiveCampaign.State;
using Koppel.Sandbox.ActiveCampaign.Wire;

namespace Koppel.Sandbox.ActiveCampaign.Declared;

/// <summary>Which rows of a resource a list asks for, and in which order. What the resource does not declare is ignored.</summary>
internal static class ResourceQuery
{
    public static (IReadOnlyList<IRow> Page, int Total) Run(Store store, Resource resource, QueryText query)
    {
        var rows = resource.Rows(store);
        var page = Page.Of(query, resource.Limit);
        var conditions = Conditions(resource, query).ToArray();
        var orders = Orders(resource, query).ToArray();
        if (conditions.Length == 0 && orders.Length == 0) return (rows.Range(page.Offset, page.Limit), rows.Count);
        var found = Find(store, rows, conditions);
        IEnumerable<IRow> sorted = orders.Length == 0 ? found : Sort(store, resource, found, orders);
        return ([.. sorted.Skip(page.Offset).Take(page.Limit)], found.Count);
    }

    /// <summary>All rows that a list asks for, whatever its page and its order.</summary>
    public static IReadOnlyList<IRow> Find(Store store, Resource resource, QueryText query) =>
        Find(store, resource.Rows(store), [.. Conditions(resource, query)]);

    static List<IRow> Find(Store store, IRows rows, Func<Store, IRow, bool>[] conditions)
    {
        var found = new List<IRow>();
        for (var index = 0; index < rows.Count; index++)
        {
            var row = rows.At(index);
            if (Array.TrueForAll(conditions, condition => condition(store, row))) found.Add(row);
        }

        return found;
    }

    static IEnumerable<Func<Store, IRow, bool>> Conditions(Resource resource, QueryText query)
    {
        if (resource.IsListed is { } listed) yield return listed;
        foreach (var filter in resource.Filters.Where(filter => filter.IsParameter))
        {
            if (query.Text(filter.Name) is { } value && filter.Test(resource.Shape, value) is { } test) yield return test;
        }

        foreach (var filter in resource.Filters)
        {
            if (filter.OfQuery?.Invoke(query) is { } test) yield return test;
        }

        foreach (var (key, value) in query.Members("filters"))
        {
            var split = key.IndexOf("][", StringComparison.Ordinal);
            var (name, operation) = split < 0 ? (key, null) : (key[..split], key[(split + 2)..]);
            var filter = Array.Find(
                resource.Filters, filter => !filter.IsParameter && filter.Name == name && (operation is null || filter.HasOperators));
            if ((operation is null ? filter?.Test(resource.Shape, value) : filter?.With(resource.Shape, operation, value)) is { } test)
                yield return test;
        }
    }

    static IEnumerable<(Column Column, bool Descending)> Orders(Resource resource, QueryText query) =>
        from asked in query.Members("orders")
        let order = Array.Find(resource.Orders, order => order.Name == asked.Key)
        where order is not null
        select (resource.Column(order.Column), asked.Value.Equals("DESC", StringComparison.OrdinalIgnoreCase));

    static List<IRow> Sort(Store store, Resource resource, List<IRow> rows, (Column Column, bool Descending)[] orders)
    {
        rows.Sort((one, other) =>
        {
            foreach (var (column, descending) in orders)
            {
                var result = Compare(
                    ColumnText.Value(column, resource.Shape, store, one), ColumnText.Value(column, resource.Shape, store, other));
                if (result != 0) return descending ? -result : result;
            }

            return one.Id.CompareTo(other.Id);
        });
        return rows;
    }

    static int Compare(object? one, object? other) => (one, other) switch
    {
        (null, null) => 0,
        (null, _) => -1,
        (_, null) => 1,
        (string text, string second) => string.Compare(text, second, StringComparison.OrdinalIgnoreCase),
        (IComparable value, _) when value.GetType() == other.GetType() => value.CompareTo(other),
        _ => 0,
    };
}
