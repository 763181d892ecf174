using System.Globalization;
using Koppel.Cli.Sinks;
using Koppel.Engine.Configuration;
using Koppel.Engine.Hosting;
using Koppel.Engine.Sql;
using Koppel.Engine.Statements;
using Koppel.Output;
using MiniExcelLibs;

namespace Koppel.Cli.Tests.Output;

/// <summary>Every type that DuckDB tests itself with comes out in every format, compared with what DuckDB casts it to.</summary>
public sealed class EveryTypeTests : IAsyncLifetime
{
    const string All = "select * exclude (timestamp_tz, timestamptz_array) from test_all_types()";
    const string Texts = "select columns(*)::varchar from (select * exclude (timestamp_tz, timestamptz_array) from test_all_types())";

    readonly string _folder = Directory.CreateTempSubdirectory("koppel-types-").FullName;
    ScriptRun? _run;

    readonly Session _database =
        Session.Open(new EngineOptions { Connectors = [], Connections = [], BaseFolder = AppContext.BaseDirectory });

    [Theory]
    [InlineData("csv")]
    [InlineData("tsv")]
    public async Task Text_is_what_a_cast_gives(string format) =>
        Assert.Equal(await WriteAsync(format, Texts), await WriteAsync(format, All));

    [Theory]
    [InlineData("table")]
    [InlineData("markdown")]
    public async Task A_table_shows_what_a_cast_gives(string format)
    {
        // A number stands at the other side of its column, so the cells are compared without the blanks around them.
        foreach (var name in await NamesAsync())
        {
            var value = await WriteAsync(format, $"select \"{name}\" as x from test_all_types()");
            var text = await WriteAsync(format, $"select \"{name}\"::varchar as x from test_all_types()");
            Assert.Equal(Cells(text), Cells(value));
        }
    }

    [Fact]
    public async Task A_workbook_has_a_typed_cell_where_Excel_has_the_value_and_else_its_text()
    {
        var rows = await ReadWorkbookAsync(
            "select true as a, 999999999999999 as b, 1234567890123456 as c, 1.50::decimal(9,2) as d, 0.1234567890123456::decimal(18,16) "
                + "as e, date '2026-01-31' as f, date '1899-12-31' as g, "
            + "date 'infinity' as h, timestamp '2026-01-31 14:30:00.123' as i, timestamp '2026-01-31 14:30:00.123456' as j, 'inf'::double "
            + "as k, interval '1 month' as l, [1, null] as m, "
            + "170141183460469231731687303715884105727::hugeint as n, '24:00:00'::time as o, 0.1::float as p, timestamp '12026-01-31 "
            + "00:00:00' as q");
        Assert.Equal(
            [
                true, 999_999_999_999_999d, "1234567890123456", 1.5, "0.1234567890123456", new DateTime(2026, 1, 31), "1899-12-31",
                "infinity", new DateTime(2026, 1, 31, 14, 30, 0, 123), "2026-01-31 14:30:00.123456", "inf", "1 month", "[1, NULL]",
                "170141183460469231731687303715884105727", "24:00:00", 0.1, "12026-01-31 00:00:00",
            ],
            rows[0].Values);
    }

    [Fact]
    public async Task A_workbook_of_every_type_reads_back()
    {
        var texts = (await ReadWorkbookAsync(Texts)).Select(r => r.Values.ToList()).ToList();
        var values = (await ReadWorkbookAsync(All)).Select(r => r.Values.ToList()).ToList();
        Assert.Equal(3, values.Count);
        for (var row = 0; row < 3; row++)
            for (var i = 0; i < values[row].Count; i++)
            {
                if (values[row][i] is string text) Assert.Equal(texts[row][i], text);
                else if (values[row][i] is double number)
                    Assert.Equal(double.Parse((string)texts[row][i]!, CultureInfo.InvariantCulture), number, 1e-9 * Math.Abs(number));
                else Assert.Equal(texts[row][i] is null, values[row][i] is null);
            }
    }

