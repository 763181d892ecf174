using System.Text.Json;
using Koppel.Engine.Plans;
using Koppel.Output;
using Koppel.Sdk.Schema;

namespace Koppel.Cli.Output;

/// <summary>A plan as JSON: what it says of itself, and its loads with every change.</summary>
static class PlanJson
{
    static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { Encoder = JsonOptions.Plain.Encoder };

    /// <summary>Writes it.</summary>
    public static async Task WriteAsync(PlanFile plan, Stream stream, CancellationToken cancellationToken)
    {
        await using var json = new Utf8JsonWriter(stream, JsonOptions.Plain);
        json.WriteStartObject();
        json.WritePropertyName("plan");
        JsonSerializer.Serialize(json, plan.Head, Options);
        json.WriteString("digest", plan.Digest);
        json.WriteBoolean("sealed", plan.Seal is not null);
        json.WriteStartArray("loads");
        foreach (var load in plan.Loads)
        {
            json.WriteStartObject();
            foreach (var said in JsonSerializer.SerializeToElement(load, Options).EnumerateObject()) said.WriteTo(json);
            json.WriteString("target", load.Target);
            json.WriteStartArray("rows");
            foreach (var change in plan.Changes(load.Number))
            {
                Write(json, load, change);
                if (json.BytesPending > 1 << 16) await json.FlushAsync(cancellationToken);
            }
            json.WriteEndArray();
            json.WriteStartArray("rejects");
            foreach (var reject in plan.Rejects(load.Number)) JsonSerializer.Serialize(json, reject, Options);
            json.WriteEndArray();
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
        await json.FlushAsync(cancellationToken);
        stream.Write("\n"u8);
    }

    static void Write(Utf8JsonWriter json, PlannedLoad load, PlannedChange change)
    {
        json.WriteStartObject();
        json.WriteNumber("row", change.Row);
        json.WriteString("operation", change.Operation.ToWord());
        Values(json, change.Operation == WriteOperation.Delete ? "old" : "new", load, change.Values);
        if (change.Old is { } old) Values(json, "old", load, old);
        if (change.Digests is var (after, before))
        {
            json.WriteString("newDigest", after);
            json.WriteString("oldDigest", before);
        }
        json.WriteEndObject();
    }

    static void Values(Utf8JsonWriter json, string name, PlannedLoad load, IReadOnlyList<string?> values)
    {
        json.WriteStartObject(name);
        for (var i = 0; i < values.Count; i++) json.WriteString(load.Columns[i], values[i]);
        json.WriteEndObject();
    }
}
