using Koppel.Connectors.ActiveCampaign.Api;
using System.Text;
using Koppel.Sdk.Reading;
using Koppel.Sdk.Rest.Declare;
using Koppel.Sdk.Rest.Read;
using Koppel.Sdk.Schema;

namespace Koppel.Connectors.Tests.ActiveCampaign.Conformance;

/// <summary>A page of docs/tables, written from what is declared.</summary>
static class TablePage
{
    const string BasePath = "/api/3/";

    /// <summary>The list of all pages.</summary>
    public static string Index(IReadOnlyList<ITable> tables)
    {
        var page = new StringBuilder(
            "# Tables of ActiveCampaign\n\nWritten from the declarations; a test keeps these pages as they are. The price of a statement "
            + "is told by `koppel explain`.\n\n| table | | can |\n|---|---|---|\n");
        foreach (var table in tables)
            page.Append($"| [{table.Schema.Name}]({table.Schema.Name}.md) | {table.Schema.Description} | {Verbs(table.Schema.Verbs)} |\n");
        return page.ToString();
    }

    /// <summary>The page of a table.</summary>
    public static string Of(ITable table)
    {
        var schema = table.Schema;
        var page = new StringBuilder($"# {schema.Name}\n\n{schema.Description}.");
        if (schema.Synonyms.Count > 0) page.Append($" Also named {string.Join(", ", schema.Synonyms)}.");
        if (schema.Identity.Count > 0)
            page.Append(
                $" A row is the same row by {string.Join(" and ", schema.Identity.Select(i => $"`{i}`"))}, upper and lower case apart.");
        page.Append("\n\n## Columns\n\n| column | type | | |\n|---|---|---|---|\n");
        foreach (var column in schema.Columns)
            page.Append($"| `{column.Name}` | {column.Type} | {string.Join(", ", Traits(column))} | {About(column)} |\n");
        if (table is RestSource { Table: var declared })
        {
            page.Append("\n## Calls\n\n| | calls | price |\n|---|---|---|\n");
            foreach (var (what, call, price) in Calls(declared)) page.Append($"| {what} | {call} | {price} |\n");
        }
        else
        {
            page.Append($"\nIt can {Verbs(schema.Verbs)}.\n");
        }
        if (schema.Refusals.Count > 0 || schema.Unlisted is not null) page.Append("\n## What it cannot do\n\n");
        if (schema.Unlisted is { } unlisted) page.Append($"- **select without a condition**: {unlisted}\n");
        foreach (var (verb, reason) in schema.Refusals.OrderBy(r => r.Key)) page.Append($"- **{verb.ToWord()}**: {reason}\n");
        return page.ToString();
    }

    static IEnumerable<(string What, string Call, string Price)> Calls(RestTable table)
    {
        if (table.Paging.IsSingle) yield return ("select", Code($"GET {BasePath}{table.Path}"), "1 call");
        else if (table.Unlisted is null)
            yield return ("select", Code($"GET {BasePath}{table.Path}"),
                table.Beside is { } other
                    ? $"a call for {table.Paging.Max} rows of {other}, beside which they stand"
                    : $"a call for {table.Paging.Max} rows");
        foreach (var filter in table.Filters)
        {
            var exact = filter.Match == Match.Exact ? "" : ", checked again";
            yield return filter.Kind switch
            {
                FilterKind.Query => ($"`{filter.Column}` = … or in (…)",
                    Code($"GET {BasePath}{filter.Through ?? table.Path}?{filter.Target}="),
                    $"a call for {(filter.Most == 1 ? "a value" : $"{filter.Most} values")}{exact}"),
                FilterKind.Item or FilterKind.Path =>
                    ($"`{filter.Column}` = … or in (…)", Code($"GET {BasePath}{filter.Target}"), $"a call for a value{exact}"),
                FilterKind.Above => ($"`{filter.Column}` > …", Code($"{filter.Target}="), $"fewer rows to read{exact}"),
                _ => ($"`{filter.Column}` < …", Code($"{filter.Target}="), $"fewer rows to read{exact}"),
            };
        }
        foreach (var order in table.Orders) yield return ($"order by `{order.Column}` limit n", Code($"{order.Parameter}="),
            $"a call for {table.Paging.Max} rows, and no more rows than asked for");
        foreach (var column in table.ListColumns.Where(l => l.Parameter is not null).GroupBy(l => (l.Parameter, l.Value)))
            yield return (string.Join(", ", column.Select(l => $"`{l.Column}`")), Code($"{column.Key.Parameter}={column.Key.Value}"),
                "with the list only");
        foreach (var sideload in table.Sideloads)
            yield return ($"`{sideload.Column}`", Code($"include={sideload.Include}"), "with the rows");
        if (table.Bulk is { Price.Length: > 0 } bulk) yield return ("insert", "the importer", bulk.Price);
        foreach (var (verb, one, many) in new[] { ("insert", table.Insert, table.InsertMany), ("update", table.Update, table.UpdateMany),
            ("delete", table.Delete, table.DeleteMany) })
        {
            if (one is not null && !(verb == "insert" && table.Bulk is not null))
                yield return (verb, Code($"{one.Method} {BasePath}{one.Path}"),
                    many is null ? "a call for a row" : "a call for a row, below three rows");
            if (many is not null) yield return (verb, Code($"{many.Method} {BasePath}{many.Path}"), $"a call for up to {many.Most} rows");
        }
    }

    static IEnumerable<string> Traits(Column column)
    {
        if (column.IsKey) yield return "key";
        if (column.Required) yield return "required";
        if (column.ReadOnly && !column.IsKey) yield return "read only";
        if (column.WriteOnly) yield return "write only";
        if (column.InsertOnly) yield return "insert only";
        if (column.UpdateOnly) yield return "update only";
        if (column.Hidden) yield return "by name only";
        if (column.References is { } other) yield return $"→ [{other}]({other}.md)";
    }

    static string About(Column column) => (column.Form switch
    {
        _ when column.Times == UsCentral.Times => Join(column.Description, "kept as US Central time"),
        ValueForm.SmallestUnits => Join(column.Description, $"kept in cents of `{column.Currency}`"),
        ValueForm.Barred => Join(column.Description, "kept as ||a||b||"),
        _ => column.Description,
    }).Replace("|", "\\|", StringComparison.Ordinal);

    static string Join(string one, string other) => one.Length == 0 ? other : $"{one}; {other}";

    static string Code(string text) => $"`{text}`";

    static string Verbs(TableVerbs verbs) =>
        string.Join(", ", new[] { TableVerbs.Select, TableVerbs.Insert, TableVerbs.Update, TableVerbs.Delete }
        .Where(verb => verbs.HasFlag(verb)).Select(verb => verb.ToString().ToLowerInvariant()));
}
