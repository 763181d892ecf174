using System.Globalization;
using System.Text.Json;
using Koppel.Sdk.Schema;

namespace Koppel.Sdk.Loading;

/// <summary>
/// The rows of a planned call as its content holds them: number and values of each, so that a reject can be told and repaired, and what it
/// does to the target, so that it can be shown and taken back. They stand under <c>rows</c>, in the content itself or in objects of a list
/// in it.
/// <code>
/// [{"row":1,"values":["5","7"],"source":18},{"row":9,"values":["5","7"],"again":true},
/// {"row":10,"values":["6",null],"op":"update","old":["6","x"]}]
/// </code>
/// </summary>
public static class JournalRows
{
    /// <summary>Where the row's number in its file stands.</summary>
    const string SourceRow = "source";

    /// <summary>Where that stands which a row brings into being: pairs of kind and name.</summary>
    const string BringsName = "brings";

    /// <summary>Says of a row that it says again what an earlier one says.</summary>
    internal const string Again = "again";

    /// <summary>Says of a row that its values were taken out of the record.</summary>
    public const string Forgotten = "forgotten";

    /// <summary>Writes an array of rows.</summary>
    /// <param name="json">The content.</param>
    /// <param name="rows">The load's rows.</param>
    /// <param name="numbers">Which of them.</param>
    /// <param name="isAgain">Whether a row says again what an earlier one says: it shares that one's fate, but changes nothing.</param>
    /// <param name="effect">What a row does; null when all are inserted and nothing else comes with them.</param>
    public static void Write(
        Utf8JsonWriter json, RowStore rows, ReadOnlySpan<int> numbers, Func<int, bool> isAgain, Func<int, RowEffect>? effect = null)
    {
        json.WriteStartArray();
        foreach (var number in numbers)
        {
            json.WriteStartObject();
            json.WriteNumber("row", rows.NumberOf(number));
            json.WriteStartArray("values");
            var (batch, index) = rows.Find(number);
            for (var c = 0; c < batch.Columns.Count; c++) WriteValue(json, batch[c], index);
            json.WriteEndArray();
            if (batch.SourceRows?[index] is { } source) json.WriteNumber(SourceRow, source);
            if (isAgain(number)) json.WriteBoolean(Again, true);
            else if (effect is not null) WriteEffect(json, effect(number), batch.Before, index);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    /// <summary>What the rows of a planned call do; those that say something again do nothing.</summary>
    /// <param name="content">The call's content, an object.</param>
    public static IEnumerable<RowChange> Changes(JsonElement content) =>
        Rows(content).Where(r => !r.TryGetProperty(Again, out _)).Select(ReadChange);

    /// <summary>The values of all rows of a planned call, those that say something again included.</summary>
    /// <param name="content">The call's content, an object.</param>
    public static IEnumerable<IReadOnlyList<string?>> Values(JsonElement content) =>
        Rows(content).Select(r => Texts(r.GetProperty("values")));

    /// <summary>What the rows of a planned call bring into being, with the number of each.</summary>
    /// <param name="content">The call's content, an object.</param>
    public static IEnumerable<(long Row, Brought What)> Brings(JsonElement content) =>
        from row in Rows(content)
        where row.TryGetProperty(BringsName, out _)
        from what in row.GetProperty(BringsName).EnumerateArray()
        let name = what.GetArrayLength() > 1 ? what[1].GetString() : null
        select (row.GetProperty("row").GetInt64(), new Brought(what[0].GetString()!, name));

    /// <summary>All rows in a call's content.</summary>
    static IEnumerable<JsonElement> Rows(JsonElement content) =>
        content.EnumerateObject().Where(p => p.Value.ValueKind == JsonValueKind.Array).SelectMany(p => p.NameEquals("rows")
            ? p.Value.EnumerateArray()
            : p.Value.EnumerateArray().Where(e => e.ValueKind == JsonValueKind.Object).SelectMany(Rows));

    static RowChange ReadChange(JsonElement row) => new(
        row.GetProperty("row").GetInt64(),
        row.TryGetProperty("op", out var op) ? Enum.Parse<WriteOperation>(op.GetString()!, ignoreCase: true) : WriteOperation.Insert,
        Texts(row.TryGetProperty("after", out var after) ? after : row.GetProperty("values")),
        row.TryGetProperty("old", out var old) ? Texts(old) : null,
        row.TryGetProperty("creates", out var creates) ? [.. creates.EnumerateArray().Select(ReadCreation)] : [])
    {
        IsForgotten = row.TryGetProperty(Forgotten, out _),
    };

    static Creation ReadCreation(JsonElement created) =>
        new(created.GetProperty("table").GetString()!, created.GetProperty("column").GetString()!,
            created.GetProperty("value").GetString()!);

    static string?[] Texts(JsonElement values) => [.. values.EnumerateArray().Select(v => v.GetString())];

    static void WriteEffect(Utf8JsonWriter json, RowEffect effect, RowBatch? before, int index)
    {
        if (effect.Operation != WriteOperation.Insert)
            json.WriteString("op", effect.Operation == WriteOperation.Update ? "update" : "delete");
        if (effect.Operation == WriteOperation.Update && (effect.Old ?? before?.Show(index)) is { } old) WriteTexts(json, "old", old);
        if (effect.After is { } after) WriteTexts(json, "after", after);
        if (effect.Brings is { Count: > 0 } brings)
            json.WriteArray(BringsName, brings, what => json.WriteArray(
                null, (string[])(what.Name is null ? [what.Kind] : [what.Kind, what.Name]), json.WriteStringValue));
        if (effect.Creates is { Count: > 0 } creates)
            json.WriteArray("creates", creates, created => json.WriteObject(null, () =>
            {
                json.WriteString("table", created.Table);
                json.WriteString("column", created.Column);
                json.WriteString("value", created.Value);
            }));
    }

    static void WriteTexts(Utf8JsonWriter json, string name, IReadOnlyList<string?> values) =>
        json.WriteArray(name, values, json.WriteStringValue);

    /// <summary>A value as it is shown. Whole numbers, of which a load by ids has millions, cost no string.</summary>
    static void WriteValue(Utf8JsonWriter json, ColumnBuffer buffer, int row)
    {
        Span<byte> digits = stackalloc byte[20];
        if (buffer.Type.Kind == ColumnKind.BigInt && !buffer.IsNull(row)
            && buffer.Longs[row].TryFormat(digits, out var written, default, CultureInfo.InvariantCulture))
            json.WriteStringValue(digits[..written]);
        else
            json.WriteStringValue(buffer.IsNull(row) ? null : buffer.Show(row));
    }

    /// <summary>The rows as rejects.</summary>
    internal static IEnumerable<Reject> Reject(JsonElement rows, RejectCause cause) => rows.EnumerateArray().Select(r => new Reject(
        r.GetProperty("row").GetInt64(), Texts(r.GetProperty("values")), cause)
    {
        SourceRow = r.TryGetProperty(SourceRow, out var source) ? source.GetInt64() : null,
    });
}
