using System.Globalization;
using Koppel.Engine.DuckDb;
using Koppel.Engine.Statements;
using Koppel.Engine.Tests.Testing;

namespace Koppel.Engine.Tests.DuckDb;

/// <summary>The text of every value is what DuckDB's own cast to VARCHAR gives, which stands beside it in each query.</summary>
public sealed class ValueTextTests
{
    [Fact]
    public async Task Every_type_that_DuckDB_tests_itself_with()
    {
        await using var database = TestDatabase.Of();
        var names = await database.RowsAsync("select column_name from (describe select * exclude (timestamp_tz) from test_all_types())");
        var pairs = names.Select(
            n => (string)n[0]! == "timestamptz_array"
                ? "timestamptz_array, replace(cast(timestamptz_array as varchar), '+00', '+00:00')"
                : $"\"{n[0]}\", cast(\"{n[0]}\" as varchar)");
        Assert.Equal(3, await CompareAsync(database, $"set timezone = 'UTC'; select {string.Join(", ", pairs)} from test_all_types()"));
    }

    [Fact]
    public async Task An_instant_is_in_UTC_and_says_so()
    {
        await using var database = TestDatabase.Of();
        Assert.Equal(1, await CompareAsync(
            database,
            "select timestamptz '2026-07-31 14:30:00.5+02', '2026-07-31 12:30:00.5+00:00', timestamptz 'infinity', 'infinity', "
                + "[timestamptz '2026-01-31 00:00:00+00', null], "
            + "'[''2026-01-31 00:00:00+00:00'', NULL]', timestamptz '290309-12-22 (BC) 00:00:00+00', '290309-12-22 (BC) 00:00:00+00:00', "
            + "timestamptz '2026-01-31 00:00:00+00'::variant, '2026-01-31 00:00:00+00:00'"));
    }

