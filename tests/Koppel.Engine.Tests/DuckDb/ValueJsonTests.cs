using System.Collections;
using System.Globalization;
using System.Numerics;
using System.Text.Json;
using Koppel.Engine.DuckDb;
using Koppel.Engine.Statements;
using Koppel.Engine.Tests.Testing;

namespace Koppel.Engine.Tests.DuckDb;

/// <summary>JSON parses back to the value it was written from, which the same chunk gives as a .NET object.</summary>
public sealed class ValueJsonTests
{
    [Theory]
    [InlineData("select * from test_all_types()")]
    [InlineData("select 12345678901234567890.10::decimal(38,2), 0.50::decimal(2,2), (-0.5)::decimal(2,2), 1.5::decimal(9,4), "
        + "9007199254740993::bigint, 1e300::double, '-0'::double")]
    [InlineData("select chr(0) || chr(31) || '\"\\/' || chr(127) || chr(8232) || '🦆' as x, {'a\"b': 'c\"d'} as y, map {'k\"': 1} as z")]
    [InlineData("select '{\"a\":\n [1,\r\n2]}'::json as x, '{\"a\": NaN}'::json as y, '[1,]'::json as z, ['{\"b\":1}'::json] as l")]
    [InlineData("select timestamp '2026-01-31 14:30:00.5', timestamptz '2026-01-31 14:30:00+02', timestamp_ns '2026-01-31 "
        + "14:30:00.123456789', timestamp '0001-01-01'")]
    [InlineData("select row(1, 'a') as x, union_value(num := 5) as u, {'a': 1, 'b': [null]}::variant as v, map {[1, 2]: 'x'} as m")]
    public async Task It_parses_back_to_the_same_value(string sql)
    {
        await using var database = TestDatabase.Of();
        await foreach (var result in database.Database.ExecuteAsync(sql))
        {
            var rows = Assert.IsType<RowsResult>(result);
            await foreach (var chunk in rows.Chunks)
            {
                using var _ = chunk;
                for (var row = 0; row < chunk.Count; row++)
                    for (var i = 0; i < chunk.Columns.Count; i++)
                    {
                        if (chunk.Columns[i].IsNull(row)) continue;
                        var json = new Utf8Buffer();
                        chunk.Columns[i].WriteJson(row, json);
                        Assert.DoesNotContain('\n', json.TextFrom(0));
                        using var parsed = JsonDocument.Parse(json.TextFrom(0));
                        Compare(chunk.Columns[i].Value(row), parsed.RootElement, rows.Columns[i]);
                    }
            }
        }
    }

    static void Compare(object? value, JsonElement json, ResultColumn column)
    {
        var raw = json.GetRawText();
        switch (value)
        {
            case null: Assert.Equal("null", raw); break;
            case bool truth: Assert.Equal(truth, json.GetBoolean()); break;
            case double number: Assert.Equal(number, double.Parse(raw.Trim('"'), CultureInfo.InvariantCulture)); break;
            case float number: Assert.Equal(number, float.Parse(raw.Trim('"'), CultureInfo.InvariantCulture)); break;
            case decimal number: Assert.Equal(number.ToString(CultureInfo.InvariantCulture), raw); break;
            case sbyte or byte or short or ushort or int or uint or long or ulong
                or BigInteger: Assert.Equal(Convert.ToString(value, CultureInfo.InvariantCulture), raw); break;
            case DateOnly date: Assert.Equal(
                date, DateOnly.ParseExact(json.GetString()!, "yyyy-MM-dd", CultureInfo.InvariantCulture)); break;
            case DateTime time: Assert.Equal(time, DateTime.Parse(json.GetString()!, CultureInfo.InvariantCulture)); break;
            case DateTimeOffset instant: Assert.Equal(
                instant, DateTimeOffset.Parse(json.GetString()!, CultureInfo.InvariantCulture)); break;
            case TimeOnly time: Assert.Equal(time, TimeOnly.Parse(json.GetString()!, CultureInfo.InvariantCulture)); break;
            case SqlValue { Type: ['D', 'E', 'C', ..] or "HUGEINT" } wide: Assert.Equal(wide.Text, raw); break;
            case SqlValue other: Assert.Equal(other.Text.Replace(' ', 'T'), json.GetString()!.Replace(' ', 'T')); break;
            case KeyValuePair<string, object?> member: Compare(
                member.Value, Assert.Single(json.EnumerateObject(), p => p.Name == member.Key).Value, column); break;
            case string text
                when column.Type == "JSON"
                    && json.ValueKind != JsonValueKind.String: Assert.True(
                        JsonElement.DeepEquals(JsonDocument.Parse(text).RootElement, json)); break;
            case string text when json.ValueKind == JsonValueKind.String: Assert.Equal(text, json.GetString()); break;
            case IDictionary fields:
                Assert.Equal(fields.Count, json.EnumerateObject().Count());
                foreach (var (expected, found) in fields.Values.Cast<object?>()
                    .Zip(json.EnumerateObject())) Compare(expected, found.Value, column);
                break;
            case IEnumerable list and not (string or byte[]):
                var items = list.Cast<object?>().ToList();
                Assert.Equal(items.Count, json.GetArrayLength());
                for (var i = 0; i < items.Count; i++) Compare(items[i], json[i], column);
                break;
        }
    }
}
