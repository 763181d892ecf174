using System.CommandLine;
using Koppel.Cli.Faults;
using Koppel.Engine.Hosting;

namespace Koppel.Cli.Commands;

/// <summary>The number of a run on the command line.</summary>
static class RunNumber
{
    /// <summary>The argument.</summary>
    public static Argument<long> Argument() => new("RUN") { Description = "The run's number, as koppel runs and --summary json tell it." };

    /// <summary>Refuses a run that the ledger does not have.</summary>
    /// <exception cref="UsageException">There is no such run.</exception>
    public static void Check(KoppelEngine engine, long run)
    {
        if (engine.Ledger!.FindRun(run) is null) throw new UsageException($"The ledger has no run {run}. See: koppel runs");
    }
}
