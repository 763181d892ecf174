using System.Globalization;
using System.Text.Json;
using Koppel.Connectors.Salesforce.Describe;
using Koppel.Connectors.Salesforce.Query;
using Koppel.Sdk.Loading;
using Koppel.Sdk.Reading;
using Koppel.Sdk.Schema;

namespace Koppel.Connectors.Salesforce.Calls;

/// <summary>Which values of a unique key are there.</summary>
internal static class KnownKeys
{
    /// <summary>Finds those that are there among some, without regard to case unless the field has it: their ids, by value.</summary>
    public static async Task<Dictionary<string, string>> FindAsync(
        WriteTarget target, OrgField key, IReadOnlyList<object> values, CancellationToken cancellationToken)
    {
        var found = new Dictionary<string, string>(key.CaseSensitive ? StringComparer.Ordinal : StringComparer.OrdinalIgnoreCase);
        var fields = FieldColumns.Of(target.Object).Where(f => f.Path == key.Name || f.Path == "Id").ToList();
        var table = new ObjectReader(target.Org, target.Object, fields, target.BasePath);
        List<Column> columns = [.. fields.Select(f => f.Column)];
        var plan = table.Plan(new ScanRequest { Columns = columns, Predicates = [new Predicate.In(key.Name, values)] });
        if (values.Count > 1 && plan.Calls > 1)
        {
            // Reading all keys may take fewer calls than asking for each: the first page tells.
            var all = table.Plan(new ScanRequest { Columns = columns });
            if ((await table.EstimateAsync(all, cancellationToken)).Calls < plan.Calls) plan = all;
        }
        var (k, id) = (columns.FindIndex(c => c.Name == key.Name), columns.FindIndex(c => c.IsKey));
        await foreach (var batch in table.ScanAsync(plan, cancellationToken))
            for (var r = 0; r < batch.Count; r++)
                if (!batch[k].IsNull(r)) found.TryAdd(batch[k].Show(r), batch[id].Show(r));
        return found;
    }

    /// <summary>Enters the rows that are there, and gives the others.</summary>
    public static async Task<IReadOnlyList<JsonElement>> EnterThoseThereAsync(
        WriteTarget target, OpenCall call, IReadOnlyList<JsonElement> parts, CancellationToken cancellationToken)
    {
        // What is brought back is known by its id, what is new by another key.
        var (named, held) = parts[0].TryGetProperty("by", out var by) ? (by.GetString()!, "key") : ("Id", "id");
        var key = target.Object.Find(named)!;
        var there = await FindAsync(target, key, [.. parts.Select(p => Value(key, p.GetProperty(held).GetString()!))], cancellationToken);
        var open = new List<JsonElement>();
        foreach (var part in parts)
        {
            if (there.TryGetValue(part.GetProperty(held).GetString()!, out var id)) call.AcceptAs(part, "Id", id);
            else open.Add(part);
        }
        return open;
    }

    /// <summary>A key's value as conditions have it.</summary>
    public static object Value(OrgField key, string text) => key.Class != FieldClass.Number ? text
        : decimal.TryParse(text, CultureInfo.InvariantCulture, out var number) ? number : text;
}