    [Theory]
    [InlineData("[1, null]", "[{'a': null}, null]", "{'a b': null, 'c''d': [null]}", "map {'k': null, 'null': 1}", "[null]", "[]",
        "row(1, null, 'x, y')", "row('a')")]
    [InlineData("['', ' a', 'a ', 'null', 'NULL', 'a,b', 'a=b', '[', '}', '(', ':', '\"', '''', '\\', 'a\\''b', e'\\t', e'a\\nb', 'é']",
        "{'k': '', 'l': 'Null'}", "map {'': '', 'a=b': ' '}")]
    [InlineData("['{\"a\": 1}'::json, null]", "{'j': '[1, 2]'::json}", "map {'k': '\"x\"'::json}", "['[1]'::json]::json[1]",
        "[['[1]'::json]]")]
    [InlineData("union_value(s := 'a, b')", "[union_value(s := 'a, b')]", "{'u': union_value(s := null::varchar)}",
        "[union_value(l := ['a, b'])]")]
    [InlineData("'infinity'::date", "'-infinity'::timestamp", "'infinity'::timestamp_s", "'-infinity'::timestamp_ns", "'24:00:00'::time",
        "'10:00:00.5-02:30'::timetz", "'10:00:00+02:30:15'::timetz")]
    [InlineData("date '0001-01-01'", "date '0044-03-15 (BC)'", "date '9999-12-31'", "date '10000-01-01'",
        "timestamp '0044-03-15 (BC) 10:00:00.5'", "timestamp '1969-12-31 23:59:59.999999'", "'12:00:00.123456789'::time_ns")]
    [InlineData("interval '14 months -3 days -1 second'", "interval '-1 year'", "interval '100 hours'",
        "to_microseconds(-9223372036854775808)", "to_months(-2147483648)", "interval '0 days'", "interval '1 day'")]
    [InlineData("0.50::decimal(2,2)", "(-0.05)::decimal(2,2)", "0::decimal(38,38)", "(-0.5)::decimal(3,2)", "5::decimal(5,0)",
        "(-99999999999999999999999999999999999999)::decimal(38,0)", "1e-10::decimal(38,10)")]
    [InlineData("'-0'::double", "-('nan'::double)", "'nan'::float", "'-inf'::float", "1e15::double", "1e16::double", "123456789.125::float",
        "1e-4::double", "1e-5::double", "16777216::float", "5e-324::double", "1e22::double", "9007199254740993::double", "40374672::float",
        "1e23::double", "8.5e37::float", "33554434::float")]
    [InlineData("['a, b', '', null]::varchar[3]", "['2020-01-01 10:00:00'::timestamp]::timestamp[1]", "[['a:', 'b']]::varchar[2][1]",
        "[['a:']]::varchar[1][]", "{'x': ['a:']::varchar[1]}")]
    [InlineData("''::blob", "'a\\x00\\xFF'::blob", "'\\x22\\x27\\x5C\\x7E\\x7F'::blob", "['\\x2C'::blob]", "'1'::bit", "'010101010'::bit",
        "['0'::bit]", "gen_random_uuid()", "'a b'::enum('a b', '')", "['']::enum('')[]")]
    [InlineData("'POINT Z (1 2.5 -0)'::geometry", "'POINT ZM EMPTY'::geometry", "'MULTIPOINT M ((1 2 3), EMPTY)'::geometry",
        "'POLYGON ((0 0, 1e20 1e-7, 1 1, 0 0), (5 6, 7 8, 9 1, 5 6))'::geometry", "['POINT (1 2)'::geometry, null]")]
    [InlineData("5::variant", "['a, b', null, '']::variant", "{'a b': [1.50::decimal(9,2), null], 'c': {'d': 'x:y'}}::variant",
        "['a, b'::variant]", "{'v': 'a, b'::variant}", "map {'k': 1}::variant", "{'z': ['10:00:00'::time]}::variant",
        "['a, b', '']::variant", "[[['x:y'], ['z']], [[null]]]::variant", "'[\"x:y\", 1, [\"x:y\", \"\"]]'::json::variant",
        "[{'a': 'x:y'}, null]::variant")]
    [InlineData("true::variant", "(-1)::tinyint::variant", "(2::hugeint ** 100)::hugeint::variant", "'ab\\x00'::blob::variant",
        "'101'::bit::variant", "interval '1 month'::variant", "1.5::float::variant", "'infinity'::date::variant", "(7::uint128)::variant",
        "12345678901234567890123456789.5::decimal(38,1)::variant", "gen_random_uuid()::variant", "(10::bignum)::variant",
        "'POINT (1 2)'::geometry::variant")]
    [InlineData("[[[1], null], []]", "[[1, 2], [3, null]]::integer[2][2]", "[{'a': [{'b': [null, 'x y']}]}]", "{'a': {'b': {'c': null}}}",
        "map {[1, 2]: {'a': 'b, c'}}", "map {{'a': 1}: null}")]
    [InlineData("0::bignum", "(-1)::bignum", "255::bignum", "256::bignum", "(-256)::bignum", "repeat('9', 500)::bignum",
        "('-1' || repeat('0', 300))::bignum", "['12'::bignum]")]
    public async Task Values_that_went_wrong_or_could(params string[] values)
    {
        await using var database = TestDatabase.Of();
        Assert.Equal(1,
            await CompareAsync(database,
                $"select "
                + string.Join(", ", values.Select((_, i) => $"x{i} as a{i}, cast(x{i} as varchar)"))
                + $" from (select {string.Join(", ", values.Select((v, i) => $"{v} as x{i}"))})"));
    }

