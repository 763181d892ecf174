using Koppel.Sdk.Connections;

namespace Koppel.Jobs.History;

/// <summary>
/// The right to do something alone: a file that one process holds open and shares with nobody. The system gives it free when the process
/// ends, however it ends.
/// </summary>
internal sealed class JobLock : IDisposable
{
    // Windows: sharing violation. Linux and macOS: the error of flock, would block.
    const int Sharing = unchecked((int)0x80070020), WouldBlock = 11, WouldBlockToo = 35;

    readonly FileStream _file;

    JobLock(FileStream file) => _file = file;

    /// <summary>Takes the right to run a job, or gives null when it is run.</summary>
    public static JobLock? TryTakeJob(string stateFolder, string job) => TryTake(stateFolder, $"job-{job}.lock");

    /// <summary>Takes the right to tell of the ends of a job's runs, or gives null when another has it.</summary>
    public static JobLock? TryTakeAlerts(string stateFolder, string job) => TryTake(stateFolder, $"alerts-{job}.lock");

    /// <summary>Takes the right to look at the schedules, or gives null when another process has it.</summary>
    public static JobLock? TryTakeClock(string stateFolder) => TryTake(stateFolder, "jobs-clock.lock");

    /// <exception cref="ConnectorException">Its file cannot be made or opened.</exception>
    static JobLock? TryTake(string stateFolder, string name)
    {
        try
        {
            return new JobLock(JobPlaces.Open(JobPlaces.Of(stateFolder, name), FileShare.None));
        }
        catch (IOException fault) when (fault.HResult is Sharing or WouldBlock or WouldBlockToo)
        {
            return null;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw JobStoreFault.Of($"{Path.Combine(stateFolder, name)} cannot be opened: {fault.Message} Check who may write there, and "
                + "whether the disk is full.", fault);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();
}
