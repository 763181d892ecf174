using System.Text.Json;
using Koppel.Sdk.Rest.Read;
using Koppel.Sdk.Schema;

namespace Koppel.Sdk.Tests.Rest;

public sealed class JsonCellTests
{
    [Theory]
    [InlineData(ColumnKind.Text, "\"abc\"", "abc"), InlineData(ColumnKind.Text, "\"\"", ""), InlineData(ColumnKind.Text, "12.50", "12.50")]
    [InlineData(ColumnKind.Text, "true", "true"), InlineData(ColumnKind.Text, "{\"a\": 1}", "{\"a\": 1}"),
        InlineData(ColumnKind.Text, "\"null\"", "null")]
    [InlineData(ColumnKind.Json, "{\"a\": [1, \"\\u00eb\\/\"]}", "{\"a\":[1,\"ë/\"]}"), InlineData(ColumnKind.Json, "\"x\"", "\"x\""),
        InlineData(ColumnKind.Json, "[]", "[]")]
    [InlineData(ColumnKind.BigInt, "12", "12"), InlineData(ColumnKind.BigInt, "\"-12\"", "-12"),
        InlineData(ColumnKind.BigInt, "\"9223372036854775807\"", "9223372036854775807")]
    [InlineData(ColumnKind.Boolean, "true", "true"), InlineData(ColumnKind.Boolean, "false", "false"),
        InlineData(ColumnKind.Boolean, "\"1\"", "true")]
    [InlineData(ColumnKind.Boolean, "\"0\"", "false"), InlineData(ColumnKind.Boolean, "1", "true"),
        InlineData(ColumnKind.Boolean, "0", "false"), InlineData(ColumnKind.Boolean, "\"yes\"", "true")]
    [InlineData(ColumnKind.Double, "1.5", "1.5"), InlineData(ColumnKind.Double, "\"-2e3\"", "-2000"),
        InlineData(ColumnKind.Double, "7", "7")]
    [InlineData(ColumnKind.Decimal, "12.5", "12.50"), InlineData(ColumnKind.Decimal, "\"-0.005\"", "-0.01"),
        InlineData(ColumnKind.Decimal, "1e2", "100.00")]
    [InlineData(ColumnKind.Date, "\"2026-01-31\"", "2026-01-31"),
        InlineData(ColumnKind.Date, "\"2026-01-31T10:00:00-06:00\"", "2026-01-31")]
    [InlineData(ColumnKind.Time, "\"13:45\"", "13:45:00"), InlineData(ColumnKind.Time, "\"13:45:10.5\"", "13:45:10.5")]
    [InlineData(ColumnKind.Timestamp, "\"2026-01-31 13:45:10\"", "2026-01-31 13:45:10"),
        InlineData(ColumnKind.Timestamp, "\"2026-01-31T13:45:10-06:00\"", "2026-01-31 13:45:10")]
    [InlineData(ColumnKind.TimestampTz, "\"2026-01-31T13:45:10-06:00\"", "2026-01-31 19:45:10+00:00"),
        InlineData(ColumnKind.TimestampTz, "\"2026-01-31 13:45:10\"", "2026-01-31 13:45:10+00:00")]
    [InlineData(ColumnKind.TimestampTz, "\"2026-05-05T13:06:10.520Z\"", "2026-05-05 13:06:10.52+00:00")]
    [InlineData(ColumnKind.BigIntList, "[1,\"2\"]", "[1, 2]"), InlineData(ColumnKind.BigIntList, "[]", "[]")]
    [InlineData(ColumnKind.BigIntList, "\"3,4\"", "[3, 4]"), InlineData(ColumnKind.BigIntList, "{}", "[]")]
    [InlineData(ColumnKind.TextList, "[\"a\",\"b c\",7]", "['a', 'b c', '7']"), InlineData(ColumnKind.TextList, "[]", "[]"),
        InlineData(ColumnKind.TextList, "{}", "[]")]
    [InlineData(ColumnKind.TextList, "\"||a||b||\"", "['a', 'b']"), InlineData(ColumnKind.TextList, "\"||a||\"", "['a']"),
        InlineData(ColumnKind.TextList, "\"a\"", "['a']")]
    [InlineData(ColumnKind.TextList, "\"||a||b\"", "['a', 'b']"), InlineData(ColumnKind.TextList, "\"||||\"", "[]"),
        InlineData(ColumnKind.TextList, "\"||a|b||\"", "['a|b']")]
    [InlineData(ColumnKind.Text, "\"\\u00eb\\/\\n\\ud83d\\ude00ü\"", "ë/\n😀ü")]
    [InlineData(ColumnKind.TinyInt, "-128", "-128"), InlineData(ColumnKind.UTinyInt, "\"255\"", "255"),
        InlineData(ColumnKind.SmallInt, "-32768", "-32768"), InlineData(ColumnKind.USmallInt, "65535", "65535")]
    [InlineData(ColumnKind.Integer, "\"2147483647\"", "2147483647"), InlineData(ColumnKind.UInteger, "4294967295", "4294967295"),
        InlineData(ColumnKind.UBigInt, "18446744073709551615", "18446744073709551615")]
    [InlineData(ColumnKind.HugeInt, "-170141183460469231731687303715884105728", "-170141183460469231731687303715884105728"),
        InlineData(ColumnKind.UHugeInt, "\"170141183460469231731687303715884105727\"", "170141183460469231731687303715884105727")]
    [InlineData(ColumnKind.Float, "0.1", "0.1"), InlineData(ColumnKind.Blob, "\"YQD/\"", "a\\x00\\xFF"),
        InlineData(ColumnKind.Uuid, "\"4AC7A9E9-607C-4C8A-84F3-843F0191E3FD\"", "4ac7a9e9-607c-4c8a-84f3-843f0191e3fd")]
    [InlineData(ColumnKind.Interval, "\"P1Y2M3DT4H5M6.5S\"", "1 year 2 months 3 days 04:05:06.5"),
        InlineData(ColumnKind.Interval, "\"-P2W\"", "-14 days"), InlineData(ColumnKind.Interval, "\"PT0S\"", "00:00:00"),
        InlineData(ColumnKind.Interval, "\"PT90S\"", "00:01:30")]
    public void A_value_is_read_however_the_system_writes_it(ColumnKind kind, string json, string shown) =>
        Assert.Equal(shown, Read(kind, json));

