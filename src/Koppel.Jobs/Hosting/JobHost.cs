using Koppel.Jobs.Alerts;
using Koppel.Jobs.Files;
using Koppel.Jobs.History;
using Koppel.Jobs.Runs;
using Koppel.Sdk.Connections;

namespace Koppel.Jobs.Hosting;

/// <summary>
/// The jobs of a folder: what they are, what they did, and, once started, the clock that runs them. Of several programs over one folder
/// one has the clock, and another takes it over when that ends. Safe to use from many threads.
/// </summary>
public sealed class JobHost : IAsyncDisposable
{
    /// <summary>About: each due time of a job is a look too.</summary>
    const int LooksADay = 8_640;

    static readonly TimeSpan s_grace = TimeSpan.FromSeconds(30), s_retry = TimeSpan.FromSeconds(2);

    /// <summary>So often it is looked whatever is due, by a timer that no time of day moves: for changed files, clocks put back.</summary>
    static readonly TimeSpan s_often = TimeSpan.FromSeconds(10);

    readonly JobHostOptions _options;
    readonly Func<IWaker> _makeWaker;
    readonly JobDriver _driver;
    readonly JobTellings _tellings;
    readonly Lock _lock = new();
    readonly Dictionary<JobRun, Task> _runs = [];
    readonly SemaphoreSlim _look = new(1, 1);
    readonly CancellationTokenSource _closing = new(), _cutOff = new();
    Task _clock = Task.CompletedTask;
    IWaker? _waker;
    int _looks;
    bool _isDisposed;

    JobHost(JobHostOptions options, JobStore store, Func<IWaker> makeWaker)
    {
        (_options, Store, _makeWaker) = (options, store, makeWaker);
        Folder = new JobFolder(options.Folder);
        _driver = new JobDriver(store, options.StateFolder, RunAsync, options.Time);
        _tellings = new JobTellings(
            new JobAlerter(store, options.StateFolder, options.Around.Resolve, options.Time), options.Say, _cutOff.Token);
    }

    /// <summary>The files of the jobs.</summary>
    public JobFolder Folder { get; }

    /// <summary>What they did.</summary>
    public JobStore Store { get; }

    /// <summary>Whether this program has the clock.</summary>
    public bool HasClock { get; private set; }

    /// <summary>Why jobs, or one of them, do not run by their schedules at the moment, as sentences; null when they do.</summary>
    public string? Fault { get; private set; }

    /// <summary>Opens the jobs of a folder. None runs by its schedule before <see cref="Start"/>.</summary>
    /// <exception cref="ConnectorException">Their history cannot be read or written.</exception>
    public static JobHost Open(JobHostOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return Open(options, () => new QuartzWaker(options.StateFolder, options.Time));
    }

    /// <summary>Opens them with another waker.</summary>
    internal static JobHost Open(JobHostOptions options, Func<IWaker> makeWaker) =>
        new(options, JobStore.Open(options.StateFolder), makeWaker);

    /// <summary>Begins to run jobs by their schedules, as soon as no other program does.</summary>
    public void Start() => _clock = Task.Run(() => ClockAsync(_closing.Token), CancellationToken.None);

    /// <summary>All jobs and how they stand.</summary>
    public IReadOnlyList<JobStatus> List() => [.. Folder.All().Select(Status)];

    /// <summary>How a job stands; null when there is none of that name.</summary>
    public JobStatus? Find(string name) => Folder.Find(name) is { } listing ? Status(listing) : null;

    /// <summary>Begins a run of a job, or goes on with one that broke off.</summary>
    /// <param name="name">The job's name.</param>
    /// <param name="ended">Is done when it has ended; the line then tells what came of it.</param>
    /// <returns>Its line in the history.</returns>
    /// <exception cref="JobException">There is no such job, its file is wrong, or it runs.</exception>
    public JobEntry Run(string name, out Task<JobEntry> ended)
    {
        var started = _driver.Ask(Job(name)) ?? throw new JobException($"The job '{name}' is running. It does not run twice at a time.");
        ended = EndedAsync(started);
        return started.Entry;
    }

    /// <summary>
    /// Runs a job when a due time has come that nobody has run, or goes on with a run that broke off: for the system's own scheduler.
    /// </summary>
    /// <param name="name">The job's name.</param>
    /// <returns>The runs at their ends, in their order; none when nothing was due.</returns>
    /// <exception cref="JobException">There is no such job, or its file is wrong.</exception>
    public async Task<IReadOnlyList<JobEntry>> RunDueAsync(string name)
    {
        var (job, runs) = (Job(name), new List<JobEntry>());
        while (_driver.Look(job, JobDecision.OnTime) is { } started)
        {
            runs.Add(await EndedAsync(started));
            if (runs[^1].State == JobState.Interrupted) break;
        }
        await _tellings.BeginAsync(job);
        return runs;
    }

    /// <summary>Looks at all jobs now.</summary>
    internal async Task LookAsync()
    {
        await _look.WaitAsync();
        try
        {
            var faults = new List<string>();
            await TryAsync("", faults, async () =>
            {
                if (_looks++ % LooksADay == 0) Store.Do(turn => turn.Trim());
                var listings = Folder.All();
                foreach (var gone in _driver.Orphans([.. listings.Select(l => l.Name)]))
                    await TryAsync($"{gone}: ", faults, () =>
                    {
                        _driver.EndOrphan(gone);
                        return Task.CompletedTask;
                    });
                foreach (var listing in listings) await TryAsync($"{listing.Name}: ", faults, () => LookAsync(listing));
            });
            Met(faults.Count == 0 ? null : string.Join('\n', faults));
        }
        finally
        {
            _look.Release();
        }
    }

