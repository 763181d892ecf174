using Koppel.Sandbox.Salesforce.Bulk;
using Koppel.Sandbox.Salesforce.Records;
using Koppel.Sandbox.Salesforce.Rest;
using Koppel.Sandbox.Salesforce.State;
using Koppel.Sandbox.Salesforce.Wire;

namespace Koppel.Sandbox.Salesforce.BulkOne;

/// <summary>What a batch answers when it is done, as the job wants it: in JSON or in CSV.</summary>
internal sealed class BatchResults(OrgData org)
{
    /// <summary>What became of each row, in the order in which they were sent.</summary>
    public SalesforceAnswer OfRows(BatchJob job, IReadOnlyList<Outcome> outcomes) => job.IsJson ? Json(outcomes) : Csv(outcomes);

    /// <summary>The names of the results of a query: one.</summary>
    public static SalesforceAnswer Names(BatchJob job, string name) => job.IsJson
        ? SalesforceAnswer.Json(200, json =>
        {
            json.WriteStartArray();
            json.WriteStringValue(name);
            json.WriteEndArray();
        })
        : InfoText.Xml(200, new(InfoText.Space + "result-list", new System.Xml.Linq.XElement(InfoText.Space + "result", name)));

    /// <summary>The rows that a query found.</summary>
    public SalesforceAnswer OfQuery(Batch batch, string version) => batch.File is { } file
        ? SalesforceAnswer.Stream(SalesforceAnswer.CsvType, (stream, ct) => file.SendAsync(0, file.Rows, stream, ct))
        : org.Use(() => SalesforceAnswer.Json(200, json =>
        {
            json.WriteStartArray();
            new QueryJson(json, $"{ApiVersions.Root}/v{version}", org) { CountsMilliseconds = true }.Each(batch.Found!);
            json.WriteEndArray();
        }));

    static SalesforceAnswer Text(CsvLines lines) => new(200, SalesforceAnswer.CsvType, lines.Text.Written);

    SalesforceAnswer Csv(IReadOnlyList<Outcome> outcomes)
    {
        var lines = new CsvLines(new("COMMA", "LF"));
        Line("Id", "Success", "Created", "Error");
        foreach (var one in outcomes)
            Line(one.Fault is null ? org.IdTextOf(one.Id) : "", one.Fault is null ? "true" : "false", one.IsCreated ? "true" : "false",
                one.Fault is { } fault ? IngestWork.Text(fault) : "");
        return Text(lines);

        void Line(params ReadOnlySpan<string> cells)
        {
            foreach (var cell in cells) lines.Add(cell);
            lines.EndLine();
        }
    }

    SalesforceAnswer Json(IReadOnlyList<Outcome> outcomes) => SalesforceAnswer.Json(200, json =>
    {
        json.WriteStartArray();
        foreach (var one in outcomes)
        {
            json.WriteStartObject();
            json.WriteBoolean("success", one.Fault is null);
            json.WriteBoolean("created", one.IsCreated);
            json.WriteString("id", one.Fault is null ? org.IdTextOf(one.Id) : null);
            json.WriteStartArray("errors");
            if (one.Fault is { } fault)
            {
                json.WriteStartObject();
                json.WriteString("message", fault.Message);
                json.WriteStartArray("fields");
                foreach (var field in fault.Fields) json.WriteStringValue(field);
                json.WriteEndArray();
                json.WriteString("statusCode", fault.Code);
                json.WriteNull("extendedErrorDetails");
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    });
}
