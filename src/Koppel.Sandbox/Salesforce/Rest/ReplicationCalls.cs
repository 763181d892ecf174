using System.Globalization;
using Koppel.Sandbox.Salesforce.State;
using Koppel.Sandbox.Salesforce.Wire;

namespace Koppel.Sandbox.Salesforce.Rest;

/// <summary>Which records were changed or deleted in a time.</summary>
internal sealed class ReplicationCalls(OrgData org)
{
    static readonly TimeSpan Longest = TimeSpan.FromDays(30);

    public IEnumerable<SalesforceRoute> Routes() =>
        [new("GET", "sobjects/{object}/deleted", Deleted), new("GET", "sobjects/{object}/updated", Updated)];

    SalesforceAnswer Updated(SalesforceCall call) => Answer(call, (json, table, rows, end) =>
    {
        json.WriteStartArray("ids");
        foreach (var row in rows.Where(row => table.LifeOf(row) == Life.Live)) json.WriteStringValue(table.IdTextOf(row));
        json.WriteEndArray();
        json.WriteString("latestDateCovered", MomentText.Of(end));
    });

    SalesforceAnswer Deleted(SalesforceCall call) => Answer(call, (json, table, rows, end) =>
    {
        json.WriteStartArray("deletedRecords");
        foreach (var row in rows.Where(row => table.LifeOf(row) == Life.Deleted))
        {
            json.WriteStartObject();
            json.WriteString("id", table.IdTextOf(row));
            json.WriteString("deletedDate", MomentText.Of((DateTime)table.Get(row, "SystemModstamp")!));
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteString("earliestDateAvailable", MomentText.Of(org.Now - Longest));
        json.WriteString("latestDateCovered", MomentText.Of(end));
    });

    SalesforceAnswer Answer(SalesforceCall call, Action<System.Text.Json.Utf8JsonWriter, RecordTable, IEnumerable<int>, DateTime> write)
    {
        var type = DescribeCalls.ObjectOf(org, call);
        if (!type.Replicateable) throw new SalesforceFault(400, "INVALID_TYPE", $"{type.Name} is not replicateable.");
        var (start, end) = (Moment(call, "start"), Moment(call, "end"));
        if (start >= end) throw Wrong("startDate has to be before endDate");
        if (start < org.Now - Longest) throw Wrong("startDate must be within the last 30 days");
        return org.Use(() =>
        {
            var table = org.Table(type);
            var rows = Enumerable.Range(0, table.Count)
                .Where(row => table.Get(row, "SystemModstamp") is DateTime moment && moment >= start && moment < end);
            return SalesforceAnswer.Json(200, json =>
            {
                json.WriteStartObject();
                write(json, table, rows, end < org.Now ? end : org.Now);
                json.WriteEndObject();
            });
        });
    }

    // A plus that was not escaped arrives as a blank.
    static DateTime Moment(SalesforceCall call, string name) =>
        DateTimeOffset.TryParse(call.Text(name)?.Replace(' ', '+'), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal,
            out var moment)
            ? moment.UtcDateTime
            : throw Wrong($"{name} is no moment such as 2026-05-01T00:00:00Z");

    static SalesforceFault Wrong(string what) => new(400, "INVALID_REPLICATION_DATE", what);
}