    [Fact]
    public async Task Parquet_keeps_values_and_types()
    {
        var path = Path.Combine(_folder, "all.parquet");
        await WriteFileAsync(path, "select * from test_all_types()");
        Assert.Equal(await WriteAsync("csv", All),
            await WriteAsync("csv", $"select * exclude (timestamp_tz, timestamptz_array) from read_parquet('{path}')"));

        var types = await WriteAsync("csv",
            $"select a.column_name, a.column_type as given, b.column_type as kept from (describe select * from test_all_types()) a join "
                + $"(describe select * from read_parquet('{path}')) b using (column_name) where a.column_type <> b.column_type and "
                + $"a.column_type not like 'ENUM%'");
        Assert.Equal(
            """
            column_name,given,kept
            hugeint,HUGEINT,VARCHAR
            uhugeint,UHUGEINT,VARCHAR
            bignum,BIGNUM,VARCHAR
            timestamp_s,TIMESTAMP_S,TIMESTAMP
            timestamp_ms,TIMESTAMP_MS,TIMESTAMP
            time_tz,TIME WITH TIME ZONE,VARCHAR
            interval,INTERVAL,VARCHAR
            bit,BIT,VARCHAR
            union,"UNION(""name"" VARCHAR, age SMALLINT)",VARCHAR
            fixed_int_array,INTEGER[3],INTEGER[]
            fixed_varchar_array,VARCHAR[3],VARCHAR[]
            fixed_nested_int_array,INTEGER[3][3],INTEGER[][]
            fixed_nested_varchar_array,VARCHAR[3][3],VARCHAR[][]
            fixed_struct_array,"STRUCT(a INTEGER, b VARCHAR)[3]","STRUCT(a INTEGER, b VARCHAR)[]"
            struct_of_fixed_array,"STRUCT(a INTEGER[3], b VARCHAR[3])","STRUCT(a INTEGER[], b VARCHAR[])"
            fixed_array_of_int_list,INTEGER[][3],INTEGER[][]
            list_of_fixed_int_array,INTEGER[3][],INTEGER[][]
            time_ns,TIME_NS,VARCHAR
            geometry,GEOMETRY,GEOMETRY('OGC:CRS84')

            """,
            string.Join('\n', types.Split('\n')), ignoreLineEndingDifferences: true);
    }

    [Fact]
    public async Task Parquet_has_many_rows_columns_that_share_a_name_and_none_at_all()
    {
        var path = Path.Combine(_folder, "some.parquet");
        await WriteFileAsync(
            path, "select range as a, range::varchar || 'x' as \"A\", null as b, [range::hugeint] as c from range(300000)");
        Assert.Equal(
            "count,a,text,c,b\n300000,44999850000,1,299999,0\n",
            await WriteAsync("csv",
                $"select count(*) as count, sum(a) as a, count(*) filter (\"A_2\" = '299999x') as text, max(c[1]::bigint) as c, count(b) "
                    + $"as b from read_parquet('{path}')"));

        await WriteFileAsync(path, "select 1 as a where false");
        Assert.Equal("column_name,column_type\na,INTEGER\n",
            await WriteAsync("csv", $"select column_name, column_type from (describe select * from read_parquet('{path}'))"));
        Assert.Equal("a\n", await WriteAsync("csv", $"select * from read_parquet('{path}')"));
    }

    [Fact]
    public async Task Rows_that_are_not_of_DuckDB_are_written_to_Parquet_too()
    {
        var path = Path.Combine(_folder, "plain.parquet");
        await WriteFileAsync(path,
            Results.Rows(
                ["n BIGINT", "t"], [.. Enumerable.Range(0, 1_000).Select(i => (object?[])[(long)i, i % 2 == 0 ? null : $"é{i}"])]));
        Assert.Equal("n,texts,last\n499500,500,é999\n",
            await WriteAsync("csv", $"select sum(n) as n, count(t) as texts, max_by(t, n) as last from read_parquet('{path}')"));
    }

    [Theory]
    [InlineData("csv")]
    [InlineData("json")]
    [InlineData("parquet")]
    [InlineData("xlsx")]
    public async Task A_query_that_fails_on_the_way_leaves_the_old_file_and_no_other(string format)
    {
        var path = Path.Combine(_folder, $"old.{format}");
        await File.WriteAllTextAsync(path, "old");
        await using (var sink = new FileSink(path, format, new Capture().Screen))
            await Assert.ThrowsAsync<QueryException>(
                async () => await sink.WriteAsync(
                    await ResultAsync("select case when range = 200000 then error('on the way') else range end as x from range(300000)")));
        Assert.Equal("old", await File.ReadAllTextAsync(path));
        Assert.Equal([path], Directory.GetFiles(_folder));
    }

