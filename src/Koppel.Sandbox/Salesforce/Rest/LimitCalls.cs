using Koppel.Sandbox.Salesforce.State;
using Koppel.Sandbox.Salesforce.Wire;

namespace Koppel.Sandbox.Salesforce.Rest;

/// <summary>What may still be done today, and about how many records there are.</summary>
internal sealed class LimitCalls(OrgData org, Allowance allowance)
{
    // Those of a Developer Edition that the sandbox has something to do with; only the calls of the API are counted.
    static readonly (string Name, int Most)[] Uncounted =
    [
        ("DailyAsyncApexExecutions", 250_000), ("DailyBulkApiBatches", 15_000), ("DailyBulkV2QueryFileStorageMB", 976_562),
        ("DailyBulkV2QueryJobs", 10_000), ("DailyWorkflowEmails", 8_040), ("DataStorageMB", 5), ("FileStorageMB", 20),
        ("HourlyAsyncReportRuns", 1_200), ("HourlySyncReportRuns", 500), ("MassEmail", 10), ("SingleEmail", 15),
        ("StreamingApiConcurrentClients", 20),
    ];

    static readonly TimeSpan Freshness = TimeSpan.FromHours(1);

    readonly Dictionary<string, (int Count, DateTime At)> _counts = new(StringComparer.Ordinal);
    int _generation;

    public IEnumerable<SalesforceRoute> Routes() => [new("GET", "limits", Limits), new("GET", "limits/recordCount", RecordCount)];

    SalesforceAnswer Limits(SalesforceCall call)
    {
        var (used, most) = allowance.Read();
        return SalesforceAnswer.Json(200, json =>
        {
            json.WriteStartObject();
            foreach (var (name, max, remaining) in Uncounted.Select(one => (one.Name, one.Most, one.Most))
                         .Append(("DailyApiRequests", most, most - used)).OrderBy(one => one.Item1, StringComparer.Ordinal))
            {
                json.WriteStartObject(name);
                json.WriteNumber("Max", max);
                json.WriteNumber("Remaining", remaining);
                json.WriteEndObject();
            }

            json.WriteEndObject();
        });
    }

    // Counts are taken now and then: they can be an hour old, and objects without records are left out.
    SalesforceAnswer RecordCount(SalesforceCall call) => org.Use(() =>
    {
        var names = call.Text("sObjects")?.Split(',', StringSplitOptions.TrimEntries);
        var tables = org.Tables.Where(table => table.Type.KeyPrefix is not null && table.Type.Queryable
            && (names is null || names.Contains(table.Type.Name, StringComparer.OrdinalIgnoreCase)));
        return SalesforceAnswer.Json(200, json =>
        {
            json.WriteStartObject();
            json.WriteStartArray("sObjects");
            foreach (var (table, count) in tables.Select(table => (table, CountOf(table))).Where(one => one.Item2 > 0))
            {
                json.WriteStartObject();
                json.WriteNumber("count", count);
                json.WriteString("name", table.Type.Name);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        });
    });

    int CountOf(RecordTable table)
    {
        if (_generation != org.Generation) _counts.Clear();
        _generation = org.Generation;
        if (_counts.TryGetValue(table.Type.Name, out var known) && org.Now - known.At < Freshness) return known.Count;
        _counts[table.Type.Name] = (table.Live, org.Now);
        return table.Live;
    }
}
