using System.Globalization;
using System.Text;
using Koppel.Sdk.Connections;

namespace Koppel.Engine.Configuration;

/// <summary>Finds, reads and checks the configuration, and reports all of its faults at once.</summary>
public static class ConfigurationReader
{
    /// <summary>The largest file that is read, in bytes. A thousand connections take a tenth of it.</summary>
    const int Largest = 4 * 1_048_576;

    /// <summary>Reads the configuration. Opens no connection.</summary>
    /// <exception cref="ConfigurationException">There are faults.</exception>
    public static LoadedConfiguration Read(ConfigurationSource source)
    {
        var read = ReadRight(source, out var faults);
        return faults.Count > 0 ? throw new ConfigurationException(faults) : read;
    }

    /// <summary>Reads what is right in the configuration, and tells what is not. Opens no connection.</summary>
    /// <param name="source">Where it comes from.</param>
    /// <param name="wrong">All faults, as sentences; empty when there are none.</param>
    public static LoadedConfiguration ReadRight(ConfigurationSource source, out IReadOnlyList<string> wrong)
    {
        var faults = new List<string>();
        var file = FindFile(source, faults);
        var (drafts, written, keep, session) = file is null ? ConfigurationDraft.Empty : ReadFile(file, source, faults);
        var connections = source.LedgerOnly ? [] : Connections(source, drafts, faults);
        var ledger = LedgerSettings.Check(written, source, faults);
        var kept = KeepSettings.Check(keep, source, faults);
        var ofSession = SessionSettings.Check(session, source, faults);

        wrong = faults;
        return new LoadedConfiguration(
            connections, file is null ? source.WorkingFolder : Path.GetDirectoryName(file)!, file)
        {
            Ledger = ledger, Keep = kept, Session = ofSession,
        };
    }

    static List<ConnectionSettings> Connections(ConfigurationSource source, List<ConnectionDraft> drafts, List<string> faults)
    {
        // A connection of the command line replaces the file's as a whole: a token of the file never goes to an address
        // of the command line.
        var given = new List<ConnectionDraft>();
        for (var i = 0; i < source.Connect.Count; i++)
            if (ConnectArgument.Read(source.Connect[i], i + 1, faults) is { } draft) given.Add(draft);
        drafts.RemoveAll(d => given.Exists(g => Same(d, g)));
        drafts.AddRange(given);

        foreach (var group in drafts.GroupBy(d => d.Name, StringComparer.OrdinalIgnoreCase).Where(g => g.Count() > 1))
            faults.Add(
                $"{group.Last().Where}: the connection '{group.Last().Name}' is there already ({group.First().Where}). Names do not "
                    + $"differ by case; choose another.");

        var checker = new ConnectionChecker(source, faults);
        var connections = new List<ConnectionSettings>();
        foreach (var draft in drafts)
            if (checker.Check(draft) is { } settings) connections.Add(settings);
        return connections;
    }

    static string? FindFile(ConfigurationSource source, List<string> faults)
    {
        var path = Path.GetFullPath(source.File ?? ConfigurationSource.DefaultFile, source.WorkingFolder);
        if (File.Exists(path)) return path;
        if (source.File is not null)
            faults.Add($"--config: there is no file '{source.File}'. Give the path of a {ConfigurationSource.DefaultFile}.");
        return null;
    }

    static ConfigurationDraft ReadFile(string path, ConfigurationSource source, List<string> faults)
    {
        var shown = source.File ?? ConfigurationSource.DefaultFile;
        try
        {
            return ConfigurationFile.Read(ReadText(path), shown, faults);
        }
        catch (DecoderFallbackException)
        {
            faults.Add($"{shown} is not UTF-8. Save it as UTF-8 in the editor; TOML has no other encoding.");
            return ConfigurationDraft.Empty;
        }
        catch (InvalidDataException)
        {
            faults.Add(
                string.Create(CultureInfo.InvariantCulture,
                    $"{shown} is larger than {Largest / 1_048_576} MB: this is no configuration. Give the path of a "
                        + $"{ConfigurationSource.DefaultFile}."));
            return ConfigurationDraft.Empty;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            faults.Add($"{shown} cannot be read: {fault.Message}");
            return ConfigurationDraft.Empty;
        }
    }

    /// <summary>
    /// The text of a file, in UTF-8, or in UTF-16 when a mark at its beginning says so. A letter that is wrong is never replaced in
    /// silence.
    /// </summary>
    static string ReadText(string path)
    {
        using var file = File.OpenRead(path);
        var content = new byte[Largest + 1];
        var length = file.ReadAtLeast(content, content.Length, throwOnEndOfStream: false);
        if (length > Largest) throw new InvalidDataException();
        using var reader = new StreamReader(
            new MemoryStream(content, 0, length), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true));
        return reader.ReadToEnd();
    }

    static bool Same(ConnectionDraft a, ConnectionDraft b) => string.Equals(a.Name, b.Name, StringComparison.OrdinalIgnoreCase);
}
