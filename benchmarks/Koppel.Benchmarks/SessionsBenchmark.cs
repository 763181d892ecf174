using System.Diagnostics;
using DuckDB.NET.Data;
using Koppel.Engine.Hosting;
using Koppel.Engine.Statements;
using Koppel.Sandbox;

namespace Koppel.Benchmarks;

/// <summary>What a session costs beyond the first of an engine, against a DuckDB that is opened and used for nothing.</summary>
internal static class SessionsBenchmark
{
    const int Sessions = 40;

    public static Task RunAsync() => SandboxEngine.UseAsync(new SandboxOptions { Seed = 50, TimeScale = 1_000 }, async engine =>
    {
        var opened = new List<IAsyncDisposable>();
        await EachAsync("a DuckDB, opened", opened, async () =>
        {
            var duck = new DuckDBConnection("DataSource=:memory:");
            await duck.OpenAsync();
            return duck;
        });
        await EachAsync("a session, opened", opened, () => Task.FromResult<IAsyncDisposable>(engine.OpenSession()));
        await EachAsync("with a table of its own", opened, () => SessionAsync(engine,
            "create table mine@inmemorystorage as select range i from range(100); select count(*) from mine@inmemorystorage"));
        await EachAsync(
            "that reads from the sandbox", opened, () => SessionAsync(engine, "select email from contacts@ac where id < 5"));
        foreach (var one in opened) await one.DisposeAsync();
    });

    static async Task<IAsyncDisposable> SessionAsync(KoppelEngine engine, string script)
    {
        var session = engine.OpenSession();
        await foreach (var result in session.ExecuteAsync(script))
        {
            if (result is FailedResult failed) throw failed.Fault;
            if (result is RowsResult rows) await foreach (var _ in rows.Rows) { }
        }
        return session;
    }

    static async Task EachAsync(string what, List<IAsyncDisposable> opened, Func<Task<IAsyncDisposable>> open)
    {
        opened.Add(await open());
        var (processor, memory) = (Process.GetCurrentProcess().TotalProcessorTime, Resident());
        for (var i = 1; i < Sessions; i++) opened.Add(await open());
        var each = (Process.GetCurrentProcess().TotalProcessorTime - processor) / (Sessions - 1);
        Measure.Line(what, $"{each.TotalMilliseconds:0.0} ms of processor time and {(Resident() - memory) / (Sessions - 1):0.00} MB each "
            + $"beyond the first of {Sessions}");
    }

    /// <summary>Megabytes that are resident once what nobody uses is gone.</summary>
    static double Resident()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        using var self = Process.GetCurrentProcess();
        return self.WorkingSet64 / 1_048_576.0;
    }
}
