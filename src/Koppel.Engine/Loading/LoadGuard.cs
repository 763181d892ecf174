using System.Globalization;
using Koppel.Engine.Events;
using Koppel.Engine.Statements;
using Koppel.Sdk.Connections;
using Koppel.Sdk.Loading;

namespace Koppel.Engine.Loading;

/// <summary>
/// Holds a load to what its connection allows (<see cref="LoadLimits"/>), and to the number of rows that it may change unasked
/// (<c>confirm_above</c>).
/// </summary>
internal static class LoadGuard
{
    /// <summary>
    /// Whether loads into a connection may be refused or have to be confirmed: then nothing of them is sent before their plan is whole.
    /// </summary>
    public static bool Watches(ConnectionSettings connection) =>
        (connection.Text(CommonSettings.ConfirmAbove.Name) ?? connection.Text(CommonSettings.ConfirmCallsAbove.Name)) is not null
            || LoadLimits.Watches(connection);

    /// <summary>Holds what a load that is gone on with has still to do to the limits of its connection, which may be others now.</summary>
    /// <param name="context">The load.</param>
    /// <param name="target">Where it goes.</param>
    /// <param name="calls">Its calls in the ledger.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>What that is; null where nothing limits the connection.</returns>
    /// <exception cref="ConnectorException">It is more than the connection allows.</exception>
    public static async ValueTask<WritePlan?> HoldAsync(
        ILoadContext context, LoadTarget target, IEnumerable<JournalCall> calls, CancellationToken cancellationToken)
    {
        if (!LoadLimits.Watches(target.Connection)) return null;
        var left = LeftToDo.Of(calls);
        if (await new LoadLimits(context, target, load: null).FindAsync(left, cancellationToken) is var (exceeded, said))
            throw LeftRefused(context, target, exceeded, said);
        return left;
    }

    static ConnectorException LeftRefused(ILoadContext context, LoadTarget target, LimitExceeded exceeded, string said) =>
        Refused(context, exceeded, $"What is left of the load {said}. Nothing more was sent. Where it is right, change "
            + $"{exceeded.Setting} of {target.Connection.Name} and go on with the run: --yes does not lift it.");

    static ConnectorException Refused(ILoadContext context, LimitExceeded exceeded, string message)
    {
        context.Channel.Tell(exceeded);
        return new ConnectorException(ConnectorErrorKind.Refused, message) { Connection = exceeded.Connection };
    }

    /// <summary>
    /// Tells the plan, and asks when it changes more. Before the plan is sealed: one that nobody confirmed is never gone on with.
    /// </summary>
    /// <param name="context">The load.</param>
    /// <param name="target">Where it goes.</param>
    /// <param name="load">Its rows.</param>
    /// <param name="plan">The plan.</param>
    /// <param name="carried">
    /// What calls of an earlier attempt had still to do when this one began: the limits hold both together. Null for none, or no limits.
    /// </param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="LoadDeclinedException">The answer was no.</exception>
    /// <exception cref="ConnectorException">It is more than the connection allows, or nobody can be asked.</exception>
    public static async ValueTask CheckAsync(
        ILoadContext context, LoadTarget target, IReadLoad load, WritePlan plan, WritePlan? carried, CancellationToken cancellationToken)
    {
        var connection = target.Connection;
        var planned = new LoadPlanned(context.Activity.Statement, context.Target, plan);
        context.Channel.Tell(planned);
        var calls = plan.Calls.Sum(c => c.Count);
        context.Log.LoadPlanned(planned.Target, plan.Read, plan.Changes, calls, (long)Math.Ceiling(plan.Duration.TotalSeconds));
        var held = carried is null ? plan : LeftToDo.Together(plan, carried);
        if (await new LoadLimits(context, target, load).FindAsync(held, cancellationToken) is var (exceeded, said))
            throw carried is not null ? LeftRefused(context, target, exceeded, said)
                : Refused(context, exceeded, $"The load {said}. Nothing was sent. Look at its plan with koppel explain; where it is right, "
                + $"change {exceeded.Setting} of {connection.Name}: --yes does not lift it.");
        var limit = context.Options.Confirmations == Confirmations.AskAll ? 0
            : connection.Number(CommonSettings.ConfirmAbove.Name, double.PositiveInfinity);
        if (plan.Changes <= limit || context.Options.Confirmations == Confirmations.Accept) return;
        if (context.Options.Confirmations == Confirmations.Refuse)
        {
            throw new ConnectorException(ConnectorErrorKind.Refused, string.Create(CultureInfo.InvariantCulture,
                $"The load would change {plan.Changes:N0} rows of {planned.Target}, more than the {limit:#,0.##} that "
                    + $"{connection.Name} allows without a confirmation (confirm_above). Nothing was sent. Look at its plan with koppel "
                    + $"explain, then run it with --yes."))
            { Connection = connection.Name };
        }
        if (await context.Channel.AskAsync(planned, connection.Name, limit, cancellationToken)) return;
        throw new LoadDeclinedException($"The load into {planned.Target} was not confirmed. Nothing was sent.");
    }
}
