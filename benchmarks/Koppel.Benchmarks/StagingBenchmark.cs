using DuckDB.NET.Data;
using Koppel.Engine.Configuration;
using Koppel.Engine.Hosting;
using Koppel.Engine.Statements;
using Koppel.Sdk.Connections;

namespace Koppel.Benchmarks;

/// <summary>How fast a connector's rows come into DuckDB: ten columns, of numbers, texts and times.</summary>
internal static class StagingBenchmark
{
    const long Rows = 2_000_000;

    public static async Task RunAsync()
    {
        var connector = new RowsConnector(Rows);
        await using var database = Session.Open(new EngineOptions
        {
            Connectors = [connector], BaseFolder = ".",
            Connections = [new ConnectionSettings("x", "rows", new Dictionary<string, string>())],
        });
        var staged = await Measure.BestAsync(
            3, () => DrainAsync(database, "create or replace table staged@inmemorystorage as select * from rows@x"));

        await using var duck = new DuckDBConnection("DataSource=:memory:");
        await duck.OpenAsync();
        await using var command = duck.CreateCommand();
        command.CommandText = $"create or replace table staged as {RowsConnector.AsSql}({Rows})";
        var raw = await Measure.BestAsync(3, () => command.ExecuteNonQueryAsync());

        Measure.Line("koppel", $"{Rows / staged:N0} rows a second ({Rows:N0} rows of 10 columns in {staged:0.00} s)");
        Measure.Line("DuckDB alone", $"{Rows / raw:N0} rows a second ({raw:0.00} s)");
        Measure.Line("ratio", $"{staged / raw:0.0} times as long");
    }

    static async Task DrainAsync(Session database, string sql)
    {
        await foreach (var result in database.ExecuteAsync(sql))
            if (result is FailedResult failed) throw failed.Fault;
    }
}
