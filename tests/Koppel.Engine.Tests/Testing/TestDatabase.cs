using Koppel.Engine.Configuration;
using Koppel.Engine.Hosting;
using Koppel.Engine.Sql;
using Koppel.Engine.Statements;
using Koppel.Sdk.Connections;
using Koppel.Sdk.Reading;

namespace Koppel.Engine.Tests.Testing;

/// <summary>A session over tables in memory.</summary>
sealed class TestDatabase : IAsyncDisposable
{
    readonly MemoryConnector _connector;

    TestDatabase(MemoryConnector connector, string? memoryLimit, string? stateFolder = null, string timeZone = "UTC")
    {
        _connector = connector;
        Database = Session.Open(new EngineOptions
        {
            Connectors = [connector], Connections = connector.All, BaseFolder = AppContext.BaseDirectory, StateFolder = stateFolder,
        }, new SessionOptions { MemoryLimit = memoryLimit, TimeZone = timeZone });
    }

    /// <summary>A session with one connection, <c>ac</c>.</summary>
    public static TestDatabase Of(params ITable[] tables) => new(new MemoryConnector(("ac", tables)), null);

    /// <summary>A session with one connection, <c>ac</c>, and little memory.</summary>
    public static TestDatabase WithMemory(string limit, params ITable[] tables) => new(new MemoryConnector(("ac", tables)), limit);

    /// <summary>A session with one connection, <c>ac</c>, that records its loads in a folder.</summary>
    public static TestDatabase Recording(string stateFolder, params ITable[] tables) =>
        new(new MemoryConnector(("ac", tables)), null, stateFolder);

    /// <summary>A session with one connection, <c>ac</c>, in a time zone.</summary>
    public static TestDatabase In(string timeZone, params ITable[] tables) =>
        new(new MemoryConnector(("ac", tables)), null, timeZone: timeZone);

    /// <summary>A session over several connections.</summary>
    public static TestDatabase Over(params (string Connection, ITable[] Tables)[] connections) =>
        new(new MemoryConnector(connections), null);

    public Session Database { get; }

    public MemoryConnector Connector => _connector;

    /// <summary>All results of a script, with their rows; the last can be a fault.</summary>
    public async Task<IReadOnlyList<Result>> RunAsync(
        string script, ExecuteOptions? options = null, CancellationToken cancellationToken = default)
    {
        var results = new List<Result>();
        await foreach (var result in Database.ExecuteAsync(script, options, cancellationToken))
        {
            var rows = new List<object?[]>();
            if (result is RowsResult some)
                await foreach (var row in some.Rows.WithCancellation(cancellationToken)) rows.Add(row);
            results.Add(new Result(result, rows));
        }
        return results;
    }

    /// <summary>The rows of the last statement; a fault fails the test.</summary>
    public async Task<IReadOnlyList<object?[]>> RowsAsync(string script)
    {
        var results = await RunAsync(script);
        foreach (var result in results)
            if (result.Of is FailedResult failed)
                Assert.Fail(failed.Fault is QueryException query ? query.Describe() : failed.Fault.ToString());
        return results[^1].Rows;
    }

    /// <summary>The rows of the last statement as text, a row a line, values separated by a bar.</summary>
    public async Task<string> TextAsync(string script) =>
        string.Join('\n', (await RowsAsync(script)).Select(row => string.Join('|', row.Select(Show))));

    /// <summary>The fault at which the script ended, whether before its rows or among them.</summary>
    public async Task<Exception> FaultAsync(string script)
    {
        try
        {
            var last = (await RunAsync(script))[^1].Of;
            return Assert.IsType<FailedResult>(last).Fault;
        }
        catch (Exception fault) when (fault is QueryException or ConnectorException)
        {
            return fault;
        }
    }

    /// <summary>The fault of the user's SQL at which the script ended.</summary>
    public async Task<QueryException> ErrorAsync(string script) => Assert.IsType<QueryException>(await FaultAsync(script));

    /// <summary>The lines of an explained statement.</summary>
    public async Task<string> PlanAsync(string script)
    {
        var last = (await RunAsync(script))[^1].Of;
        return string.Join('\n', Assert.IsType<PlanResult>(last).Lines);
    }

    public ValueTask DisposeAsync() => Database.DisposeAsync();

    public static string Show(object? value) => value switch
    {
        null => "null",
        IFormattable some => some.ToString(null, System.Globalization.CultureInfo.InvariantCulture),
        System.Collections.IEnumerable list and not string => $"[{string.Join(", ", list.Cast<object?>().Select(Show))}]",
        _ => value.ToString()!,
    };

    /// <summary>A result and its rows.</summary>
    public sealed record Result(StatementResult Of, IReadOnlyList<object?[]> Rows);
}
