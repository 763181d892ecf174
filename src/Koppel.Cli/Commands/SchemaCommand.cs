using Koppel.Cli.Faults;
using Koppel.Cli.Terminal;
using Koppel.Connectors;
using Koppel.Engine.Configuration;
using Koppel.Output;

namespace Koppel.Cli.Commands;

/// <summary><c>koppel schema</c>: what can stand in a configuration, for an editor.</summary>
static class SchemaCommand
{
    /// <summary>The command.</summary>
    public static KoppelCommand Create(Screen screen) => new(
        "schema",
        "Writes the JSON Schema of koppel.toml, by which an editor completes and checks it.",
        command => command.SetAction(async (_, cancellationToken) =>
        {
            await screen.Output.WriteAsync(TextEncoding.Utf8.GetBytes(ConfigurationSchema.Of(All.Connectors)), cancellationToken);
            await screen.Output.FlushAsync(cancellationToken);
            return ExitCode.Done;
        }),
        "koppel schema > koppel.schema.json");
}
