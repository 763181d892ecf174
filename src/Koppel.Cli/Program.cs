using Koppel.Cli;
using Koppel.Cli.Commands;

using var interruption = new Interruption();
return await CommandLine.RunAsync(args, Screen.OfProcess(), interruption.Token);
