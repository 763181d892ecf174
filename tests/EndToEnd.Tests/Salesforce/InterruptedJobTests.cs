using System.Diagnostics;
using System.Text.Json;
using Koppel.Sandbox;

namespace Koppel.EndToEnd.Tests.Salesforce;

/// <summary>Jobs that somebody else ends, and a program that ends between two jobs.</summary>
public sealed class InterruptedJobTests
{
    const string Ingest = "POST /services/data/{version}/jobs/ingest";

    [Fact]
    public async Task A_query_job_that_somebody_aborts_is_told_by_its_id_and_no_row_is_shown()
    {
        // On a clock that stands still the job is never done by itself.
        var options = new SalesforceOptions { Time = new StandingClock(), TimeScale = 100 };
        await using var org = await TestOrg.StartAsync(options, ("bulk_above", "10"));
        var reading = org.RunAsync("query", "select LastName from Contact@sf");
        var job = await MadeAsync(org, reading);
        var id = job.GetProperty("id").GetString()!;
        await org.CallAsync(HttpMethod.Patch, $"jobs/query/{id}", new { state = "Aborted" }, job.GetProperty("apiVersion").GetRawText());
        var run = await reading;
        Assert.Equal((1, ""), (run.ExitCode, run.Output));
        Assert.Contains(id, run.Error, StringComparison.Ordinal);
        Assert.Contains("Aborted", run.Error, StringComparison.Ordinal);
        Assert.Contains("Run it again", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_kill_between_the_start_of_a_second_job_and_the_note_of_its_id_doubles_no_row()
    {
        // Rows that are locked in the first job go into a second one, whose making is never answered: on this clock a slow answer is none.
        var options = new SalesforceOptions { Time = new ClockWithoutTimers(), TimeScale = 10_000 };
        await using var org = await TestOrg.StartAsync(options, ("bulk_above", "100"));
        await org.SetFaultsAsync("rows-locked@1", $"slow@2:{Ingest}");
        using var process = Koppel.Start(org.Folder, ["query", "insert into Contact@sf (LastName, Department) "
            + "select 'K' || i, 'killed' from range(600) t(i)", "--yes", "--connect", org.Connect]);
        var (told, output, exit) =
            (process.StandardError.ReadToEndAsync(), process.StandardOutput.ReadToEndAsync(), process.WaitForExitAsync());
        while (org.Count(Ingest) < 2 && !exit.IsCompleted) await Task.Delay(10, TestContext.Current.CancellationToken);
        Assert.False(exit.IsCompleted, await (exit.IsCompleted ? told : Task.FromResult("")));
        process.Kill();
        await Task.WhenAll(exit, told, output);
        var written = (long)(await org.ValueAsync("select count(*) from Contact@sf where Department = 'killed'"))!;
        Assert.InRange(written, 1, 599);

        await org.SetFaultsAsync();
        var rest = await org.RunAsync("resume", "1", "--yes", "--summary", "json");
        Assert.True(rest.ExitCode == 0, rest.Error);
        Assert.Equal([600L, 600L], (await org.RowsAsync(
            "select count(*), count(distinct LastName) from Contact@sf where Department = 'killed'"))[0]);
    }

    static async Task<JsonElement> MadeAsync(TestOrg org, Task<Koppel> reading)
    {
        while (!reading.IsCompleted)
        {
            var jobs = (await org.CallAsync(HttpMethod.Get, "jobs/query")).GetProperty("records");
            if (jobs.GetArrayLength() > 0) return jobs[0];
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }

        throw new UnreachableException($"It made no job: {(await reading).Error}");
    }

    sealed class StandingClock : TimeProvider
    {
        public override long GetTimestamp() => 1;
    }

    sealed class ClockWithoutTimers : TimeProvider
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => new Never();

        sealed class Never : ITimer
        {
            public bool Change(TimeSpan dueTime, TimeSpan period) => true;

            public void Dispose()
            {
            }

            public ValueTask DisposeAsync() => default;
        }
    }
}
