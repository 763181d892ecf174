using Koppel.Jobs.Alerts;
using Koppel.Jobs.Files;
using Koppel.Sdk.Connections;

namespace Koppel.Jobs.Hosting;

/// <summary>
/// Who is to be told is told beside all else: a job whose run has ended can run again while somebody who does not answer is tried. Safe to
/// use from many threads.
/// </summary>
/// <param name="alerter">Tells.</param>
/// <param name="say">Is told sentences of what goes wrong; null for nobody.</param>
/// <param name="cutOff">Ends it: the next program tells the rest.</param>
internal sealed class JobTellings(JobAlerter alerter, Action<string>? say, CancellationToken cutOff)
{
    readonly Lock _lock = new();
    readonly Dictionary<string, Task> _tellings = new(StringComparer.Ordinal);

    /// <summary>Tells of a run of a job that has ended, behind what is told of it already. Never fails.</summary>
    public Task BeginAsync(JobFile job)
    {
        lock (_lock) return _tellings[job.Name] = TellAsync(job, _tellings.GetValueOrDefault(job.Name));
    }

    /// <summary>Tells what a program that ended did not get to tell, where there is any.</summary>
    public void BeginOwed(JobFile job)
    {
        lock (_lock)
        {
            var telling = _tellings.GetValueOrDefault(job.Name);
            if (telling is not { IsCompleted: false } && alerter.Owes(job.Name)) _tellings[job.Name] = TellAsync(job, telling);
        }
    }

    /// <summary>Is done when all is told of the runs of a job that have ended.</summary>
    public Task Of(string job)
    {
        lock (_lock) return _tellings.GetValueOrDefault(job) ?? Task.CompletedTask;
    }

    /// <summary>Is done when all is told.</summary>
    public Task EndAsync()
    {
        lock (_lock) return Task.WhenAll(_tellings.Values);
    }

    async Task TellAsync(JobFile job, Task? before)
    {
        await Task.Yield(); // Whoever begins it has a lock.
        if (before is not null) await before;
        try
        {
            await alerter.TellAsync(job, cutOff);
        }
        catch (OperationCanceledException) when (cutOff.IsCancellationRequested)
        {
            // Whoever ends the program does not wait for others to be told: the next program tells them.
        }
        catch (ConnectorException fault)
        {
            say?.Invoke($"{job.Name}: {fault.Message}");
        }
        catch (Exception fault)
        {
            // Ours. The next look tries again; what an exception says can quote data, and is left out.
            say?.Invoke($"{job.Name}: nobody could be told. This is a fault of Koppel itself ({fault.GetType().Name}). Report it.");
        }
    }
}
