using Koppel.Engine.GuidedLoads;
using Koppel.Jobs.Files;
using Koppel.Sdk.Connections;

namespace Koppel.Jobs.Runs;

/// <summary>The statements of a job.</summary>
internal static class JobScript
{
    /// <summary>The file of the statements, for messages and the ledger; null when a mapping gives them.</summary>
    public static string? FileOf(JobFile job) => job.Script is { } path ? $"jobs/{Path.GetFileName(path)}" : null;

    /// <summary>The statements. Of a mapping they read the file that it names, which is a connection of the session from now on.</summary>
    /// <param name="job">The job.</param>
    /// <param name="around">Where mappings are kept.</param>
    /// <param name="session">The session of the run.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="JobException">They are not there.</exception>
    public static async Task<string> OfAsync(
        JobFile job, JobSurroundings around, JobSession session, CancellationToken cancellationToken)
    {
        if (job.Script is { } path) return Read(path);
        var kept = KeptOf(job, around);
        var source = kept.Connection(session.Engine.Connections);
        if (source is not null) Attach(session, source);
        try
        {
            return (await kept.WriteAsync(session.Session, source, cancellationToken)).Text;
        }
        catch (MappingFaultException fault)
        {
            throw new JobException($"The mapping '{job.Mapping}' of the job '{job.Name}' cannot be used: {fault.Message}");
        }
    }

    static KeptLoadScript KeptOf(JobFile job, JobSurroundings around)
    {
        var name = job.Mapping!;
        if (around.Mappings is not { } folder)
            throw new JobException($"The job '{job.Name}' runs the mapping '{name}', and this program keeps no mappings.");
        var path = Path.Combine(folder, $"{name}.toml");
        if (name != Path.GetFileName(name) || !File.Exists(path))
            throw new JobException(
                $"The job '{job.Name}' runs the mapping '{name}', which is not there. It may have been renamed or deleted.");
        var load = KeptLoadReader.ReadFile(path);
        // Whether automations may start is said in the job's file, not in a mapping that was kept for a page that asks.
        return new KeptLoadScript(load with { Mapping = load.Mapping with { Automations = null } }, name);
    }

    static void Attach(JobSession session, ConnectionSettings source)
    {
        if (session.Engine.Attached is not { } attached)
            throw new JobException("This program reads no files of mappings.");
        attached.Remove(source.Name); // The mapping may name another file than it did at the last run.
        attached.TryAdd(source);
    }

    static string Read(string path)
    {
        var statements = JobStatements.Read(path);
        return statements.Text ?? throw new JobException(statements.Fault
            ?? $"The statements of the job are not there: jobs/{Path.GetFileName(path)}. Write them into that file.");
    }
}

/// <summary>A job that cannot be run.</summary>
/// <param name="message">What, why, what to do: a sentence.</param>
public sealed class JobException(string message) : Exception(message);
