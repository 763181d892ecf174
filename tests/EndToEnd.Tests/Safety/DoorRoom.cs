using Koppel.Connectors;
using Koppel.Engine.Configuration;
using Koppel.Engine.Hosting;
using Koppel.Engine.Sql;
using Koppel.Engine.Statements;
using Koppel.Sdk.Connections;
using MiniExcelLibs;

namespace Koppel.EndToEnd.Tests.Safety;

/// <summary>A folder with the files that the page on safety speaks of, and sessions over it.</summary>
sealed class DoorRoom : IAsyncDisposable
{
    readonly Sandbox _sandbox;

    DoorRoom(Sandbox sandbox) => _sandbox = sandbox;

    public Sandbox Sandbox => _sandbox;

    public string Folder => _sandbox.Folder;

    public static async Task<DoorRoom> OpenAsync()
    {
        var room = new DoorRoom(await Sandbox.StartAsync(contacts: 5));
        foreach (var folder in new[] { "data", "private" })
        {
            room._sandbox.Write($"{folder}/orders.csv", "id,name\n1,one\n2,two\n");
            room._sandbox.Write($"{folder}/orders.json", "{\"id\":1,\"name\":\"one\"}\n");
        }
        MiniExcel.SaveAs(Path.Combine(room.Folder, "customers.xlsx"), new[] { new { id = 1, name = "one" } });
        await using (var open = room.Open(SessionFiles.All, isReadOnly: false))
        {
            var make = string.Concat(new[] { "data", "private" }.Select(f =>
                $"copy (from '{f}/orders.csv') to '{f}/orders.parquet'; attach '{f}/shop.duckdb' as {f}; create table {f}.orders as from "
                    + $"'{f}/orders.csv'; detach {f};"));
            Assert.Null(await RunAsync(open, room.At(make + "create table e as select 1 a; export database 'private/exported'")));
        }
        room._sandbox.Write("koppel.toml", $"""
            [connections.ac]
            type = "activecampaign"
            url = "{room._sandbox.Server.Url}"
            token = "{room._sandbox.Server.Token}"

            [connections.shop]
            type = "files"
            path = "data"

            [connections.crm]
            type = "excel"
            path = "customers.xlsx"
            """);
        return room;
    }

    /// <summary>A session over the folder's connections.</summary>
    public Session Open(SessionFiles files, bool isReadOnly) => Session.Open(new EngineOptions
    {
        Connectors = All.Connectors,
        Connections =
        [
            new ConnectionSettings("ac", "activecampaign",
                new Dictionary<string, string> { ["url"] = $"{_sandbox.Server.Url}", ["token"] = _sandbox.Server.Token }),
            new ConnectionSettings("shop", "files", new Dictionary<string, string> { ["path"] = "data" }),
            new ConnectionSettings("crm", "excel", new Dictionary<string, string> { ["path"] = "customers.xlsx" }),
        ],
        BaseFolder = Folder,
        StateFolder = Path.Combine(Folder, ".koppel"),
    }, new SessionOptions { Files = files, ReadOnly = isReadOnly });

    /// <summary>
    /// A session with the table of the session that the page speaks of. An open one keeps its secrets in the folder, not among the user's
    /// own.
    /// </summary>
    public async Task<Session> FreshAsync(SessionFiles files, bool isReadOnly)
    {
        var session = Open(files, isReadOnly);
        var secrets = files == SessionFiles.All && !isReadOnly ? At("set secret_directory = 'private/secrets'; ") : "";
        Assert.Null(await RunAsync(session, secrets + "create table kept (id int, name text)"));
        return session;
    }

    /// <summary>Runs a command in the folder with its configuration, in this process.</summary>
    public Task<Koppel> RunAsync(params string[] arguments) => Koppel.RunInAsync(Folder, arguments);

    /// <summary>Runs a process of koppel's there: SQL names files without a folder.</summary>
    public Task<Koppel> ProcessAsync(params string[] arguments) => Koppel.ProcessAsync(Folder, arguments);

    /// <summary>The statement with the folders as they are here: this process runs elsewhere.</summary>
    public string At(string sql)
    {
        foreach (var name in new[] { "data", "private" })
            foreach (var quote in new[] { "'", "\"" })
                sql = sql.Replace($"{quote}{name}/", $"{quote}{Folder}/{name}/", StringComparison.Ordinal)
                    .Replace($"{quote}{name}{quote}", $"{quote}{Folder}/{name}{quote}", StringComparison.Ordinal);
        return sql;
    }

    /// <summary>Runs a script to its end; gives the fault at which it ended, or null.</summary>
    public static async Task<Exception?> RunAsync(Session database, string script, ExecuteOptions? options = null)
    {
        try
        {
            await foreach (var result in database.ExecuteAsync(script, options, TestContext.Current.CancellationToken))
            {
                if (result is FailedResult failed) return failed.Fault;
                if (result is not RowsResult rows) continue;
                await foreach (var _ in rows.Rows) { }
            }
            return null;
        }
        catch (Exception fault) when (fault is QueryException or ConnectorException)
        {
            return fault; // Among the rows.
        }
    }

    /// <summary>All files of the two folders with their contents' sizes and times.</summary>
    public IReadOnlyList<string> Files() =>
        [.. new[] { "data", "private" }.SelectMany(
            f => new DirectoryInfo(Path.Combine(Folder, f)).EnumerateFiles("*", SearchOption.AllDirectories))
        .Select(f => FormattableString.Invariant($"{Path.GetRelativePath(Folder, f.FullName)} {f.Length} {f.LastWriteTimeUtc.Ticks}"))
        .Order(StringComparer.Ordinal)];

    public ValueTask DisposeAsync() => _sandbox.DisposeAsync();
}
