using System.Text;
using Koppel.Jobs.Files;

namespace Koppel.Jobs.Runs;

/// <summary>The statements of a job.</summary>
internal static class JobScript
{
    const int Largest = 4 * 1_048_576;

    static readonly UTF8Encoding s_strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The file of the statements, for messages and the ledger; null when a mapping gives them.</summary>
    public static string? FileOf(JobFile job) => job.Script is { } path ? $"jobs/{Path.GetFileName(path)}" : null;

    /// <summary>The statements.</summary>
    /// <exception cref="JobException">They are not there.</exception>
    public static string Of(JobFile job, JobSurroundings around)
    {
        if (job.Script is { } path) return Read(path);
        if (around.Mapping is null)
            throw new JobException($"The job '{job.Name}' runs the mapping '{job.Mapping}', and this program keeps no mappings.");
        return around.Mapping(job.Mapping!) ?? throw new JobException(
            $"The job '{job.Name}' runs the mapping '{job.Mapping}', which is not there. It may have been renamed or deleted.");
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
