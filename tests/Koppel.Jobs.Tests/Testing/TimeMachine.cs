using Koppel.Jobs.Files;
using Koppel.Jobs.History;
using Koppel.Jobs.Hosting;

namespace Koppel.Jobs.Tests.Testing;

/// <summary>
/// Jobs on a clock of their own: the program is started, killed and started again, its runs take as long as is said, and the clock is put
/// forward and back. Nothing waits.
/// </summary>
internal sealed class TimeMachine : IDisposable
{
    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("koppel-time-");
    readonly List<(DateTimeOffset End, JobEntry Entry, TaskCompletionSource Done)> _running = [];
    readonly Dictionary<string, DateTimeOffset> _next = [];
    JobDriver? _driver;

    public TimeMachine(DateTimeOffset begin, IReadOnlyList<JobFile> jobs)
    {
        (Jobs, Store) = (jobs, JobStore.Open(_folder.FullName, isDurable: false));
        Clock = new SettableTime(begin);
    }

    public SettableTime Clock { get; }

    public JobStore Store { get; }

    public IReadOnlyList<JobFile> Jobs { get; }

    /// <summary>The runs that began, in their order; one that is gone on with is not a new one.</summary>
    public List<(string Job, DateTimeOffset Due, DateTimeOffset At)> Begun { get; } = [];

    /// <summary>How long runs take from now on.</summary>
    public TimeSpan Takes { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>How many runs that were killed were gone on with.</summary>
    public int GoneOnWith { get; private set; }

    public bool IsUp => _driver is not null;

    public void Start()
    {
        _driver = new JobDriver(Store, _folder.FullName, Begin, Clock);
        Look();
    }

    /// <summary>The program is gone at once, and its runs with it; the system gives its locks free.</summary>
    public void Kill()
    {
        _driver = null;
        foreach (var (_, _, done) in _running) done.SetResult();
        _running.Clear();
    }

    /// <summary>Runs whose time is over end, and the program looks what is due.</summary>
    /// <param name="isWhole">At all jobs, and not only at those that are due: what comes to the same, and takes longer.</param>
    public void Look(bool isWhole = true)
    {
        var now = Clock.GetUtcNow();
        isWhole |= _running.Exists(r => r.End <= now && r.Entry.Kind == JobEntryKind.Late);
        foreach (var run in _running.FindAll(r => r.End <= Clock.GetUtcNow()))
        {
            Store.Do(turn => turn.End(run.Entry with { State = JobState.Completed, Ended = Clock.GetUtcNow() }));
            _running.Remove(run);
            run.Done.SetResult();
        }
        if (_driver is null) return;
        foreach (var job in Jobs)
        {
            if (!isWhole && _next.GetValueOrDefault(job.Name) > now) continue;
            _driver.Look(job);
            _next[job.Name] = job.Schedule!.Next(job.Zone, now)!.Value;
        }
    }

    /// <summary>When something happens next: a job is due, or a run ends.</summary>
    public DateTimeOffset NextWake()
    {
        var now = Clock.GetUtcNow();
        var due = Jobs.Select(j => j.Schedule!.Next(j.Zone, now)!.Value);
        return due.Concat(_running.Select(r => r.End).Where(e => e > now)).Min();
    }

    public void Dispose()
    {
        Kill();
        Store.Dispose();
        _folder.Delete(recursive: true);
    }

    Task Begin(JobFile job, JobEntry entry)
    {
        if (entry.Attempts == 1) Begun.Add((job.Name, entry.Due, Clock.GetUtcNow()));
        else GoneOnWith++;
        // Within the turn of whoever ends it, so that the right is given back at once.
        var done = new TaskCompletionSource();
        _running.Add((Clock.GetUtcNow() + Takes, entry, done));
        return done.Task;
    }

    /// <summary>A clock that can be put to any time.</summary>
    internal sealed class SettableTime(DateTimeOffset now) : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = now;

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
