using Koppel.Cli.Faults;
using Koppel.Cli.Terminal;
using Koppel.Output;

namespace Koppel.Cli.Scripts;

/// <summary>Reads the text of statements.</summary>
static class ScriptText
{
    /// <summary>The word that stands for stdin.</summary>
    public const string Stdin = "-";

    /// <summary>The text itself, or that of stdin for <c>-</c>.</summary>
    public static async Task<string> OfArgumentAsync(string argument, Screen screen, CancellationToken cancellationToken = default) =>
        argument == Stdin ? await OfStdinAsync(screen, cancellationToken) : argument;

    /// <summary>The text of a file, or that of stdin for <c>-</c>.</summary>
    /// <exception cref="UsageException">The file cannot be read.</exception>
    public static async Task<string> OfFileAsync(string path, Screen screen, CancellationToken cancellationToken = default)
    {
        if (path == Stdin) return await OfStdinAsync(screen, cancellationToken);
        try
        {
            return await File.ReadAllTextAsync(screen.PathOf(path), cancellationToken);
        }
        catch (Exception fault) when (fault is FileNotFoundException or DirectoryNotFoundException or ArgumentException)
        {
            throw new UsageException($"There is no file '{path}'. Give the path of a script.");
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"'{path}' cannot be read: {fault.Message}");
        }
    }

    /// <summary>The text of stdin.</summary>
    public static async Task<string> OfStdinAsync(Screen screen, CancellationToken cancellationToken = default)
    {
        using var reader = new StreamReader(screen.OpenInput(), TextEncoding.Utf8);
        return await reader.ReadToEndAsync(cancellationToken);
    }
}
