using Koppel.Cli;
using Koppel.Cli.Commands;
using Koppel.Engine;

var screen = Screen.OfProcess();
screen.Net.WatchProcess();
try
{
    // The commands that run SQL; of the rest, some never need DuckDB.
    await using var ahead = args is ["query" or "run" or "explain", _, ..] ? Database.OpenAhead() : null;
    using var signals = new Signals(screen.Interruption);
    return await CommandLine.RunAsync(args, screen, screen.Interruption.Token);
}
catch (Exception fault)
{
    return screen.Net.Tell(fault);
}
