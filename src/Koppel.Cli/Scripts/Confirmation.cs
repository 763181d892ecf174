using Koppel.Cli.Output;
using Koppel.Cli.Terminal;
using Koppel.Engine.Events;
using Koppel.Sdk.Schema;

namespace Koppel.Cli.Scripts;

/// <summary>Asks a person whether a large load may run.</summary>
static class Confirmation
{
    /// <summary>The way to ask: <c>--yes</c> has answered already; without a terminal there is none.</summary>
    /// <param name="screen">Where it is asked.</param>
    /// <param name="yes">Whether <c>--yes</c> is given.</param>
    /// <param name="progress">What must keep still meanwhile, or null.</param>
    public static Func<LoadConfirmation, CancellationToken, ValueTask<bool>>? Of(Screen screen, bool yes, ProgressLine? progress)
    {
        if (yes) return (_, _) => ValueTask.FromResult(true);
        if (!screen.InputIsTerminal || !screen.ErrorIsTerminal) return null;
        return async (load, cancellationToken) =>
        {
            progress?.Hide(muted: true);
            var answer = await screen.AskAsync($"{Question(load)} [y/N] ", cancellationToken);
            progress?.Hide();
            return answer?.Trim().ToUpperInvariant() is "Y" or "YES";
        };
    }

    static string Question(LoadConfirmation load) => load.Plan.Kinds.All(k => k.Operation == WriteOperation.Insert)
        ? $"Load {Quantity.Of(load.Plan.Changes, "row")} into {load.Target}?"
        : $"Change {Quantity.Of(load.Plan.Changes, "row")} of {load.Target} ("
            + $"{string.Join(", ", load.Plan.Kinds.Select(k => $"{k.Operation.ToWord()} {Quantity.Of(k.Count)}"))})?";
}
