using Koppel.Sdk.Schema;
using Value = (string Sql, string Json);

namespace Koppel.Engine.Tests.StandIn;

/// <summary>Values of every type, as SQL and as the JSON that a system has of them.</summary>
static class StandInValues
{
    /// <summary>A column for each type, with two values that are hard for it.</summary>
    public static IReadOnlyList<(string Name, ColumnType Type, Value One, Value Other)> Types { get; } =
    [
        ("truth", ColumnKind.Boolean, ("true", "1"), ("false", "0")),
        ("tiny", ColumnKind.TinyInt, ("-128", "-128"), ("127", "127")),
        ("small", ColumnKind.SmallInt, ("-32768", "-32768"), ("32767", "32767")),
        ("whole", ColumnKind.Integer, ("-2147483648", "-2147483648"), ("2147483647", "2147483647")),
        ("big", ColumnKind.BigInt, ("-9223372036854775808", "-9223372036854775808"), ("9223372036854775807", "9223372036854775807")),
        ("huge", ColumnKind.HugeInt, ("-170141183460469231731687303715884105728", "-170141183460469231731687303715884105728"),
            ("170141183460469231731687303715884105727", "170141183460469231731687303715884105727")),
        ("utiny", ColumnKind.UTinyInt, ("0", "0"), ("255", "255")),
        ("usmall", ColumnKind.USmallInt, ("0", "0"), ("65535", "65535")),
        ("uwhole", ColumnKind.UInteger, ("0", "0"), ("4294967295", "4294967295")),
        ("ubig", ColumnKind.UBigInt, ("0", "0"), ("18446744073709551615", "18446744073709551615")),
        ("uhuge", ColumnKind.UHugeInt, ("0", "0"),
            ("340282366920938463463374607431768211455", "340282366920938463463374607431768211455")),
        ("f", ColumnKind.Float, ("0.1", "0.1"), ("-3.4028235e38", "-3.4028235E+38")),
        ("d", ColumnKind.Double, ("0.1", "0.1"), ("1.7976931348623157e308", "1.7976931348623157E+308")),
        ("cents", new ColumnType(ColumnKind.Decimal, 4, 2), ("-99.99", "-99.99"), ("0.01", "0.01")),
        ("money", new ColumnType(ColumnKind.Decimal, 18, 2), ("1234567890123456.78", "1234567890123456.78"), ("-0.5", "-0.5")),
        ("long", new ColumnType(ColumnKind.Decimal, 38, 10),
            ("'-9999999999999999999999999999.9999999999'::decimal(38,10)", "-9999999999999999999999999999.9999999999"),
            ("0.0000000001", "0.0000000001")),
        ("t", ColumnKind.Text, ("'ë ''\"\\\\ ' || chr(128512)", "\"ë '\\\"\\\\\\\\ 😀\""), ("'x'", "\"x\"")),
        ("b", ColumnKind.Blob, ("'a\\x00\\xFF'::blob", "\"YQD/\""), ("'\\x80'::blob", "\"gA==\"")),
        ("u", ColumnKind.Uuid, ("'00000000-0000-0000-0000-000000000001'::uuid", "\"00000000-0000-0000-0000-000000000001\""),
            ("'ffffffff-ffff-ffff-ffff-fffffffffffe'::uuid", "\"ffffffff-ffff-ffff-ffff-fffffffffffe\"")),
        ("day", ColumnKind.Date, ("date '0001-01-01'", "\"0001-01-01\""), ("date '9999-12-31'", "\"9999-12-31\"")),
        ("clock", ColumnKind.Time, ("time '00:00:00'", "\"00:00:00\""), ("time '23:59:59.999999'", "\"23:59:59.999999\"")),
        ("wall", ColumnKind.Timestamp, ("timestamp '1969-12-31 23:59:59.999999'", "\"1969-12-31 23:59:59.999999\""),
            ("timestamp '2026-03-29 02:30:00'", "\"2026-03-29 02:30:00\"")),
        ("instant", ColumnKind.TimestampTz, ("timestamptz '1969-12-31 23:59:59.999999+00'", "\"1969-12-31T23:59:59.999999+00:00\""),
            ("timestamptz '2026-03-29 02:30:00+00'", "\"2026-03-29T02:30:00+00:00\"")),
        ("span", ColumnKind.Interval, ("interval '14 months -3 days 04:05:06.5'", "\"P1Y2M-3DT4H5M6.5S\""),
            ("interval '100 hours'", "\"PT100H\"")),
        ("j", ColumnKind.Json, ("'{\"a\":[1,null]}'::json", "{\"a\":[1,null]}"), ("'7'::json", "7")),
        ("numbers", ColumnKind.BigIntList, ("[1, -2]", "[1,-2]"), ("[7]", "[7]")),
        ("words", ColumnKind.TextList, ("['a', 'it''s']", "[\"a\",\"it's\"]"), ("['']", "[\"\"]")),
    ];

    /// <summary>One value of each column, as a select list with the type of its column.</summary>
    public static string Select(bool isOther) =>
        string.Join(", ", Types.Select(t => $"cast({(isOther ? t.Other : t.One).Sql} as {t.Type}) as {t.Name}"));
}
