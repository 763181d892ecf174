using Koppel.Cli.Terminal;
using Koppel.Engine.Events;
using Koppel.Engine.Statements;
using Koppel.Output;
using Koppel.Sdk.Schema;

namespace Koppel.Cli.Scripts;

/// <summary>Asks a person whether a large load may run, or a long reading.</summary>
static class Confirmation
{
    /// <summary>What becomes of such a load: <c>--yes</c> has answered already; without a terminal nobody can.</summary>
    /// <param name="screen">Where it is asked.</param>
    /// <param name="yes">Whether <c>--yes</c> is given.</param>
    public static Confirmations Of(Screen screen, bool yes) => yes ? Confirmations.Accept
        : screen.CanAsk ? Confirmations.Ask
        : Confirmations.Refuse;

    /// <summary>Asks, and gives the answer.</summary>
    public static Task<bool> AskAsync(Screen screen, LoadPlanned load, CancellationToken cancellationToken) =>
        AskAsync(screen, Question(load), cancellationToken);

    /// <summary>Asks, and gives the answer.</summary>
    public static Task<bool> AskAsync(Screen screen, ReadConfirmationAsked reading, CancellationToken cancellationToken) =>
        AskAsync(screen, Question(reading), cancellationToken);

    static async Task<bool> AskAsync(Screen screen, string question, CancellationToken cancellationToken)
    {
        var answer = await screen.AskAsync($"{question} [y/N] ", cancellationToken);
        return IsYes(answer);
    }

    /// <summary>Whether an answer agrees.</summary>
    public static bool IsYes(string? answer) => answer?.Trim().ToUpperInvariant() is "Y" or "YES";

    static string Question(ReadConfirmationAsked reading) => reading.Calls is not { } calls
        ? $"How many calls of {reading.Connection} this query takes cannot be known before it reads. Go on?"
        : $"This query takes about {Quantity.Of(calls, "call")} of {reading.Connection}"
            + $"{(reading.Duration is { } time ? $", about {Quantity.Whole(time)} at the account's limits" : "")}. Go on?";

    static string Question(LoadPlanned load) => load.Plan.Kinds.All(k => k.Operation == WriteOperation.Insert)
        ? $"Load {Quantity.Of(load.Plan.Changes, "row")} into {load.Target}?"
        : $"Change {Quantity.Of(load.Plan.Changes, "row")} of {load.Target} ("
            + $"{string.Join(", ", load.Plan.Kinds.Select(k => $"{k.Operation.ToWord()} {Quantity.Of(k.Count)}"))})?";
}