    [Fact]
    public async Task A_second_result_has_a_Parquet_file_of_its_own_and_no_place_on_stdout()
    {
        var path = Path.Combine(_folder, "two.parquet");
        await using (var sink = new FileSink(path, "parquet", new Capture().Screen))
        {
            await sink.WriteAsync(await ResultAsync("select 1 as a"));
            await sink.WriteAsync(await ResultAsync("select 2 as a"));
            await sink.CompleteAsync();
        }

        Assert.Equal("a\n1\n2\n",
            await WriteAsync(
                "csv", $"select a from read_parquet(['{path}', '{path.Replace("two", "two-2", StringComparison.Ordinal)}']) order by a"));
        await using var screen = new ScreenSink("parquet", new Capture().Screen);
        await screen.WriteAsync(await ResultAsync("select 1 as a"));
        var second = await ResultAsync("select 2 as a");
        var refused = await Assert.ThrowsAsync<OutputException>(async () => await screen.WriteAsync(second));
        Assert.Contains("holds one result", refused.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Parquet_on_stdout_is_the_same_file()
    {
        var capture = new Capture();
        await using (var sink = new ScreenSink("parquet", capture.Screen))
        {
            await sink.WriteAsync(await ResultAsync("select 42 as a"));
            await sink.CompleteAsync();
        }

        Assert.StartsWith("PAR1", capture.Out, StringComparison.Ordinal);
        Assert.EndsWith("PAR1", capture.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tabs_separate_and_a_text_that_holds_one_is_quoted() =>
        Assert.Equal("a\tb\tc\n\"x\ty\"\t1,5\t\n\"q\"\"\"\t\"\"\t\n",
            await WriteAsync("tsv", "select * from (values (e'x\\ty', '1,5', null), ('q\"', '', null)) t(a, b, c)"));

    [Theory]
    [InlineData("describe select 1 as x")]
    [InlineData("show tables")]
    [InlineData("pragma version")]
    [InlineData("summarize select 1 as a")]
    [InlineData("explain select 1")]
    [InlineData("select 1 as a where false")]
    [InlineData("pivot (select 1 as a, 'x' as b) on b using sum(a)")]
    public async Task Whatever_gives_rows_is_written_in_every_format(string sql)
    {
        foreach (var format in OutputFormat.Names) await WriteAsync(format, sql);
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        if (_run is not null) await _run.DisposeAsync();
        await _database.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    static IEnumerable<string> Cells(string table) =>
        table.Split('\n').Where(line => !line.Contains("---", StringComparison.Ordinal)).Select(line => line.Trim(' ', '|'));

    // Its rows can be read until the next is asked for.
    async Task<RowsResult> ResultAsync(string sql)
    {
        if (_run is not null) await _run.DisposeAsync();
        _run = _database.Run(sql);
        await foreach (var result in _run.EventsAsync().OfType<StatementResult>())
            return result is FailedResult failed ? throw failed.Fault : Assert.IsType<RowsResult>(result);
        throw new InvalidOperationException("No result.");
    }

    async Task<string> WriteAsync(string format, string sql) => await new Capture().WriteAsync(format, await ResultAsync(sql));

    async Task WriteFileAsync(string path, string sql) => await WriteFileAsync(path, await ResultAsync(sql));

    static async Task WriteFileAsync(string path, RowsResult result)
    {
        await using var sink = new FileSink(path, OutputFormat.OfFile(path), new Capture().Screen);
        await sink.WriteAsync(result);
        await sink.CompleteAsync();
    }

    async Task<List<IDictionary<string, object?>>> ReadWorkbookAsync(string sql)
    {
        var path = Path.Combine(_folder, $"{Guid.NewGuid():N}.xlsx");
        await WriteFileAsync(path, sql);
        return MiniExcel.Query(path, useHeaderRow: true).Cast<IDictionary<string, object?>>().ToList();
    }

    async Task<List<string>> NamesAsync()
    {
        var names = new List<string>();
        await foreach (var row in (await ResultAsync(
            "select column_name from (describe select * exclude (timestamp_tz, timestamptz_array, medium_enum) from "
            + "test_all_types())")).Rows) names.Add((string)row[0]!);
        return names;
    }
}
