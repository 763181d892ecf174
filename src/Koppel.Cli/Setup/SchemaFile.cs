using Koppel.Cli.Terminal;
using Koppel.Connectors;
using Koppel.Engine.Configuration;

namespace Koppel.Cli.Setup;

/// <summary>The JSON Schema beside a configuration, which its first line names.</summary>
static class SchemaFile
{
    /// <summary>Writes it, unless a file of that name is there already.</summary>
    /// <param name="configuration">The path of the configuration.</param>
    /// <param name="screen">Gets a word where it cannot be written: the configuration works without it.</param>
    public static void WriteBeside(string configuration, Screen screen)
    {
        var path = Path.Combine(Path.GetDirectoryName(configuration)!, ConfigurationSchema.FileName);
        try
        {
            if (!File.Exists(path)) File.WriteAllText(path, ConfigurationSchema.Of(All.Connectors));
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            screen.Say($"{path}, which helps an editor, could not be written: {fault.Message}");
        }
    }
}
