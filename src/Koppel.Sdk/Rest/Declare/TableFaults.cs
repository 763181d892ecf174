using Koppel.Sdk.Reading;
using Koppel.Sdk.Schema;

namespace Koppel.Sdk.Rest.Declare;

/// <summary>What is wrong with a declaration, as sentences.</summary>
internal static class TableFaults
{
    /// <summary>All faults; none when the declaration can be used.</summary>
    public static IEnumerable<string> Of(RestTable table) =>
        Keys(table).Concat(Names(table)).Concat(Filters(table)).Concat(Types(table)).Concat(Calls(table))
            .Select(f => $"Table '{table.Name}'{f}");

    static IEnumerable<string> Keys(RestTable table)
    {
        if (!table.Columns.Any(c => c.IsKey)) yield return " has no key column.";
        else if (table.Key.Type.Kind is not (ColumnKind.BigInt or ColumnKind.Text))
            yield return $": the key '{table.Key.Name}' is a {table.Key.Type}, but must be a whole number or a text.";
        else if (table.Key.Type.Kind == ColumnKind.Text && table.Paging.After is not null)
            yield return $" is walked by key, but the key '{table.Key.Name}' is a text: say Paging.BehindLast.";
        if (table.Paging is { Max: < 1, IsSingle: false }) yield return $": a page of {table.Paging.Max} rows holds none.";
        if (table.Paging is { After: not null, Order: null })
            yield return " is walked by key, but nothing puts its rows in the order of their keys.";
    }

    static IEnumerable<string> Names(RestTable table)
    {
        foreach (var twice in table.Columns.GroupBy(c => c.Name, StringComparer.OrdinalIgnoreCase).Where(g => g.Count() > 1))
            yield return $" has column '{twice.Key}' twice.";
        var named = table.Filters.Select(f => ("filter", f.Column)).Concat(table.Sideloads.Select(s => ("sideload", s.Column)))
            .Concat(table.ListColumns.Select(l => ("list column", l.Column))).Concat(table.Identity.Select(i => ("identity", i)))
            .Concat(table.Defaults.Keys.Select(d => ("default", d))).Concat(table.Orders.Select(o => ("order", o.Column)))
            .Concat((table.Changes?.Covers ?? []).Select(c => ("snapshot", c)))
            .Concat(table.Columns.Where(c => c.Currency is not null).Select(c => ("currency", c.Currency!)));
        foreach (var (what, column) in named)
            if (!table.Columns.Any(c => c.Name == column)) yield return $": the {what} on '{column}' names no column.";
    }

    static IEnumerable<string> Filters(RestTable table)
    {
        foreach (var filter in table.Filters.Where(
            f => f.Kind is FilterKind.Path or FilterKind.Item && !f.Target.Contains("{" + f.Column + "}", StringComparison.Ordinal)))
            yield return $": the filter on '{filter.Column}' has no place for it in '{filter.Target}'.";
        foreach (var filter in table.Filters.Where(f => f.Most < 1 || (f.Most > 1 && f.Kind != FilterKind.Query)))
            yield return $": the filter on '{filter.Column}' cannot carry {filter.Most} values a call.";
        foreach (var filter in table.Filters.Where(
            f => f.Through is not null && (f.Kind != FilterKind.Query || f.Most > (f.ThroughPaging ?? table.Paging).Max)))
            yield return $": the filter on '{filter.Column}' reads '{filter.Through}', of which one page must hold all {filter.Most} "
                + $"values of a call.";
        foreach (var filter in table.Filters.Where(f => f.Gives && f.Most > 1))
            yield return $": the filter on '{filter.Column}' carries {filter.Most} values a call, so that a row does not tell which is "
                + $"its own.";
        if (table.Unlisted is not null && !table.Filters.Any(f => f.Kind is FilterKind.Path or FilterKind.Item or FilterKind.Query))
            yield return " cannot be listed, and no filter finds a row.";
    }

