using System.Text.Json;
using System.Text.Json.Nodes;
using Koppel.Sandbox.ActiveCampaign.State;
using Koppel.Sandbox.ActiveCampaign.Wire;

namespace Koppel.Sandbox.ActiveCampaign.CustomObjects;

/// <summary>
/// <c>/customObjects/records</c>: the objects themselves. POST makes one or, by its external id, replaces one: what it leaves out is gone.
/// There is no PUT.
/// </summary>
internal sealed class RecordCalls(SandboxState state, SandboxOptions options)
{
    public IEnumerable<Route> Routes() =>
    [
        new("GET", "customObjects/records", _ => ObjectErrors.BadRequest()),
        new("POST", "customObjects/records", _ => ObjectErrors.BadRequest()),
        new("GET", "customObjects/records/{schema}", List),
        new("POST", "customObjects/records/{schema}", Put),
        new("GET", "customObjects/records/{schema}/{record}", call => One(Schema(call)?.Record(call.Path[3]))),
        new("DELETE", "customObjects/records/{schema}/{record}", call => Delete(call, Schema(call)?.Record(call.Path[3]))),
        new("GET", "customObjects/records/{schema}/external/{externalId}", call => One(Schema(call)?.ByExternalId(Last(call)))),
        new("DELETE", "customObjects/records/{schema}/external/{externalId}", call => Delete(call, Schema(call)?.ByExternalId(Last(call)))),
        // So it stands in the vendor's reference, which leaves the first part out here only.
        new("GET", "records/{schema}/external/{externalId}", call => One(state.Store.Objects.Find(call.Path[1])?.ByExternalId(Last(call)))),
    ];

    Answer List(ApiCall call)
    {
        if (Schema(call) is not { } schema) return ObjectErrors.NotFound();
        var (now, lag) = (state.Moment, state.Scaled(options.RecordsLag));
        var documents =
            schema.Records.Select(record => record.InLists(now, lag)).OfType<JsonObject>().Select(document => Shown(schema, document));
        return ObjectJson.List("records", [.. ObjectQuery.Run(documents, call.Query)], call.Query);
    }

    Answer Put(ApiCall call)
    {
        if (Schema(call) is not { } schema) return ObjectErrors.NotFound();
        if (call.Body.Member("record") is not { ValueKind: JsonValueKind.Object } body) return ObjectErrors.BadRequest();
        var sent = JsonObject.Create(body)!;
        if (RecordReader.Refuse(sent, schema, state.Store) is { } refusal) return refusal;
        var externalId = sent.Text("externalId");
        var record =
            (externalId is null ? null : schema.ByExternalId(externalId)) ?? (sent.Text("id") is { } id ? schema.Record(id) : null);
        var before = record?.InLists(state.Moment, state.Scaled(options.RecordsLag));
        if (record is null)
        {
            record = new() { Id = state.Store.Objects.NewId(), ExternalId = externalId, Created = state.Moment };
            schema.Records.Add(record);
        }

        record.Put(Document(schema, record, sent), before, state.Moment);
        return ObjectJson.Answer(201, "record", Echo(schema, sent));
    }

    Answer One(ObjectRecord? record) => record is null || Owner(record) is not { } schema
        ? NotFound()
        : ObjectJson.Answer(200, "record", Shown(schema, record.Document));

    Answer Delete(ApiCall call, ObjectRecord? record)
    {
        if (record is null || Schema(call) is not { } schema) return NotFound();
        schema.Records.Remove(record);
        return Answer.Text(202, "");
    }

    Answer NotFound() => options.UnknownRecordAnswer == 404 ? ObjectErrors.NotFound() : ObjectErrors.BadRequest();

    ObjectSchema? Schema(ApiCall call) => state.Store.Objects.Find(call.Path[2]);

    ObjectSchema? Owner(ObjectRecord record) => state.Store.Objects.Schemas.Find(schema => schema.Records.Contains(record));

    // The server has decoded the path but for the slash, which would have parted it.
    static string Last(ApiCall call) => call.Path[^1].Replace("%2F", "/", StringComparison.OrdinalIgnoreCase);

    JsonObject Document(ObjectSchema schema, ObjectRecord record, JsonObject sent) => new()
    {
        ["id"] = record.Id,
        ["externalId"] = record.ExternalId,
        ["schemaId"] = schema.Id,
        ["fields"] = sent["fields"]?.DeepClone() ?? new JsonArray(),
        ["relationships"] = RecordReader.Relationships(sent["relationships"] as JsonObject),
        ["createdTimestamp"] = ObjectJson.Moment(record.Created),
        ["updatedTimestamp"] = ObjectJson.Moment(state.Moment),
    };

    /// <summary>What POST answers: what was sent, without the id that the record got.</summary>
    static JsonObject Echo(ObjectSchema schema, JsonObject sent)
    {
        var echo = new JsonObject();
        foreach (var key in (string[])["id", "externalId"])
        {
            if (sent[key] is { } value) echo[key] = value.DeepClone();
        }

        echo["schemaId"] = schema.Id;
        echo["fields"] = sent["fields"]?.DeepClone() ?? new JsonArray();
        echo["relationships"] = sent["relationships"]?.DeepClone() ?? new JsonObject();
        return echo;
    }

    /// <summary>A record without the values of deleted fields, which are gone at once.</summary>
    static JsonObject Shown(ObjectSchema schema, JsonObject document)
    {
        var shown = document.DeepClone().AsObject();
        shown["fields"] = new JsonArray(
            [.. document["fields"]!.AsArray().Where(value => schema.Field(value.Text("id")!) is { } field && !ObjectSchema.IsGone(field))
                .Select(value => value!.DeepClone())]);
        return shown;
    }
}
