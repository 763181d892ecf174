using System.Text.Json;
using Koppel.Sandbox.Salesforce.Records;
using Koppel.Sandbox.Salesforce.Schema;
using Koppel.Sandbox.Salesforce.State;
using Koppel.Sandbox.Salesforce.Wire;

namespace Koppel.Sandbox.Salesforce.Rest;

/// <summary>Up to 200 records in one call.</summary>
internal sealed class CollectionCalls(OrgData org, RecordWriter writer)
{
    const int MostRuns = 10;
    const int MostRead = 2000;

    readonly RecordBatch _batch = new(org, writer);

    public IEnumerable<SalesforceRoute> Routes() =>
    [
        new("POST", "composite/sobjects", call => Write(call, RecordVerb.Create)),
        new("PATCH", "composite/sobjects", call => Write(call, RecordVerb.Update)), new("DELETE", "composite/sobjects", Delete),
        new("PATCH", "composite/sobjects/{object}/{field}", Upsert), new("POST", "composite/sobjects/{object}", Read),
        new("GET", "composite/sobjects/{object}", Read),
    ];

    SalesforceAnswer Write(SalesforceCall call, RecordVerb verb)
    {
        var records = Records(call, out var allOrNone);
        List<RecordWork> works = [.. records.Select(record => Work(verb, TypeOf(record), record))];
        var runs = works.Index().Count(one => one.Index == 0 || works[one.Index - 1].Type != one.Item.Type);
        if (runs > MostRuns)
            throw new SalesforceFault(400, "LIMIT_EXCEEDED",
                $"Cannot have more than {MostRuns} chunks in a single operation. Please rearrange the data to reduce chunking.");
        return Run(call, works, allOrNone, tellsCreated: false);
    }

    SalesforceAnswer Upsert(SalesforceCall call)
    {
        var type = DescribeCalls.ObjectOf(org, call);
        var key = Keys.Of(org.Access, type, call["field"]) ?? throw new SalesforceFault(404, "NOT_FOUND",
            $"Provided external ID field does not exist or is not accessible: {call["field"]}");
        var records = Records(call, out var allOrNone);
        List<RecordWork> works =
        [
            .. records.Select(record => TypeOf(record) == type
                ? Work(RecordVerb.Upsert, type, record) with
                {
                    Key = key,
                    KeyValue = SentJson.Member(record, key.Name) is { } value ? SentJson.Scalar(value) : null,
                    Cells = [.. SentJson.Cells(record).Where(cell => !cell.Name.Equals(key.Name, StringComparison.OrdinalIgnoreCase))],
                }
                : throw new SalesforceFault(400, "INVALID_TYPE", $"All records of an upsert have to be of the type {type.Name}.")),
        ];
        return Run(call, works, allOrNone, tellsCreated: true);
    }

    SalesforceAnswer Delete(SalesforceCall call)
    {
        var ids = (call.Text("ids") ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (ids.Length == 0) throw new SalesforceFault(400, "MISSING_ARGUMENT", "The parameter ids names no record.");
        CheckCount(ids.Length);
        return Run(call, [.. ids.Select(id => new RecordWork(RecordVerb.Delete, null) { Id = id })],
            "true".Equals(call.Text("allOrNone"), StringComparison.OrdinalIgnoreCase), tellsCreated: false);
    }

    SalesforceAnswer Read(SalesforceCall call)
    {
        var type = DescribeCalls.ObjectOf(org, call);
        var (ids, names) = call.Method == "GET" ? (Split(call.Text("ids")), Split(call.Text("fields")))
            : (Texts(call, "ids"), Texts(call, "fields"));
        if (ids.Count > MostRead) throw TooMany(MostRead);
        if (names.Count == 0) throw new SalesforceFault(400, "MISSING_ARGUMENT", "fields names no field.");
        var fields = RowJson.Fields(org.Access, type, names);
        return org.Use(() => SalesforceAnswer.Json(200, json =>
        {
            json.WriteStartArray();
            foreach (var id in ids)
            {
                var (record, fault) = writer.Find(type, id);
                if (fault is null) RowJson.Write(json, call.Base, org.Table(type), record.Number - 1, fields);
                else json.WriteNullValue();
            }

            json.WriteEndArray();
        }));
    }

    SalesforceAnswer Run(SalesforceCall call, IReadOnlyList<RecordWork> works, bool allOrNone, bool tellsCreated) => org.Use(() =>
    {
        var outcomes = _batch.Run(works, allOrNone, call.WorkFault == FaultKind.RowsLocked);
        return SalesforceAnswer.Json(200, json =>
        {
            json.WriteStartArray();
            foreach (var outcome in outcomes) RowJson.Outcome(json, outcome, org, tellsCreated);
            json.WriteEndArray();
        });
    });

    static RecordWork Work(RecordVerb verb, OrgObject type, JsonElement record) => new(verb, type)
    {
        Id = SentJson.Member(record, "Id") is { } id ? SentJson.Scalar(id) as string : null,
        Cells = SentJson.Cells(record),
    };

    OrgObject TypeOf(JsonElement record)
    {
        if (SentJson.Member(record, "attributes") is not { ValueKind: JsonValueKind.Object } attributes
            || SentJson.Member(attributes, "type") is not { ValueKind: JsonValueKind.String } name)
            throw SentJson.Wrong("Each record needs attributes with its type.");
        return org.Schema.Find(name.GetString()!)
            ?? throw new SalesforceFault(400, "INVALID_TYPE", $"sObject type '{name.GetString()}' is not supported.");
    }

    static List<JsonElement> Records(SalesforceCall call, out bool allOrNone)
    {
        var body = call.Json();
        allOrNone = SentJson.Member(body, "allOrNone") is { ValueKind: JsonValueKind.True };
        if (SentJson.Member(body, "records") is not { ValueKind: JsonValueKind.Array } records)
            throw SentJson.Wrong("records is an array.");
        CheckCount(records.GetArrayLength());
        return [.. records.EnumerateArray()];
    }

    static void CheckCount(int count)
    {
        if (count > RecordBatch.Most) throw TooMany(RecordBatch.Most);
    }

    static SalesforceFault TooMany(int most) => new(400, "EXCEEDED_ID_LIMIT",
        $"record limit reached. cannot submit more than {most} records into this call");

    static IReadOnlyList<string> Split(string? names) =>
        names?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [];

    static IReadOnlyList<string> Texts(SalesforceCall call, string name) =>
        SentJson.Member(call.Json(), name) is { ValueKind: JsonValueKind.Array } names
            ? [.. names.EnumerateArray().Select(one => one.GetString() ?? "")] : throw SentJson.Wrong($"{name} is an array.");
}
