using Koppel.Cli;
using Koppel.Cli.Commands;
using Koppel.Engine;

// The commands that run SQL; of the rest, some never need DuckDB.
await using var ahead = args is ["query" or "run" or "explain", _, ..] ? Database.OpenAhead() : null;
var screen = Screen.OfProcess();
using var signals = new Signals(screen.Interruption);
return await CommandLine.RunAsync(args, screen, screen.Interruption.Token);