    [Fact]
    public async Task Numbers_and_times_of_every_size()
    {
        await using var database = TestDatabase.Of();
        await database.RowsAsync("select setseed(0.42)");
        string[] values =
        [
            "(random() - 0.5) * pow(10, floor(random() * 600) - 300)", "((random() - 0.5) * pow(10, floor(random() * 70) - 35))::float",
            "round(random() * 1e6) / 100", "random()", "(((random() - 0.5) * 1e8)::bigint / pow(2, floor(random() * 20)))::float",
            "((random() - 0.5) * pow(2, 22 + random() * 106))::float", "((random() - 0.5) * 1e17)::bigint / pow(2, floor(random() * 20))",
            "(random() * 1e17)::bigint::double", "((random() - 0.5) * 1.8e19)::hugeint::bigint",
            "((random() - 0.5) * pow(10, random() * 38))::hugeint", "(random() * pow(10, random() * 38))::uhugeint",
            "((random() - 0.5) * pow(10, random() * 27))::decimal(38,10)", "((random() - 0.5) * 2000)::decimal(4,1)",
            "((random() - 0.5) * 1e9)::decimal(18,9)",
            "date '1970-01-01' + ((random() - 0.5) * 4e9)::integer", "make_timestamp(((random() - 0.5) * 1.8e19)::hugeint::bigint)",
            "make_timestamp((random() * 1e16)::bigint)",
            "make_timestamp_ns(((random() - 0.5) * 1.8e19)::hugeint::bigint)", "epoch_ms(((random() - 0.5) * 1e14)::bigint)::timestamp_ms",
            "('00:00:00'::time + to_microseconds((random() * 86399999999)::bigint))",
            "to_months(((random() - 0.5) * 5000)::integer) + to_days(((random() - 0.5) * 500)::integer) + to_microseconds(((random() - "
                + "0.5) * pow(10, random() * 17))::bigint)",
            "((random() - 0.5) * pow(10, random() * 30))::hugeint::bignum", "gen_random_uuid()", "md5(random()::varchar)::blob",
            "unhex(md5(random()::varchar))", "(random() * 1e6)::integer::bit",
        ];
        var sql = $"select {string.Join(", ", values.Select((_, i) => $"x{i}, cast(x{i} as varchar)"))} from (select "
            + $"{string.Join(", ", values.Select((v, i) => $"{v} as x{i}"))} from range(20000))";
        Assert.Equal(20_000, await CompareAsync(database, sql));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task Random_values_of_random_types(int seed)
    {
        await using var database = TestDatabase.Of();
        var random = new Random(seed);
        for (var round = 0; round < 25; round++)
        {
            var values = Enumerable.Range(0, 12).Select(_ => new RandomValue(random)).ToList();
            var rows = Enumerable.Range(0, 3).Select(_ => $"({string.Join(", ", values.Select(v => $"({v.Next()})::{v.Type}"))})");
            var names = string.Join(", ", values.Select((_, i) => $"x{i}"));
            var sql = $"select {string.Join(", ", values.Select((_, i) => $"x{i}, cast(x{i} as varchar)"))} from (values "
                + $"{string.Join(", ", rows)}) t({names})";
            Assert.Equal(3, await CompareAsync(database, sql));
        }
    }

    [Fact]
    public async Task Many_columns_long_texts_and_deep_lists()
    {
        await using var database = TestDatabase.Of();
        Assert.Equal(2,
            await CompareAsync(database,
                $"select "
                + string.Join(", ", Enumerable.Range(0, 1_000).Select(i => $"range * {i} as a{i}, cast(range * {i} as varchar) as t{i}"))
                + " from range(2)"));
        Assert.Equal(1, await CompareAsync(database, "select repeat('é', 5_000_000) as a, repeat('é', 5_000_000) as t"));
        Assert.Equal(1, await CompareAsync(database, $"select {new string('[', 200)}null{new string(']', 200)} as a, cast(a as varchar)"));
        Assert.Equal(1, await CompareAsync(database, "select range(100_000) as a, cast(a as varchar)"));
    }

    /// <summary>Compares each odd column with the even one before it, and gives the number of rows.</summary>
    static async Task<int> CompareAsync(TestDatabase database, string sql)
    {
        var rows = 0;
        await foreach (var result in database.Database.ExecuteAsync(sql))
        {
            if (result is FailedResult failed) Assert.Fail(failed.Fault.Message);
            if (result is DoneResult) continue;
            await foreach (var chunk in Assert.IsType<RowsResult>(result).Chunks)
            {
                using var _ = chunk;
                for (var row = 0; row < chunk.Count; row++)
                    for (var i = 0; i < chunk.Columns.Count; i += 2)
                    {
                        var (value, text) = (Text(chunk.Columns[i], row), Text(chunk.Columns[i + 1], row));
                        Assert.True(value == text,
                            string.Create(CultureInfo.InvariantCulture,
                                $"column {i}: {value}, DuckDB says {text}, in {sql[..Math.Min(sql.Length, 2_000)]}"));
                    }
                rows += chunk.Count;
            }
        }
        return rows;
    }

    static string? Text(ColumnCells cells, int row)
    {
        if (cells.IsNull(row)) return null;
        var text = new Utf8Buffer();
        cells.WriteText(row, text);
        return text.TextFrom(0);
    }
}
