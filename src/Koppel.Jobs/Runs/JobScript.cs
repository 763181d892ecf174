using System.Text;
using Koppel.Engine.GuidedLoads;
using Koppel.Jobs.Files;
using Koppel.Sdk.Connections;

namespace Koppel.Jobs.Runs;

/// <summary>The statements of a job.</summary>
internal static class JobScript
{
    const int Largest = 4 * 1_048_576;

    static readonly UTF8Encoding s_strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

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
        var shown = $"jobs/{Path.GetFileName(path)}";
        try
        {
            if (new FileInfo(path) is { Exists: true, Length: > Largest }) throw new JobException($"{shown} is too large to be a script.");
            return s_strict.GetString(File.ReadAllBytes(path)).TrimStart('\uFEFF');
        }
        catch (Exception fault) when (fault is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new JobException($"The statements of the job are not there: {shown}. Write them into that file.");
        }
        catch (DecoderFallbackException)
        {
            throw new JobException($"{shown} is not UTF-8. Save it as UTF-8 in the editor.");
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new JobException($"{shown} cannot be read: {fault.Message}");
        }
    }
}

/// <summary>A job that cannot be run.</summary>
/// <param name="message">What, why, what to do: a sentence.</param>
public sealed class JobException(string message) : Exception(message);