    static IEnumerable<string> Types(RestTable table)
    {
        foreach (var bound in table.Columns.Where(
            c => c.Type.Kind is not (ColumnKind.BigInt or ColumnKind.TimestampTz)
                && table.Filters.Any(f => f.Column == c.Name && IsBound(f))))
            yield return $": '{bound.Name}' has a bound, but is no whole number and no time.";
        foreach (var bound in table.Columns.Where(
            c => c.Type.Kind == ColumnKind.TimestampTz
                && table.Filters.Any(f => f.Column == c.Name && IsBound(f) && f.Match == Match.Exact)))
            yield return $": '{bound.Name}' has a bound that is called exact, but a bound of a time is widened.";
        foreach (var list in table.Columns.Where(
            c => c.Type.Kind is not (ColumnKind.BigIntList or ColumnKind.TextList)
                && table.Sideloads.Any(s => s.Column == c.Name && s.Value.Length > 0)))
            yield return $": '{list.Name}' stands in another list of the answer, so it must be a list of whole numbers or of texts.";
        foreach (var rows in table.Columns.Where(
            c => c.Type.Kind != ColumnKind.Json && table.Sideloads.Any(s => s.Column == c.Name && s.Value.Length == 0)))
            yield return $": '{rows.Name}' holds whole rows of another list of the answer, so it must be JSON.";
        foreach (var order in table.Columns.Where(
            c => table.Orders.Any(o => o.Column == c.Name) && c.Type.Kind is not (ColumnKind.BigInt or ColumnKind.TimestampTz)))
            yield return $": '{order.Name}' has an order, but is no whole number and no time, which all systems order alike.";
        foreach (var money in table.Columns.Where(c => c.Form == ValueForm.SmallestUnits && c.Currency is null))
            yield return $": '{money.Name}' is money in smallest units, but nothing tells its currency.";
    }

    static IEnumerable<string> Calls(RestTable table)
    {
        foreach (var operation in Enum.GetValues<WriteOperation>())
            if (table.BulkCallOf(operation) is { } many && table.CallOf(operation) is null)
                yield return $": '{many.Path}' has no call for one row beside it, which tells what a batch does not.";
        if (table.InsertMany is not null && table.Identity.Count == 0)
            yield return $": '{table.InsertMany.Path}' needs an identity, by which rows are found whose call was not answered.";
        if (table.Changes is { } changes && !(changes.Covers.Contains(changes.Column) && changes.Covers.Contains(table.Key.Name)))
            yield return $": a snapshot needs the key and '{changes.Column}', by which it is kept fresh.";
        if (!table.Paging.IsSingle)
            foreach (var call in new[] { table.Update, table.Delete })
                if (call is { ByIdentity: false } && !call.Path.Contains("{id}", StringComparison.Ordinal))
                    yield return $": '{call.Path}' has no place for the key.";
        foreach (var call in new[] { table.Insert, table.Update, table.Delete })
            foreach (var name in call is null ? [] : call.Names)
                if (!table.Columns.Any(c => c.Name == name)) yield return $": '{call!.Path}' names '{name}', which is no column.";
        foreach (var name in table.Insert is { Inside: null } ? table.Defaults.Keys : [])
            if (table.Columns.FirstOrDefault(c => c.Name == name)?.Field?.Contains('.', StringComparison.Ordinal) == true)
                yield return $": '{name}' stands inside an object, where no default can be sent.";
        foreach (var verb in table.Refusals.Keys)
            if (verb switch { WriteOperation.Insert => table.Insert ?? (object?)table.Bulk, WriteOperation.Update => table.Update,
                _ => table.Delete } is not null)
                yield return $" has a reason why rows cannot be {verb.ToParticiple()}, and a call for it.";
    }

    static bool IsBound(Filter filter) => filter.Kind is FilterKind.Above or FilterKind.Below;
}
