using System.Collections;
using System.Globalization;
using DuckDB.NET.Data;
using Koppel.Engine.Configuration;
using Koppel.Engine.Hosting;
using Koppel.Engine.Statements;

namespace Koppel.Benchmarks.DuckDbTests;

/// <summary>Runs the records of one file, each through DuckDB.NET and through a session, and writes where the session does less.</summary>
internal sealed class TestRun : IAsyncDisposable
{
    const string AnyValue = "\u0001";

    const string Settings = "DataSource=:memory:;autoinstall_known_extensions=false;autoload_known_extensions=false";

    static readonly string[] Sides = ["raw", "two", "own"];

    readonly DuckDBConnection _raw = new(Settings);
    readonly DuckDBConnection _second = new(Settings);
    readonly Session _session =
        Session.Open(new EngineOptions { Connectors = [], Connections = [], BaseFolder = Environment.CurrentDirectory });
    readonly string _folder = Directory.CreateTempSubdirectory("koppel-duckdb").FullName;

    /// <summary>Runs a file; a line for each difference and a last one with the numbers.</summary>
    public static async Task RunAsync(string path)
    {
        await using var run = new TestRun();
        foreach (var connection in new[] { run._raw, run._second })
        {
            connection.Open();
            Raw(connection, "attach ':memory:' as inmemorystorage; use inmemorystorage", "");
        }
        var (records, passed, less) = (0, 0, 0);
        foreach (var record in TestFile.Read(path))
        {
            records++;
            var raw = Raw(run._raw, run.In(record.Sql, "raw"), run._folder);
            var second = Raw(run._second, run.In(record.Sql, "two"), run._folder);
            var own = await run.OwnAsync(run.In(record.Sql, "own"));
            if (record.Expects is { } expected && (raw.Fault is null) != expected) continue; // DuckDB.NET does not pass it either.
            passed++;
            // Nor does DuckDB say the same twice.
            if (Difference(raw, own) is not { } difference || Difference(raw, second) is not null) continue;
            less++;
            Console.WriteLine($"differs\t{record.Line}\t{OneLine(difference)}\t{OneLine(record.Sql)}");
        }
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"records\t{records}\t{passed}\t{less}"));
    }

    static string OneLine(string text) => text.ReplaceLineEndings(" ").Replace('\t', ' ');

    /// <summary>Each side writes its files into a folder of its own.</summary>
    string In(string sql, string side)
    {
        var folder = Directory.CreateDirectory(Path.Combine(_folder, side)).FullName;
        return sql.Replace("__TEST_DIR__", folder, StringComparison.Ordinal).Replace("{TEST_DIR}", folder, StringComparison.Ordinal)
            .Replace("{TEMP_DIR}", folder, StringComparison.Ordinal)
            .Replace("__WORKING_DIRECTORY__", Environment.CurrentDirectory, StringComparison.Ordinal);
    }

    static Answer Raw(DuckDBConnection connection, string sql, string folder)
    {
        var (columns, rows) = (0, new List<string>());
        try
        {
            using var command = connection.CreateCommand();
            command.CommandText = sql;
            using var reader = command.ExecuteReader();
            do
            {
                (columns, rows) = (reader.FieldCount, []);
                while (reader.FieldCount > 0 && reader.Read())
                    rows.Add(Text(Enumerable.Range(0, reader.FieldCount).Select(i => Value(reader, i)), folder));
            }
            while (reader.NextResult());
            return new Answer(null, columns, rows);
        }
        catch (Exception fault)
        {
            return new Answer(fault.Message, 0, []);
        }
    }

    static object? Value(DuckDBDataReader reader, int column)
    {
        try
        {
            return reader.GetValue(column);
        }
        catch (Exception)
        {
            return new Hashtable(); // DuckDB.NET has no value for it: any is as good.
        }
    }

    async Task<Answer> OwnAsync(string sql)
    {
        var answer = new Answer(null, 0, []);
        try
        {
            await foreach (var result in _session.ExecuteAsync(sql))
            {
                if (result is FailedResult failed) return new Answer(failed.Fault.Message, 0, []);
                var rows = new List<string>();
                if (result is RowsResult some)
                    await foreach (var row in some.Rows) rows.Add(Text(row, _folder));
                answer = new Answer(null, result switch { RowsResult r => r.Columns.Count, PlanResult => 2, _ => 0 }, rows);
            }
            return answer;
        }
        catch (Exception fault)
        {
            return new Answer(fault.Message, 0, []);
        }
    }

    static string? Difference(Answer raw, Answer own)
    {
        if (raw.Fault is null != own.Fault is null) return own.Fault is null ? "succeeds" : $"fails: {own.Fault.ReplaceLineEndings(" ")}";
        if (raw.Fault is not null) return null;
        if (raw.Columns != own.Columns) return $"{own.Columns} columns instead of {raw.Columns}";
        if (raw.Rows.Count != own.Rows.Count) return $"{own.Rows.Count} rows instead of {raw.Rows.Count}";
        // A value that DuckDB.NET has none for sorts elsewhere: rows in the same order need not be sorted.
        if (raw.Rows.Zip(own.Rows).All(p => AreSame(p.First, p.Second))) return null;
        var pairs = raw.Rows.Order(StringComparer.Ordinal).Zip(own.Rows.Order(StringComparer.Ordinal));
        return pairs.FirstOrDefault(p => !AreSame(p.First, p.Second)) is { First: { } first } other
            ? $"{other.Second} instead of {first}"
            : null;
    }

    static bool AreSame(string raw, string own)
    {
        if (raw == own) return true;
        var (a, b) = (raw.Split('|'), own.Split('|'));
        return a.Length == b.Length
            && a.Zip(b)
                .All(
                    p => p.First == p.Second || p.First.Contains(AnyValue, StringComparison.Ordinal)
                        || p.Second.Contains(AnyValue, StringComparison.Ordinal));
    }

    static string Text(IEnumerable<object?> values, string folder) => string.Join('|', values.Select(v => v switch
    {
        null or DBNull => "NULL",
        // Each side writes in a folder of its own.
        string text => Sides.Aggregate(
            text, (t, side) => folder.Length == 0 ? t : t.Replace(Path.Combine(folder, side), "", StringComparison.Ordinal)),
        decimal number => number.ToString("G29", CultureInfo.InvariantCulture), // DuckDB.NET leaves zeros at the end out.
        bool flag => flag.ToString(),
        sbyte or byte or short or ushort or int or uint or long or ulong or float or double or System.Numerics.BigInteger or Guid =>
            ((IFormattable)v).ToString(null, CultureInfo.InvariantCulture),
        _ => AnyValue, // Times, lists and the like have several forms in .NET; their texts are tested elsewhere.
    }));

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _session.DisposeAsync();
        await _raw.DisposeAsync();
        await _second.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>What came of a record.</summary>
    sealed record Answer(string? Fault, int Columns, List<string> Rows);
}
