using Koppel.Sandbox.Salesforce.Schema;

namespace Koppel.Sandbox.Salesforce.Soql;

/// <summary>Puts rows or groups in order; those that are equal stay as they were.</summary>
internal static class Ordering
{
    public static TRow[] Sort<TRow>(TRow[] rows, Scope scope, IReadOnlyList<OrderItem> items, Func<Expression, Bound<TRow>> bind)
    {
        if (items.Count == 0) return rows;
        Bound<TRow>[] keys = [.. items.Select(item => Sortable(scope, item, bind(item.Value)))];
        object?[][] values = [.. rows.Select(row => keys.Select(key => key.Get(row)).ToArray())];
        int[] order = [.. Enumerable.Range(0, rows.Length)];
        Array.Sort(order, (one, other) =>
        {
            for (var place = 0; place < keys.Length; place++)
            {
                if (Compare(values[one][place], values[other][place], items[place], keys[place].Field)
                    is not 0 and var difference) return difference;
            }

            return one - other;
        });
        return [.. order.Select(place => rows[place])];
    }

    static int Compare(object? one, object? other, OrderItem item, OrgField field)
    {
        if (one is null || other is null)
            return one is null && other is null ? 0 : (one is null) == item.NullsLast ? 1 : -1;
        var order = ValueOrder.Compare(one, other, field.CaseSensitive);
        return item.IsDescending ? -order : order;
    }

    static Bound<TRow> Sortable<TRow>(Scope scope, OrderItem item, Bound<TRow> key) => key.Field.Uses.HasFlag(Uses.Sort)
        ? key
        : throw scope.At(item.Value.Position, SoqlCodes.Malformed, $"field '{key.Field.Name}' can not be sorted in a query call");
}
