using Koppel.Cli.Output;
using Koppel.Cli.Terminal;
using Koppel.Engine.Events;
using Koppel.Engine.Statements;
using Koppel.Sdk.Schema;

namespace Koppel.Cli.Scripts;

/// <summary>Asks a person whether a large load may run.</summary>
static class Confirmation
{
    /// <summary>What becomes of such a load: <c>--yes</c> has answered already; without a terminal nobody can.</summary>
    /// <param name="screen">Where it is asked.</param>
    /// <param name="yes">Whether <c>--yes</c> is given.</param>
    public static Confirmations Of(Screen screen, bool yes) => yes ? Confirmations.Accept
        : screen.CanAsk ? Confirmations.Ask
        : Confirmations.Refuse;

    /// <summary>Asks, and gives the answer.</summary>
    public static async Task<bool> AskAsync(Screen screen, LoadPlanned load, CancellationToken cancellationToken)
    {
        var answer = await screen.AskAsync($"{Question(load)} [y/N] ", cancellationToken);
        return answer?.Trim().ToUpperInvariant() is "Y" or "YES";
    }

    static string Question(LoadPlanned load) => load.Plan.Kinds.All(k => k.Operation == WriteOperation.Insert)
        ? $"Load {Quantity.Of(load.Plan.Changes, "row")} into {load.Target}?"
        : $"Change {Quantity.Of(load.Plan.Changes, "row")} of {load.Target} ("
            + $"{string.Join(", ", load.Plan.Kinds.Select(k => $"{k.Operation.ToWord()} {Quantity.Of(k.Count)}"))})?";
}
