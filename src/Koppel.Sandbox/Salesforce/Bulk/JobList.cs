using System.Text.Json;
using Koppel.Sandbox.Salesforce.Wire;

namespace Koppel.Sandbox.Salesforce.Bulk;

/// <summary>Lists of jobs, a thousand a page.</summary>
internal static class JobList
{
    const int Page = 1_000;

    public static SalesforceAnswer Of<T>(SalesforceCall call, JobShelf<T> jobs, Action<T, Utf8JsonWriter> write) where T : class
    {
        var all = jobs.All;
        var from = Locator.Read(call.Text("queryLocator"), all.Count);
        var next = Math.Min(from + Page, all.Count);
        return SalesforceAnswer.Json(200, json =>
        {
            json.WriteStartObject();
            json.WriteBoolean("done", next == all.Count);
            json.WriteStartArray("records");
            for (var index = from; index < next; index++) write(all[index], json);
            json.WriteEndArray();
            json.WriteString("nextRecordsUrl", next == all.Count ? null : $"{call.Path}?queryLocator={Locator.Of(next)}");
            json.WriteEndObject();
        });
    }
}
