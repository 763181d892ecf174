using Koppel.Sdk;

namespace Koppel.Engine.Configuration;

/// <summary>Finds, reads and checks the configuration, and reports all of its faults at once.</summary>
public static class ConfigurationReader
{
    /// <summary>Reads the configuration. Opens no connection.</summary>
    /// <exception cref="ConfigurationException">There are faults.</exception>
    public static LoadedConfiguration Read(ConfigurationSource source)
    {
        var faults = new List<string>();
        var file = FindFile(source, faults);
        var (drafts, written) = file is null ? ConfigurationDraft.Empty : ReadFile(file, source, faults);

        // A connection of the command line replaces the file's as a whole: a token of the file never goes to an address of the command line.
        var given = new List<ConnectionDraft>();
        for (var i = 0; i < source.Connect.Count; i++)
            if (ConnectArgument.Read(source.Connect[i], i + 1, faults) is { } draft) given.Add(draft);
        drafts.RemoveAll(d => given.Exists(g => Same(d, g)));
        drafts.AddRange(given);

        foreach (var group in drafts.GroupBy(d => d.Name, StringComparer.OrdinalIgnoreCase).Where(g => g.Count() > 1))
            faults.Add($"{group.Last().Where}: the connection '{group.Last().Name}' is there already ({group.First().Where}). Names do not differ by case; choose another.");

        var checker = new ConnectionChecker(source, faults);
        var connections = new List<ConnectionSettings>();
        foreach (var draft in drafts)
            if (checker.Check(draft) is { } settings) connections.Add(settings);

        var ledger = LedgerSettings.Check(written, source.Environment, faults);

        if (faults.Count > 0) throw new ConfigurationException(faults);
        return new LoadedConfiguration(connections, file is null ? source.WorkingFolder : Path.GetDirectoryName(file)!, file) { Ledger = ledger };
    }

    static string? FindFile(ConfigurationSource source, List<string> faults)
    {
        var path = Path.GetFullPath(source.File ?? ConfigurationSource.DefaultFile, source.WorkingFolder);
        if (File.Exists(path)) return path;
        if (source.File is not null) faults.Add($"--config: there is no file '{source.File}'. Give the path of a {ConfigurationSource.DefaultFile}.");
        return null;
    }

    static ConfigurationDraft ReadFile(string path, ConfigurationSource source, List<string> faults)
    {
        var shown = source.File ?? ConfigurationSource.DefaultFile;
        try
        {
            return ConfigurationFile.Read(File.ReadAllText(path), shown, faults);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            faults.Add($"{shown} cannot be read: {fault.Message}");
            return ConfigurationDraft.Empty;
        }
    }

    static bool Same(ConnectionDraft a, ConnectionDraft b) => string.Equals(a.Name, b.Name, StringComparison.OrdinalIgnoreCase);
}
