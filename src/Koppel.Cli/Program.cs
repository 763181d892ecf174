using Koppel.Cli;
using Koppel.Cli.Commands;
using Koppel.Engine;

// The commands that run SQL; of the rest, some never need DuckDB.
await using var ahead = args is ["query" or "run" or "explain", _, ..] ? Database.OpenAhead() : null;
using var interruption = new Interruption();
return await CommandLine.RunAsync(args, Screen.OfProcess(), interruption.Token);
