using System.Globalization;
using Koppel.Sandbox.Salesforce.Records;
using Koppel.Sandbox.Salesforce.Schema;
using Koppel.Sandbox.Salesforce.State;
using Koppel.Sandbox.Salesforce.Wire;

namespace Koppel.Sandbox.Salesforce.Rest;

/// <summary>One record: by its id, or by a key of its own.</summary>
internal sealed class RowCalls(OrgData org, RecordWriter writer)
{
    const int TellsChanged = 46;

    readonly Keys _keys = new(org, new(org));

    public IEnumerable<SalesforceRoute> Routes() =>
    [
        new("POST", "sobjects/{object}", Create), new("GET", "sobjects/{object}/{id}", Get), new("PATCH", "sobjects/{object}/{id}", Update),
        new("DELETE", "sobjects/{object}/{id}", Delete), new("GET", "sobjects/{object}/{field}/{key}", GetByKey),
        new("PATCH", "sobjects/{object}/{field}/{key}", Upsert), new("DELETE", "sobjects/{object}/{field}/{key}", DeleteByKey),
    ];

    SalesforceAnswer Create(SalesforceCall call)
    {
        var (type, sent) = (DescribeCalls.ObjectOf(org, call), call.Json());
        if (SentJson.Member(sent, "Id") is not null) throw IdInBody();
        return org.Use(() => Created(call, type, writer.Create(type, SentJson.Cells(sent)), isUpsert: false));
    }

    SalesforceAnswer Get(SalesforceCall call)
    {
        var type = DescribeCalls.ObjectOf(org, call);
        return org.Use(() => Shown(call, type, Known(type, call["id"])));
    }

    SalesforceAnswer GetByKey(SalesforceCall call)
    {
        var type = DescribeCalls.ObjectOf(org, call);
        return org.Use(() => Found(type, call) switch
        {
            [var one] => Shown(call, type, one),
            [] => throw SalesforceFault.NotFound(),
            var several => Choices(call, type, several),
        });
    }

    SalesforceAnswer Update(SalesforceCall call)
    {
        var (type, sent) = (DescribeCalls.ObjectOf(org, call), call.Json());
        if (SentJson.Member(sent, "Id") is not null) throw IdInBody();
        return org.Use(() =>
        {
            var id = org.IdTextOf(Known(type, call["id"]));
            return Done(writer.Update(type, id, SentJson.Cells(sent)));
        });
    }

    SalesforceAnswer Upsert(SalesforceCall call)
    {
        var (type, sent) = (DescribeCalls.ObjectOf(org, call), call.Json());
        var key = KeyOf(type, call["field"]);
        foreach (var name in new[] { "Id", key.Name })
        {
            if (SentJson.Member(sent, name) is not null)
                throw new SalesforceFault(400, "INVALID_FIELD", $"The {name} field should not be specified in the sobject data.");
        }

        return org.Use(() =>
        {
            var outcome = writer.Upsert(type, key, Text(call["key"]), SentJson.Cells(sent));
            if (outcome.Several is { } several) return Choices(call, type, several);
            return Created(call, type, outcome, isUpsert: true);
        });
    }

    SalesforceAnswer Delete(SalesforceCall call)
    {
        var type = DescribeCalls.ObjectOf(org, call);
        return org.Use(() => Done(writer.Delete(org.IdTextOf(Known(type, call["id"])), type)));
    }

    SalesforceAnswer DeleteByKey(SalesforceCall call)
    {
        var type = DescribeCalls.ObjectOf(org, call);
        return org.Use(() => Found(type, call) switch
        {
            [var one] => Done(writer.Delete(org.IdTextOf(one), type)),
            [] => throw SalesforceFault.NotFound(),
            var several => Choices(call, type, several),
        });
    }

    // A slash in a key stays escaped where paths are taken apart.
    static string Text(string value) => value.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase);

    OrgField KeyOf(OrgObject type, string name) => Keys.Of(org.Access, type, name) ?? throw new SalesforceFault(404, "NOT_FOUND",
        $"Provided external ID field does not exist or is not accessible: {name}");

    IReadOnlyList<RecordId> Found(OrgObject type, SalesforceCall call)
    {
        var (found, fault) = _keys.Find(type, KeyOf(type, call["field"]), Text(call["key"]));
        return fault is null ? found : throw RowJson.Refusal(fault);
    }

    RecordId Known(OrgObject type, string id)
    {
        var (record, fault) = writer.Find(type, id);
        return fault switch
        {
            null => record,
            { Code: "MALFORMED_ID" } => throw new SalesforceFault(404, "NOT_FOUND",
                $"Provided external ID field does not exist or is not accessible: {id}"),
            { Code: "ENTITY_IS_DELETED" } => throw RowJson.Refusal(fault),
            _ => throw SalesforceFault.NotFound(),
        };
    }

    SalesforceAnswer Shown(SalesforceCall call, OrgObject type, RecordId id)
    {
        var (table, row) = (org.Table(type), id.Number - 1);
        var fields = RowJson.Fields(org.Access, type, call.Text("fields")?.Split(','));
        var changed = (DateTime)table.Get(row, "SystemModstamp")!;
        return SalesforceAnswer.Json(200, json => RowJson.Write(json, call.Base, table, row, fields))
            .OrNotModified(call, changed.Ticks.ToString("x", CultureInfo.InvariantCulture), changed);
    }

    SalesforceAnswer Created(SalesforceCall call, OrgObject type, Outcome outcome, bool isUpsert)
    {
        if (outcome.Fault is { } fault) throw RowJson.Refusal(fault);
        // Up to version 45 an upsert that changed a record had no body.
        if (!outcome.IsCreated && call.Version < TellsChanged) return SalesforceAnswer.Empty(204);
        var id = org.IdTextOf(outcome.Id);
        var answer = SalesforceAnswer.Json(outcome.IsCreated ? 201 : 200, json => RowJson.Outcome(json, outcome, org, isUpsert));
        return outcome.IsCreated ? answer.With("Location", $"{call.Base}/sobjects/{type.Name}/{id}") : answer;
    }

    SalesforceAnswer Choices(SalesforceCall call, OrgObject type, IReadOnlyList<RecordId> several) => SalesforceAnswer.Json(300, json =>
    {
        json.WriteStartArray();
        foreach (var one in several) json.WriteStringValue($"{call.Base}/sobjects/{type.Name}/{org.IdTextOf(one)}");
        json.WriteEndArray();
    });

    static SalesforceAnswer Done(Outcome outcome) =>
        outcome.Fault is { } fault ? throw RowJson.Refusal(fault) : SalesforceAnswer.Empty(204);

    static SalesforceFault IdInBody() => new(400, "INVALID_FIELD", "The Id field should not be specified in the sobject data.");
}
