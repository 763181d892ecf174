using System.Text;
using Koppel.Sdk.Connections;

namespace Koppel.Engine.Configuration;

/// <summary>
/// Writes a connection into a configuration: into a new file, or behind all that stands in one that is there, of which nothing is changed.
/// </summary>
public static class ConnectionWriter
{
    static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The names of the connections of a file, whatever is wrong with them otherwise; none when there is no file.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="ConfigurationException">It cannot be read as TOML, so that nothing can be added either.</exception>
    public static IReadOnlyList<string> Names(string path) =>
        ReadText(path) is { } text ? [.. Parsed(text, path).Select(c => c.Name)] : [];

    /// <summary>Adds a connection.</summary>
    /// <param name="path">The file; it is made when it is not there.</param>
    /// <param name="name">The name behind <c>@</c>.</param>
    /// <param name="connector">The kind of system.</param>
    /// <param name="values">The values of its settings as they are to stand there, references not resolved.</param>
    /// <exception cref="ConfigurationException">It cannot be added; the file is as it was.</exception>
    public static void Add(string path, string name, IConnector connector, IReadOnlyDictionary<string, string> values)
    {
        var before = ReadText(path);
        var there = before is null ? [] : Parsed(before, path);
        if (there.Find(c => c.Name.Equals(name, StringComparison.OrdinalIgnoreCase)) is { } taken)
            throw Fault($"{taken.Where}: the connection '{taken.Name}' is there already. Choose another name, or change it there.");
        var added = (before switch
        {
            null => ConnectionText.Beginning + "\n",
            "" => "",
            _ => before.EndsWith('\n') ? "\n" : "\n\n",
        }) + ConnectionText.Of(name, connector, values);
        if (before?.Contains("\r\n", StringComparison.Ordinal) == true) added = added.Replace("\n", "\r\n", StringComparison.Ordinal);
        if (Broken(before + added, path, out var after).Count > 0 || !after.Any(c => c.Name == name))
            throw Fault($"{Path.GetFileName(path)}: nothing can be written behind its end. Write the connection by hand:\n{added}");
        try
        {
            using var file = new FileStream(path, before is null ? FileMode.CreateNew : FileMode.Append, FileAccess.Write);
            file.Write(Utf8.GetBytes(added));
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw Fault($"{path} cannot be written: {fault.Message}");
        }
    }

    static string? ReadText(string path)
    {
        try
        {
            return File.Exists(path) ? Utf8.GetString(File.ReadAllBytes(path)) : null;
        }
        catch (DecoderFallbackException)
        {
            throw Fault($"{Path.GetFileName(path)} is not UTF-8, so that nothing can be added. Save it as UTF-8 in the editor.");
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw Fault($"{path} cannot be read: {fault.Message}");
        }
    }

    /// <summary>The connections of a text.</summary>
    /// <exception cref="ConfigurationException">It is not TOML.</exception>
    static List<ConnectionDraft> Parsed(string text, string path) =>
        Broken(text, path, out var connections) is { Count: > 0 } broken ? throw new ConfigurationException(broken) : connections;

    /// <summary>Why a text is not TOML. Faults of single settings are no matter here.</summary>
    static List<string> Broken(string text, string path, out List<ConnectionDraft> connections)
    {
        var faults = new List<string>();
        connections = ConfigurationFile.Read(text, Path.GetFileName(path), faults).Connections;
        return [.. faults.Where(f => f.Contains("this is not TOML", StringComparison.Ordinal))];
    }

    static ConfigurationException Fault(string message) => new([message]);
}
