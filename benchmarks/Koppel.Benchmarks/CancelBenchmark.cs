using System.Diagnostics;
using Koppel.Engine.Hosting;
using Koppel.Engine.Statements;
using Koppel.Sandbox;

namespace Koppel.Benchmarks;

/// <summary>How long a statement goes on that is cut off: while DuckDB works, while rows come, and while a load sends.</summary>
internal static class CancelBenchmark
{
    const int Times = 10;

    public static Task RunAsync() => SandboxEngine.UseAsync(new SandboxOptions { Seed = 5_000 }, async engine =>
    {
        await CutAsync(
            engine, "a query in DuckDB", "select count(*) from range(1000000) a, range(1000000) b where (a.range * b.range) % 7 = 3");
        await CutAsync(engine, "rows of the account", "select max(email), max(phone) from contacts@ac");
        await CutAsync(engine, "a load that sends",
            "insert into ContactTagsByEmail@ac select 'p' || i || '@example.org', 'Cut' from range(50000) t(i)");
    });

    /// <summary>Begins a statement that takes long, cuts it off after a while, and waits for its end.</summary>
    static async Task CutAsync(KoppelEngine engine, string what, string sql)
    {
        var waits = new List<double>();
        for (var i = 0; i < Times; i++)
        {
            await using var session = engine.OpenSession();
            using var cut = new CancellationTokenSource();
            var clock = new Stopwatch();
            cut.Token.Register(clock.Start);
            cut.CancelAfter(TimeSpan.FromSeconds(1.5) + TimeSpan.FromMilliseconds(70 * i));
            try
            {
                await foreach (var result in session.ExecuteAsync(sql, cancellationToken: cut.Token))
                {
                    if (result is RowsResult rows) await foreach (var _ in rows.Rows) { }
                    if (result is FailedResult { Fault: not OperationCanceledException } failed) throw failed.Fault;
                }
            }
            catch (OperationCanceledException)
            {
                // That is how it ends where no result tells it.
            }
            if (!clock.IsRunning) throw new InvalidOperationException($"{what} was over before it could be cut off.");
            waits.Add(clock.Elapsed.TotalMilliseconds);
        }
        waits.Sort();
        Measure.Line(what, $"over {waits[Times / 2]:0} ms after it was cut off, {waits[^1]:0} ms at most");
    }
}
