using System.Text.Json.Nodes;

namespace Koppel.Sandbox.ActiveCampaign.CustomObjects;

/// <summary>The custom objects in a snapshot.</summary>
internal sealed record ObjectState(int Given, IReadOnlyList<ObjectState.Schema> Schemas)
{
    public static ObjectState Of(ObjectSet set) =>
        new(set.Given,
            [.. set.Schemas.Select(schema => new Schema(schema.Id, Copy(schema.Document), [.. schema.Records.Select(Record.Of)]))]);

    public void AddTo(ObjectSet set)
    {
        foreach (var schema in Schemas)
        {
            if (set.Find(schema.Id) is not null) throw new InvalidDataException($"The snapshot has the custom object {schema.Id} twice.");
            var restored = new ObjectSchema { Id = schema.Id, Document = Copy(schema.Document) };
            restored.Records.AddRange(schema.Records.Select(record => record.Restored()));
            set.Schemas.Add(restored);
        }

        set.Given = Given;
    }

    static JsonObject Copy(JsonObject document) => document.DeepClone().AsObject();

    /// <summary>A schema with its records.</summary>
    internal sealed record Schema(string Id, JsonObject Document, IReadOnlyList<Record> Records);

    /// <summary>A record.</summary>
    internal sealed record Record(
        string Id, string? ExternalId, DateTime Created, DateTime Updated, JsonObject Document, JsonObject? Before)
    {
        public static Record Of(ObjectRecord record) =>
            new(record.Id, record.ExternalId, record.Created, record.Updated, Copy(record.Document),
                record.Before is { } before ? Copy(before) : null);

        public ObjectRecord Restored()
        {
            var record = new ObjectRecord { Id = Id, ExternalId = ExternalId, Created = Created.ToUniversalTime() };
            record.Put(Copy(Document), Before is null ? null : Copy(Before), Updated.ToUniversalTime());
            return record;
        }
    }
}