    async Task LookAsync(JobListing listing)
    {
        if (listing.Job is { } job && _driver.Look(job) is null) _tellings.BeginOwed(job);
        if (_waker is { } waker) await waker.SetNextAsync(listing.Name, Next(listing));
    }

    /// <summary>Does a part of a look. A fault in it keeps no other part from being done, and the next look tries again.</summary>
    static async Task TryAsync(string before, List<string> faults, Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (Exception fault)
        {
            faults.Add(before + Sentence(fault));
        }
    }

    /// <summary>What keeps jobs from running is said once, and told for as long as it does.</summary>
    void Met(string? fault)
    {
        if (fault is not null && fault != Fault) _options.Say?.Invoke($"Not all jobs run by their schedules: {fault}");
        Fault = fault;
    }

    /// <summary>Stops: runs end soon and are gone on with at the next start.</summary>
    public async Task StopAsync()
    {
        await _closing.CancelAsync();
        await _clock;
        List<KeyValuePair<JobRun, Task>> running;
        lock (_lock) running = [.. _runs];
        foreach (var (run, _) in running) run.Stop();
        var all = EndAsync(running.Select(r => r.Value));
        if (await Task.WhenAny(all, Task.Delay(s_grace)) != all) await _cutOff.CancelAsync();
        await all;
    }

    /// <summary>Stops, and closes the history.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_isDisposed) return;
        _isDisposed = true;
        await StopAsync();
        Store.Dispose();
        _look.Dispose();
        _cutOff.Dispose();
        _closing.Dispose();
    }

    /// <summary>A run that ends begins its telling before it is counted as ended: none is forgotten.</summary>
    async Task EndAsync(IEnumerable<Task> running)
    {
        await Task.WhenAll(running);
        await _tellings.EndAsync();
    }

    async Task ClockAsync(CancellationToken closing)
    {
        while (!closing.IsCancellationRequested)
        {
            try
            {
                await HaveClockAsync(closing);
            }
            catch (OperationCanceledException) when (closing.IsCancellationRequested)
            {
                return; // How it ends.
            }
            catch (Exception fault)
            {
                // Whatever it is: the program around it goes on, jobs can be run by hand, and it need not stay so.
                Met(Sentence(fault));
            }
            finally
            {
                HasClock = false;
            }
            await Task.Delay(s_retry, closing).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    async Task HaveClockAsync(CancellationToken closing)
    {
        JobLock? clock;
        while ((clock = JobLock.TryTakeClock(_options.StateFolder)) is null)
        {
            Met(null); // Another program runs the jobs.
            await Task.Delay(s_retry, closing);
        }
        using var _ = clock;
        await using var waker = _waker = _makeWaker();
        await waker.StartAsync(LookAsync);
        HasClock = true;
        using var often = new PeriodicTimer(s_often, _options.Time);
        do await LookAsync();
        while (await often.WaitForNextTickAsync(closing));
    }

    async Task RunAsync(JobFile job, JobEntry entry)
    {
        var run = new JobRun(job, entry, Store, _options.Around, _options.Time);
        var ending = new TaskCompletionSource();
        lock (_lock) _runs[run] = ending.Task;
        try
        {
            _options.Say?.Invoke(Sentence(job, entry));
            await Task.Yield();
            if (_closing.IsCancellationRequested) run.Stop();
            var ended = await run.RunAsync(_cutOff.Token);
            _options.Say?.Invoke(Sentence(job, ended));
        }
        catch (ConnectorException fault)
        {
            _options.Say?.Invoke($"{job.Name}: {fault.Message}"); // It stands as running, and the next look goes on with it.
        }
        catch (Exception fault)
        {
            run.Fail(Sentence(fault)); // Ours: gone on with, it would meet the same again.
            _options.Say?.Invoke($"{job.Name}: {Sentence(fault)}");
        }
        finally
        {
            _ = _tellings.BeginAsync(job);
            lock (_lock) _runs.Remove(run);
            ending.SetResult();
        }
    }

    async Task<JobEntry> EndedAsync(StartedRun started)
    {
        await started.Ended;
        await _tellings.Of(started.Entry.Job);
        return Store.Find(started.Entry.Id)!;
    }

    JobFile Job(string name) => Folder.Find(name) switch
    {
        null => throw new JobException($"There is no job '{name}'. koppel jobs list lists them; a job is a file jobs/NAME.toml."),
        { Job: { } job } => job,
        var wrong => throw new JobException(string.Join('\n', wrong.Faults)),
    };

    JobStatus Status(JobListing listing) => new(listing)
    {
        Next = Next(listing), Last = Store.LastRun(listing.Name), Missed = Store.MissedSince(listing.Name),
    };

    DateTimeOffset? Next(JobListing listing) => listing.Job is { Enabled: true, Schedule: { } schedule } job && !Store.IsPaused
        ? schedule.Next(job.Zone, _options.Time.GetUtcNow()) : null;

    /// <summary>What an exception of ours says can quote data, and is left out.</summary>
    static string Sentence(Exception fault) => fault is ConnectorException or IOException or UnauthorizedAccessException ? fault.Message
        : $"This is a fault of Koppel itself ({fault.GetType().Name}). Report it.";

    static string Sentence(JobFile job, JobEntry entry) => entry.State switch
    {
        JobState.Running when entry.Attempts > 1 => $"{job.Name}: gone on with",
        JobState.Running => $"{job.Name}: begun",
        _ when entry.Fault is { } fault => $"{job.Name}: {entry.State.ToWords()}: {fault}",
        _ => $"{job.Name}: {entry.State.ToWords()}",
    };
}
