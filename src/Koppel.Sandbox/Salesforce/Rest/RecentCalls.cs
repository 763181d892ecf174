using System.Globalization;
using Koppel.Sandbox.Salesforce.State;
using Koppel.Sandbox.Salesforce.Wire;

namespace Koppel.Sandbox.Salesforce.Rest;

/// <summary>The records that the user has looked at last: those of queries with FOR VIEW or FOR REFERENCE.</summary>
internal sealed class RecentCalls(OrgData org)
{
    const string Viewed = "LastViewedDate";
    const string Referenced = "LastReferencedDate";
    const int Most = 200;

    public IEnumerable<SalesforceRoute> Routes() => [new("GET", "recent", Recent)];

    /// <summary>Notes that some records were looked at, or only shown beside others. Callers hold the org's lock.</summary>
    public static void Note(RecordTable table, IEnumerable<int> rows, bool isViewed)
    {
        if (table.Type.PlaceOf(Viewed) < 0) return;
        foreach (var row in rows)
        {
            if (isViewed) table.Set(row, Viewed, table.Org.Now);
            table.Set(row, Referenced, table.Org.Now);
        }
    }

    /// <summary>The rows of an object that somebody looked at, the last one first. Callers hold the org's lock.</summary>
    public static IEnumerable<(RecordTable Table, int Row, DateTime At)> Of(RecordTable table) =>
        table.Type.PlaceOf(Referenced) < 0 ? []
            : [.. Enumerable.Range(0, table.Count).Where(row => table.LifeOf(row) == Life.Live && table.Get(row, Referenced) is DateTime)
                .Select(row => (table, row, (DateTime)table.Get(row, Referenced)!)).OrderByDescending(one => one.Item3).Take(Most)];

    SalesforceAnswer Recent(SalesforceCall call)
    {
        var most = Most;
        if (call.Text("limit") is { } text
            && (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out most) || most is < 1 or > Most))
            throw new SalesforceFault(400, "INVALID_QUERY_SCOPE", $"The limit is a whole number from 1 to {Most}, and '{text}' is none.");
        return org.Use(() => SalesforceAnswer.Json(200, json =>
        {
            json.WriteStartArray();
            foreach (var (table, row, _) in org.Tables.SelectMany(Of).OrderByDescending(one => one.At).Take(most))
                RowJson.Write(
                    json, call.Base, table, row, RowJson.Fields(org.Access, table.Type, ["Id", table.Type.NameField?.Name ?? "Id"]));
            json.WriteEndArray();
        }));
    }
}
