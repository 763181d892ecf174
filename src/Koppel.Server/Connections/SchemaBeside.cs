using Koppel.Engine.Configuration;

namespace Koppel.Server.Connections;

/// <summary>The JSON Schema beside a new configuration, by which an editor completes and checks it.</summary>
internal static class SchemaBeside
{
    /// <summary>Writes it, unless there is one.</summary>
    public static void Write(UiSetup setup)
    {
        var path = Path.Combine(Path.GetDirectoryName(setup.File)!, ConfigurationSchema.FileName);
        try
        {
            if (!File.Exists(path)) File.WriteAllText(path, ConfigurationSchema.Of(setup.Connectors));
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            // The configuration works without it, and was written into the same folder a moment ago.
        }
    }
}
