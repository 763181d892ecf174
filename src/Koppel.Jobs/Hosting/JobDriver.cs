using Koppel.Jobs.Files;
using Koppel.Jobs.History;

namespace Koppel.Jobs.Hosting;

/// <summary>
/// Looks at jobs, and begins the runs that are to be. When it is woken does not matter for what is due: that follows from the clock, the
/// schedules and the history alone.
/// </summary>
/// <param name="store">The history.</param>
/// <param name="stateFolder">Where the rights to run jobs are.</param>
/// <param name="begin">Begins a run, and gives what ends with it; the run has the right with it.</param>
/// <param name="time">The clock.</param>
internal sealed class JobDriver(JobStore store, string stateFolder, Func<JobFile, JobEntry, Task> begin, TimeProvider time)
{
    int _catchingUp;

    /// <summary>Looks at one, and gives the run that began; null for none.</summary>
    /// <param name="job">The job.</param>
    /// <param name="before">Of a job that is new, so long before now due times count.</param>
    public StartedRun? Look(JobFile job, TimeSpan before = default)
    {
        var right = JobLock.TryTakeJob(stateFolder, job.Name);
        try
        {
            var entry = store.Do(turn => new JobDecision(turn, job, time.GetUtcNow())
            {
                HasRight = right is not null, IsPaused = turn.Setting("paused") == "true", MayCatchUp = Volatile.Read(ref _catchingUp) == 0,
                Before = before,
            }.Make());
            if (entry is null) return null;
            var started = new StartedRun(entry, RunAsync(job, entry, right!));
            right = null;
            return started;
        }
        finally
        {
            right?.Dispose();
        }
    }

    /// <summary>Begins a run because somebody asks for it; one that broke off is gone on with instead.</summary>
    /// <returns>The run; null when the job runs.</returns>
    public StartedRun? Ask(JobFile job)
    {
        if (JobLock.TryTakeJob(stateFolder, job.Name) is not { } right) return null;
        try
        {
            var now = time.GetUtcNow();
            var entry = store.Do(turn =>
            {
                if (turn.Unfinished(job.Name) is not { } open) return turn.Find(turn.Claim(job.Name, JobEntryKind.Asked, now, now))!;
                turn.Again(open.Id);
                return open with { Attempts = open.Attempts + 1, State = JobState.Running };
            });
            return new StartedRun(entry, RunAsync(job, entry, right));
        }
        catch
        {
            right.Dispose();
            throw;
        }
    }

    /// <summary>The jobs that are not there any more and have a run that did not end.</summary>
    public IReadOnlyList<string> Orphans(IReadOnlyCollection<string> there) =>
        [.. store.Do(turn => turn.WithUnfinished()).Except(there)];

    /// <summary>Ends the run of a job that is not there any more: nobody can go on with it.</summary>
    public void EndOrphan(string job)
    {
        using var right = JobLock.TryTakeJob(stateFolder, job);
        if (right is null) return;
        store.Do(turn => turn.Unfinished(job) is { } open && turn.End(open with
        {
            State = JobState.Failed, Ended = time.GetUtcNow(),
            Fault = $"The file of the job is not there any more, so that nobody can go on with it."
                + (open.LedgerRun is { } run ? FormattableString.Invariant($" koppel resume {run} does.") : ""),
        }));
    }

    async Task RunAsync(JobFile job, JobEntry entry, JobLock right)
    {
        var isLate = entry.Kind == JobEntryKind.Late;
        if (isLate) Interlocked.Increment(ref _catchingUp);
        try
        {
            await begin(job, entry);
        }
        finally
        {
            right.Dispose();
            if (isLate) Interlocked.Decrement(ref _catchingUp);
        }
    }
}

/// <summary>A run that began.</summary>
/// <param name="Entry">Its line in the history, as it began.</param>
/// <param name="Ended">Is done when it has ended and the job can run again.</param>
internal sealed record StartedRun(JobEntry Entry, Task Ended);
