using System.Data.Common;
using Koppel.Jobs.History;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Quartz;

namespace Koppel.Jobs.Hosting;

/// <summary>
/// Wakes when a job is due, by Quartz, with its store in the file <c>quartz.db</c> of the state folder. It holds nothing but when to wake:
/// whoever deletes it loses nothing. One process has it at a time.
/// </summary>
/// <param name="stateFolder">The state folder.</param>
/// <param name="time">The clock.</param>
internal sealed class QuartzWaker(string stateFolder, TimeProvider time) : IWaker
{
    const string Look = "look";

    /// <summary>So long it waits at most before it reads the clock again.</summary>
    static readonly TimeSpan s_idle = TimeSpan.FromSeconds(10);

    static readonly TimeSpan s_patience = TimeSpan.FromSeconds(3);

    readonly Dictionary<string, DateTimeOffset?> _next = new(StringComparer.Ordinal);
    IScheduler? _scheduler;

    /// <inheritdoc/>
    public async ValueTask StartAsync(Func<Task> look)
    {
        var path = JobPlaces.Of(stateFolder, "quartz.db");
        try
        {
            await StartAsync(look, path);
        }
        catch (Exception fault) when (fault is SchedulerException or DbException)
        {
            // A damaged file, or one of another version. It holds nothing that is not made again.
            await DisposeAsync();
            foreach (var end in (string[])["", "-wal", "-shm", "-journal"]) File.Delete(path + end);
            await StartAsync(look, path);
        }
    }

    async Task StartAsync(Func<Task> look, string path)
    {
        JobPlaces.Open(path, FileShare.ReadWrite).Dispose();
        var text = new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString();
        var scheduler = await QuartzSchedulerBuilder.Create(builder =>
        {
            builder.ConfigureScheduler(o => (o.InstanceName, o.InstanceId, o.IdleWaitTime) = ("koppel", "jobs", s_idle));
            builder.Services.AddSingleton(new Wakening(look));
            builder.UseTimeProvider(time);
            builder.UseDefaultThreadPool(1);
            builder.UsePersistentStore(store =>
            {
                store.ProvisionSchema();
                store.ConfigureStore(o => o.UseBackgroundThreads = true); // The program ends when it wants to, whatever the store does.
                store.UseSqlite(SqliteFactory.Instance, text);
            });
        }).BuildScheduler();
        _scheduler = scheduler;
        await scheduler.Clear(CancellationToken.None); // The files of the jobs say what is due, not what was before.
        await scheduler.AddJob(JobBuilder.Create<LookJob>().WithIdentity(Look).StoreDurably(true).Build(), AddJobOptions.Replacing);
        await scheduler.Start(CancellationToken.None);
    }

    /// <inheritdoc/>
    public async ValueTask SetNextAsync(string job, DateTimeOffset? next)
    {
        if (_scheduler is not { } scheduler || (_next.TryGetValue(job, out var known) && known == next)) return;
        var key = new TriggerKey(NameOf(job));
        if (next is not { } due) await scheduler.UnscheduleJob(key, CancellationToken.None);
        else await scheduler.ScheduleTrigger(
            TriggerBuilder.Create(time).WithIdentity(key).ForJob(Look).StartAt(due)
                .WithSchedule(SimpleScheduleBuilder.Create().WithRepeatCount(0)
                    .WithMisfireInstruction(SimpleTriggerMisfireInstruction.FireNow)).Build(),
            TriggerConflict.Replace, CancellationToken.None);
        _next[job] = next;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_scheduler is not { } scheduler) return;
        _scheduler = null;
        var closing = CloseAsync(scheduler);
        // On a full disk it goes on trying to write. Its store holds nothing that is not made again: nobody waits for that.
        await Task.WhenAny(closing, Task.Delay(s_patience));
    }

    static async Task CloseAsync(IScheduler scheduler)
    {
        try
        {
            await scheduler.Shutdown(waitForJobsToComplete: false, CancellationToken.None);
            await scheduler.DisposeAsync();
        }
        catch (Exception fault) when (fault is SchedulerException or DbException)
        {
            // As above: what it could not write is made again.
        }
    }

    static string NameOf(string job) => $"job {job}";

    /// <summary>What is done when it wakes.</summary>
    internal sealed record Wakening(Func<Task> Look);

    /// <summary>Quartz's job, which only wakes.</summary>
    [DisallowConcurrentExecution]
    internal sealed class LookJob(Wakening wakening) : IJob
    {
        /// <inheritdoc/>
        public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken) => await wakening.Look();
    }
}
