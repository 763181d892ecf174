using Koppel.Cli.Commands;
using Koppel.Cli.Terminal;
using Koppel.Engine.Hosting;

if (args is ["ui", ..] or ["jobs", "serve", ..] && OwnRuntime.Take(args) is { } ended) return ended;

// The commands that run SQL need DuckDB, which takes longest to load: it begins before anything else. Of the rest, some never need it.
var opening = args is [] or ["prompt", ..] or ["query" or "run" or "explain", _, ..] ? KoppelEngine.OpenAhead() : null;
var screen = Screen.OfProcess();
screen.Net.WatchProcess();
try
{
    await using var ahead = opening;
    using var signals = new Signals(screen.Interruption);
    return ProcessEnd.With(await CommandLine.RunAsync(args, screen, screen.Interruption.Token), screen);
}
catch (Exception fault)
{
    return screen.Net.Tell(fault);
}
