using System.CommandLine;
using System.Reflection;
using Koppel.Cli.Faults;
using Koppel.Cli.Terminal;
using Koppel.Engine.Hosting;
using Koppel.Engine.Plans;
using Koppel.Output;

namespace Koppel.Cli.Commands;

/// <summary>
/// The options of the commands that can write a plan file: <c>--output FILE.koppel</c> of a dry run or of <c>explain</c>.
/// </summary>
sealed class PlanOptions
{
    /// <summary>The variable with the key that plans are sealed with.</summary>
    public const string KeyVariable = "KOPPEL_PLAN_KEY";

    const double UsualDays = 7, MostDays = 365;

    readonly Option<bool> _noValues =
        new("--no-values") { Description = "Of a plan file: writes digests instead of values. It can be read then, and not applied." };

    readonly Option<double> _goodFor = new("--good-for")
    {
        Description = "Of a plan file: for how many days it can be applied. The default is 7.", HelpName = "DAYS",
        DefaultValueFactory = _ => UsualDays,
    };

    readonly ResultOptions _results;

    /// <summary>Adds the options to a command.</summary>
    /// <param name="command">The command.</param>
    /// <param name="results">Where its results go.</param>
    public PlanOptions(Command command, ResultOptions results)
    {
        _results = results;
        _goodFor.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<double>() is not (> 0 and <= MostDays))
                result.AddError($"--good-for must be more than 0 and at most {MostDays} days.");
        });
        command.Add(_noValues);
        command.Add(_goodFor);
    }

    /// <summary>The key of the environment, or null.</summary>
    public static string? Key => Environment.GetEnvironmentVariable(KeyVariable) is { Length: > 0 } key ? key : null;

    /// <summary>Begins the plan file, when the output is one; otherwise null.</summary>
    /// <exception cref="UsageException">It cannot be written there, or there is none and an option speaks of it.</exception>
    public PlanWriter? Begin(ParseResult parsed, Screen screen)
    {
        if (_results.PlanFile(parsed) is not { } path)
            return !parsed.GetValue(_noValues) && parsed.GetResult(_goodFor) is not { Implicit: false } ? null : throw new UsageException(
                "--no-values and --good-for are about a plan file. Add --output FILE.koppel.");
        var folder = Path.GetDirectoryName(screen.PathOf(path));
        if (!Directory.Exists(folder))
            throw new UsageException($"--output: there is no folder {folder} for {path}. Make it, or give another.");
        try
        {
            return new PlanWriter(screen.PathOf(path), !parsed.GetValue(_noValues));
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new UsageException($"--output: {path} cannot be written: {fault.Message.TrimEnd('.')}. Give another file.");
        }
    }

    /// <summary>Makes the plan file whole, and tells what is in it.</summary>
    public void Complete(ParseResult parsed, Screen screen, PlanWriter plan, Session session, string command)
    {
        if (plan.Loads == 0)
            throw new UsageException("No statement loads anything, so that there is nothing to plan. No plan was written.");
        var now = TimeProvider.System.GetUtcNow();
        var version = typeof(PlanOptions).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion;
        plan.Complete(
            new PlanHead
            {
                Format = 0, MadeBy = $"Koppel {version?.Split('+')[0]}", Made = now, GoodUntil = now.AddDays(parsed.GetValue(_goodFor)),
                User = Environment.UserName, Command = command,
            },
            session.SourcesRead(), Key);
        screen.Say($"{Quantity.Of(plan.Changes, "change")} of {Quantity.Of(plan.Loads, "load")} planned into {_results.PlanFile(parsed)}. "
            + $"koppel plan show reads it, koppel apply makes exactly these changes.");
    }
}
