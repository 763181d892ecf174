using Koppel.Simulation.Reports;
using Xunit.MicrosoftTestingPlatform;
using Xunit.Runner.InProc.SystemConsole;

// By hand: --seed N --trace, --seeds N, --safeguards; see docs/simulation.md. All else is a run of the tests.
if (HandRun.Of(args) is { } command) return command.Run();
return args.Contains("--server") || args.Contains("--internal-msbuild-node")
    ? await TestPlatformTestFramework.RunAsync(args, Koppel.Simulation.SelfRegisteredExtensions.AddSelfRegisteredExtensions)
    : await ConsoleRunner.Run(args);
