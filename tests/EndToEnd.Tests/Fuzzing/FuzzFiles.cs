using System.Text;
using Koppel.Connectors;
using Koppel.Engine.Configuration;
using Koppel.Engine.Hosting;
using Koppel.Engine.Sql;
using Koppel.Engine.Statements;
using Koppel.Fuzzing;
using Koppel.Sdk.Connections;

namespace Koppel.EndToEnd.Tests.Fuzzing;

/// <summary>Files that are a little wrong, through the whole engine.</summary>
/// <param name="folder">A folder to work in.</param>
internal sealed class FuzzFiles(string folder)
{
    /// <summary>The kinds of file.</summary>
    public static readonly string[] Kinds = ["csv", "json", "jsonl", "parquet"];

    static readonly string[] Words = [",", ";", "\t", "\"", "\"\"", "\r\n", "\n", "'", "#", "sep=;\n", "1e5", "+1", "0017", "31-12-2026",
        "24:00:00", "\u200B", "{", "}", "[", "]", ":", "null", "\\u0000", "1e999"];

    readonly Dictionary<string, byte[]> _good = [];

    /// <summary>Reads a case's file in every way there is; gives a fault that nobody expected, or null.</summary>
    public async Task<Exception?> TryAsync(string kind, Random random)
    {
        if (!_good.TryGetValue(kind, out var good)) _good[kind] = good = await GoodAsync(kind);
        var isText = kind != "parquet" && random.Next(2) == 0;
        var bytes =
            isText ? Encoding.UTF8.GetBytes(Mutations.Words(Encoding.UTF8.GetString(good), Words, random)) : Mutations.Bytes(good, random);
        await File.WriteAllBytesAsync(Path.Combine(folder, $"f.{kind}"), bytes);
        await using var database = Open();
        return await RunAsync(database, "select * from f@src") ?? await RunAsync(database, "select count(*) from f@src")
            ?? await DescribeAsync(database);
    }

    Session Open()
    {
        var read = ConfigurationReader.Read(
            new ConfigurationSource { Connectors = All.Connectors, WorkingFolder = folder, Connect = [$"src=files;path={folder}"] });
        return Session.Open(
            new EngineOptions { Connectors = All.Connectors, Connections = read.Connections, BaseFolder = folder },
            new SessionOptions { MemoryLimit = "1GB" });
    }

    /// <summary>A good file: DuckDB writes those that no editor can.</summary>
    async Task<byte[]> GoodAsync(string kind)
    {
        var path = Path.Combine(folder, $"good-{kind}.{kind}");
        var how = kind switch { "csv" => "format csv, header", "json" => "format json, array true", "jsonl" => "format json",
            _ => "format parquet, codec 'uncompressed', row_group_size 2048" };
        await using var database = Open();
        var fault = await RunAsync(database, $"""
            copy (select i as id, 'name ' || i || case when i % 7 = 0 then ', "quoted"' else '' end as name, i * 1.25::decimal(9, 2) as
                amount, i % 3 = 0 as flag
            ,    date '2026-01-01' + i::int as day, timestamp '2026-01-01' + interval (i) minute as moment, [i, i + 1] as list, {SqlStruct}
                as pair, case when i % 5 > 0 then i / 3.0 end as part
            from range(40) r(i)) to '{path}' ({how})
            """);
        if (fault is not null) throw new InvalidOperationException("A good file cannot be made.", fault);
        var bytes = await File.ReadAllBytesAsync(path);
        File.Delete(path);
        return bytes;
    }

    const string SqlStruct = "{'a': i, 'b': 'é' || i}";

    static async Task<Exception?> RunAsync(Session database, string sql)
    {
        try
        {
            await foreach (var result in database.ExecuteAsync(sql))
            {
                if (result is RowsResult rows) await foreach (var _ in rows.Rows) { }
                if (result is FailedResult failed && failed.Fault is not (ConnectorException or QueryException)) return failed.Fault;
                if (result is FailedResult told && sql.StartsWith("copy", StringComparison.Ordinal)) return told.Fault;
            }

            return null;
        }
        catch (Exception fault) when (fault is ConnectorException or QueryException)
        {
            return null;
        }
        catch (Exception fault)
        {
            return fault;
        }
    }

    static async Task<Exception?> DescribeAsync(Session database)
    {
        try
        {
            await database.DescribeAsync("f@src");
            return null;
        }
        catch (Exception fault) when (fault is ConnectorException or QueryException)
        {
            return null;
        }
        catch (Exception fault)
        {
            return fault;
        }
    }
}
