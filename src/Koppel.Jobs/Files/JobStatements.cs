using System.Text;

namespace Koppel.Jobs.Files;

/// <summary>The file of a job's statements as it is now.</summary>
/// <param name="Text">What stands in it; null when it is not there or cannot be read.</param>
/// <param name="Mark">Stands for what it holds, also for that it is not there; null when it cannot be written over.</param>
/// <param name="Fault">Why it cannot be read, as a sentence; null when it can.</param>
public sealed record JobStatements(string? Text, string? Mark, string? Fault)
{
    const int Largest = 4 * 1_048_576;

    /// <summary>The mark of a file that is not there.</summary>
    const string NotThere = "none";

    static readonly UTF8Encoding s_strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Whether the file is there.</summary>
    public bool IsThere => Mark != NotThere;

    /// <summary>Reads one.</summary>
    public static JobStatements Read(string path)
    {
        var shown = $"jobs/{Path.GetFileName(path)}";
        try
        {
            if (new FileInfo(path) is { Exists: true, Length: > Largest })
                return new JobStatements(null, null, $"{shown} is too large to be a script.");
            var bytes = File.ReadAllBytes(path);
            return new JobStatements(s_strict.GetString(bytes).TrimStart('\uFEFF'), JobFolder.ETagOf(bytes), null);
        }
        catch (Exception fault) when (fault is FileNotFoundException or DirectoryNotFoundException)
        {
            return new JobStatements(null, NotThere, null);
        }
        catch (DecoderFallbackException)
        {
            return new JobStatements(null, null, $"{shown} is not UTF-8. Save it as UTF-8 in the editor.");
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return new JobStatements(null, null, $"{shown} cannot be read: {fault.Message}");
        }
    }
}

/// <summary>Other statements of a job.</summary>
/// <param name="Text">The statements.</param>
/// <param name="Seen">The mark of those that their writer has seen.</param>
public sealed record JobStatementsChange(string Text, string Seen);
