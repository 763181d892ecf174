using System.Globalization;
using System.Text.Json;

namespace Koppel.Sdk;

/// <summary>
/// The rows of a planned call as its content holds them: number and values of each, so that a reject can be told and repaired.
/// <code>[{"row":1,"values":["5","7"],"source":18},{"row":9,"values":["5","7"],"again":true}]</code>
/// </summary>
public static class JournalRows
{
    /// <summary>Where the row's number in its file stands.</summary>
    const string SourceRow = "source";

    /// <summary>Writes an array of rows.</summary>
    /// <param name="json">The content.</param>
    /// <param name="rows">The load's rows.</param>
    /// <param name="numbers">Which of them.</param>
    /// <param name="isAgain">Whether a row says again what an earlier one says: it shares that one's fate, but changes nothing.</param>
    public static void Write(Utf8JsonWriter json, RowStore rows, ReadOnlySpan<int> numbers, Func<int, bool> isAgain)
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
            if (isAgain(number)) json.WriteBoolean("again", true);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    /// <summary>A value as it is shown. Whole numbers, of which a load by ids has millions, cost no string.</summary>
    static void WriteValue(Utf8JsonWriter json, ColumnBuffer buffer, int row)
    {
        Span<byte> digits = stackalloc byte[20];
        if (buffer.Type.Kind == ColumnKind.BigInt && !buffer.IsNull(row) && buffer.Longs[row].TryFormat(digits, out var written, default, CultureInfo.InvariantCulture))
            json.WriteStringValue(digits[..written]);
        else
            json.WriteStringValue(buffer.Show(row));
    }

    /// <summary>The rows as rejects.</summary>
    public static IEnumerable<Reject> Reject(JsonElement rows, RejectCause cause) => rows.EnumerateArray().Select(r => new Reject(
        r.GetProperty("row").GetInt64(), [.. r.GetProperty("values").EnumerateArray().Select(v => v.GetString()!)], cause)
    {
        SourceRow = r.TryGetProperty(SourceRow, out var source) ? source.GetInt64() : null,
    });

    /// <summary>The result of rows that were accepted: those that say something again change nothing.</summary>
    public static CallResult Accepted(JsonElement rows) => Result(rows.EnumerateArray(), []);

    /// <summary>The result of rows of which some were rejected.</summary>
    /// <param name="accepted">The rows that were accepted.</param>
    /// <param name="rejects">The others.</param>
    public static CallResult Result(IEnumerable<JsonElement> accepted, IReadOnlyList<Reject> rejects)
    {
        var (changed, unchanged) = (0, 0);
        foreach (var row in accepted)
        {
            if (row.TryGetProperty("again", out _)) unchanged++;
            else changed++;
        }
        return new CallResult(changed, unchanged, rejects);
    }
}
