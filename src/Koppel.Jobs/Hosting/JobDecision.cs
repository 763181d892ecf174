using Koppel.Jobs.Files;
using Koppel.Jobs.History;

namespace Koppel.Jobs.Hosting;

/// <summary>
/// What is to be done about a job now: which due times came, which of them has a run, and which has none. It is decided and written down as
/// a whole, before anything runs, so that a due time has one run whoever looks and whoever is killed.
/// </summary>
/// <param name="Turn">The store, while nobody else changes it.</param>
/// <param name="Job">The job.</param>
/// <param name="Now">The moment.</param>
internal sealed record JobDecision(JobTurn Turn, JobFile Job, DateTimeOffset Now)
{
    /// <summary>A run that begins within this of its due time is on time; one that would begin later was missed.</summary>
    public static readonly TimeSpan OnTime = TimeSpan.FromMinutes(1);

    /// <summary>A run that was cut off so often is not gone on with any more: it may be what ends the program.</summary>
    public const int MostAttempts = 50;

    const int MostListed = 100, MostCounted = 100_000;

    /// <summary>Whether the caller has the right to run the job. It does not while the job runs.</summary>
    public bool HasRight { get; init; } = true;

    /// <summary>Whether all jobs are paused.</summary>
    public bool IsPaused { get; init; }

    /// <summary>Whether a run may begin now that makes up for missed due times: they begin one after the other.</summary>
    public bool MayCatchUp { get; init; } = true;

    /// <summary>Of a job that is new, so long before now due times count. The default is not at all.</summary>
    public TimeSpan Before { get; init; }

    /// <summary>Decides, and gives the run that begins or is gone on with; null for none.</summary>
    public JobEntry? Make()
    {
        var isIdle = IsPaused || !Job.Enabled;
        if (HasRight && !isIdle && Open() is { } open) return open;
        var (timing, seen, owed) = Turn.Seen(Job.Name) ?? (Job.Timing, Now - Before, null);
        if (timing != Job.Timing) // What the schedule was before does not count any more.
            (seen, owed) = (Max(seen, Job.Changed < Now ? Job.Changed : Now), null);
        if (Now < seen)
        {
            Turn.Withdraw(Job.Name, Now);
            seen = Now;
            if (owed > Now) owed = null;
        }
        var due = isIdle || Job.Schedule is null ? null : Passed(seen, ref owed);
        if (isIdle) owed = null;
        JobEntry? begun = null;
        if (due is { } onTime) (begun, owed) = (Claim(JobEntryKind.Schedule, onTime), null);
        else if (owed is { } late && HasRight && MayCatchUp)
            (begun, owed) = (Turn.HasRun(Job.Name, late) ? null : Claim(JobEntryKind.Late, late), null);
        Turn.SetSeen(Job.Name, Job.Timing, Now, owed);
        return begun;
    }

    /// <summary>The run that a program before this one did not bring to its end.</summary>
    JobEntry? Open()
    {
        if (Turn.Unfinished(Job.Name) is not { } open) return null;
        if (open.Attempts < MostAttempts)
        {
            Turn.Again(open.Id);
            return open with { Attempts = open.Attempts + 1, State = JobState.Running };
        }
        Turn.End(open with
        {
            State = JobState.Failed, Ended = Now,
            Fault = FormattableString.Invariant($"The program ended {MostAttempts} times while it ran. It is not gone on with any more."),
        });
        return null;
    }

    /// <summary>Writes down which due times have no run, and gives the one that is to have one now; null for none.</summary>
    DateTimeOffset? Passed(DateTimeOffset seen, ref DateTimeOffset? owed)
    {
        var due = new List<DateTimeOffset>();
        foreach (var one in Job.Schedule!.Between(Job.Zone, seen, Now))
        {
            if (!Turn.HasRun(Job.Name, one)) due.Add(one);
            if (due.Count < MostCounted) continue;
            due.AddRange(Job.Schedule.Between(Job.Zone, Max(one, Now - OnTime), Now));
            break;
        }
        if (due.Count == 0) return null;
        if (!HasRight) List(JobState.Overlapped, due.FindAll(d => Now - d <= OnTime));
        DateTimeOffset? onTime = HasRight && Now - due[^1] <= OnTime ? due[^1] : null;
        var missed = due.FindAll(d => d != onTime && (HasRight || Now - d > OnTime));
        List(Job.OnMissed == OnMissed.RunOnce ? JobState.MadeUp : JobState.Missed, missed);
        if (Job.OnMissed == OnMissed.RunOnce && missed.Count > 0) owed = missed[^1];
        return onTime;
    }

    /// <summary>Lists them: the last one by one, those before as one line.</summary>
    void List(JobState state, List<DateTimeOffset> due)
    {
        var whole = due.Count > MostListed ? due.Count - MostListed : 0;
        if (whole > 0) Turn.AddWithoutRun(Job.Name, due[0], due[whole - 1], whole, state, Now);
        foreach (var one in due.Skip(whole)) Turn.AddWithoutRun(Job.Name, one, null, 1, state, Now);
    }

    JobEntry Claim(JobEntryKind kind, DateTimeOffset due) => Turn.Find(Turn.Claim(Job.Name, kind, due, Now))!;

    static DateTimeOffset Max(DateTimeOffset a, DateTimeOffset b) => a > b ? a : b;
}