    public static TheoryData<ColumnKind> Kinds => [.. Enum.GetValues<ColumnKind>()];

    [Theory, MemberData(nameof(Kinds))]
    public void Nothing_is_null_in_every_type(ColumnKind kind)
    {
        Assert.Equal("null", Read(kind, "null"));
        if (kind == ColumnKind.Text) return;
        Assert.Equal("null", Read(kind, "\"\""));
        Assert.Equal("null", Read(kind, "\"  \""));
    }

    [Theory]
    [InlineData("\"15624\"", "eur", "156.24"), InlineData("15624", "USD", "156.24"), InlineData("\"500\"", "jpy", "500.00"),
        InlineData("\"0\"", null, "0.00"), InlineData("\"7\"", "kwd", "0.07")]
    public void Money_in_smallest_units_becomes_money(string json, string? currency, string shown) =>
        Assert.Equal(shown, Read(ColumnKind.Decimal, json, ValueForm.SmallestUnits, currency));

    [Fact]
    public void A_list_with_commas_is_a_list() => Assert.Equal("['a', 'b']", Read(ColumnKind.TextList, "\"a, b,\"", ValueForm.Commas));

    [Theory]
    [InlineData(ColumnKind.Date, "\"0000-00-00\""), InlineData(ColumnKind.Timestamp, "\"0000-00-00 00:00:00\""),
        InlineData(ColumnKind.TimestampTz, "\"0000-00-00 00:00:00\"")]
    public void A_date_of_zeros_is_null(ColumnKind kind, string json) => Assert.Equal("null", Read(kind, json));

    [Theory]
    [InlineData(ColumnKind.BigInt, "1.5"), InlineData(ColumnKind.BigInt, "\"1,000\""), InlineData(ColumnKind.BigInt, "true"),
        InlineData(ColumnKind.BigInt, "99999999999999999999")]
    [InlineData(ColumnKind.Boolean, "\"maybe\""), InlineData(ColumnKind.Boolean, "2"), InlineData(ColumnKind.Double, "\"1,5\""),
        InlineData(ColumnKind.Double, "[]")]
    [InlineData(ColumnKind.Decimal, "\"a lot\""), InlineData(ColumnKind.Decimal, "1e40"), InlineData(ColumnKind.Date, "\"31-01-2026\""),
        InlineData(ColumnKind.Date, "\"2026-02-30\"")]
    [InlineData(ColumnKind.Time, "\"25:00\""), InlineData(ColumnKind.Timestamp, "\"soon\""), InlineData(ColumnKind.TimestampTz, "\"soon\""),
        InlineData(ColumnKind.TimestampTz, "12")]
    [InlineData(ColumnKind.BigIntList, "7"), InlineData(ColumnKind.BigIntList, "[null]"), InlineData(ColumnKind.BigIntList, "[\"x\"]")]
    [InlineData(ColumnKind.Text, "\"\\ud83d\""), InlineData(ColumnKind.TinyInt, "128"), InlineData(ColumnKind.UTinyInt, "-1"),
        InlineData(ColumnKind.UHugeInt, "-1"), InlineData(ColumnKind.HugeInt, "1.5")]
    [InlineData(ColumnKind.Uuid, "\"1-2\""), InlineData(ColumnKind.Blob, "\"?\""), InlineData(ColumnKind.Interval, "\"P\""),
        InlineData(ColumnKind.Interval, "\"P1DT\""), InlineData(ColumnKind.Interval, "\"P9999999999Y\""),
        InlineData(ColumnKind.Interval, "\"3 days\"")]
    public void What_is_no_value_of_the_type_is_refused(ColumnKind kind, string json)
    {
        var fault = Record.Exception(() => Read(kind, json));

        Assert.True(fault is FormatException or InvalidOperationException or OverflowException, $"{fault}");
    }

    static string Read(ColumnKind kind, string json, ValueForm form = ValueForm.Usual, string? currency = null)
    {
        using var document = JsonDocument.Parse(json);
        var buffer = new ColumnBuffer(kind == ColumnKind.Decimal ? new ColumnType(kind, 18, 2) : kind, 1);
        JsonCell.Read(document.RootElement, new Column("value", kind) { Form = form }, buffer, 0, currency);
        return buffer.Show(0);
    }
}
