using System.Buffers;
using System.Text.Json;
using Koppel.Sdk.Rest.Declare;
using Koppel.Sdk.Schema;

namespace Koppel.Sdk.Rest.Load;

/// <summary>
/// What the journal holds of a call that writes many rows: what it holds of the single calls that it stands for.
/// <code>{"bulk":"delete","items":[{"rows":[{"row":1,"values":["5"],"op":"delete"}],"key":5}]}</code>
/// </summary>
internal static class BulkContent
{
    /// <summary>
    /// Below so many rows the single calls are as cheap: the first call of a load is followed by one that looks whether it took effect.
    /// </summary>
    public const int Fewest = 3;

    /// <summary>What stands around the items of a body, and between two of them.</summary>
    const int Envelope = 2, Separator = 1;

    /// <summary>Whether a call's content is of this kind.</summary>
    public static bool IsBulk(JsonElement content) => content.TryGetProperty("bulk", out _);

    /// <summary>What is done with the rows.</summary>
    internal static WriteOperation Operation(JsonElement content) =>
        Enum.Parse<WriteOperation>(content.GetProperty("bulk").GetString()!, ignoreCase: true);

    /// <summary>The contents of the single calls.</summary>
    internal static IReadOnlyList<JsonElement> Items(JsonElement content) => [.. content.GetProperty("items").EnumerateArray()];

    /// <summary>Writes it.</summary>
    /// <param name="operation">What is done with the rows.</param>
    /// <param name="items">The contents of the single calls.</param>
    public static ReadOnlyMemory<byte> Write(WriteOperation operation, IEnumerable<ReadOnlyMemory<byte>> items)
    {
        var buffer = new ArrayBufferWriter<byte>(4_096);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("bulk", operation.ToWord());
            json.WriteStartArray("items");
            foreach (var item in items) json.WriteRawValue(item.Span, skipInputValidation: true);
            json.WriteEndArray();
            json.WriteEndObject();
        }
        return buffer.WrittenMemory;
    }

    /// <summary>
    /// Cuts single calls into batches, by number and by the size of the body. The size is taken from the content, which holds the row
    /// twice, as it came and as it travels: so a body is never larger than told.
    /// </summary>
    /// <param name="call">The call that carries them.</param>
    /// <param name="items">The single calls.</param>
    public static IEnumerable<IReadOnlyList<BulkItem>> Cut(BulkCall call, IReadOnlyList<BulkItem> items)
    {
        var batch = new List<BulkItem>();
        var size = Envelope;
        foreach (var item in items)
        {
            if (batch.Count == call.Most
                || (batch.Count > 0 && call.Keys is null && size + item.Content.Length + Separator > call.MostBytes))
            {
                yield return batch;
                (batch, size) = ([], Envelope);
            }
            batch.Add(item);
            size += item.Content.Length + Separator;
        }
        if (batch.Count > 0) yield return batch;
    }
}

/// <summary>A single call that can travel with others.</summary>
/// <param name="Rows">How many rows of the source it carries.</param>
/// <param name="Content">What the journal would hold of it.</param>
internal sealed record BulkItem(int Rows, ReadOnlyMemory<byte> Content);
