using System.Globalization;
using Koppel.Engine.Binding;
using Koppel.Engine.Events;
using Koppel.Engine.Sql;
using Koppel.Engine.Statements;
using Koppel.Sdk.Connections;

namespace Koppel.Engine.Reading;

/// <summary>
/// Holds the reading of a statement to the calls that its connections allow (<see cref="CallLimits"/>), and to those that they allow
/// unasked (<c>confirm_calls_above</c>), before it makes them. What cannot be priced counts as too much.
/// </summary>
/// <param name="connections">The connections.</param>
/// <param name="activity">What the statement has done.</param>
/// <param name="options">What it is run with.</param>
/// <param name="channel">Is told, and asked.</param>
/// <param name="limits">What is refused.</param>
internal sealed class ReadGuard(
    ConnectionSet connections, StatementActivity activity, ExecuteOptions options, RunChannel channel, CallLimits limits)
{
    readonly Dictionary<string, long> _confirmed = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>
    /// Some tables are about to be read. To price one may take its scan's own first call, whose answer is kept: so it gives the plans with
    /// their prices.
    /// </summary>
    /// <exception cref="LoadDeclinedException">The answer was no.</exception>
    /// <exception cref="ConnectorException">It is more than a connection allows, or nobody can be asked.</exception>
    public async Task<IReadOnlyList<TablePlan>> CheckAsync(IReadOnlyList<TablePlan> plans, CancellationToken cancellationToken)
    {
        var priced = new List<TablePlan>();
        foreach (var plan in plans)
        {
            var isOpen = plan is { IsEmpty: false, Asked: { Calls: null, Refusal: null } } && Watched(plan.Table.Connection) is not null;
            priced.Add(isOpen ? await plan.PricedAsync(cancellationToken) : plan);
        }
        foreach (var tables in priced.GroupBy(p => p.Table.Connection, StringComparer.OrdinalIgnoreCase))
            if (Watched(tables.Key) is { } connection) await CheckAsync(connection, Left(tables), cancellationToken);
        return priced;
    }

    /// <summary>The tables of a statement are about to be read by whatever DuckDB asks for.</summary>
    public async Task CheckAsync(BoundStatement statement, CancellationToken cancellationToken)
    {
        foreach (var name in statement.Tables.Select(t => t.Connection).Distinct(StringComparer.OrdinalIgnoreCase))
            if (Watched(name) is { } connection) await CheckAsync(connection, null, cancellationToken);
    }

    ConnectionSettings? Watched(string name) => connections.Find(name) is { } connection
        && (connection.Text(CommonSettings.ConfirmCallsAbove.Name) is not null || CallLimits.Watches(connection)) ? connection : null;

    /// <summary>How many calls are still made to read these, or null when that is not known.</summary>
    static long? Left(IEnumerable<TablePlan> plans)
    {
        long? sum = 0;
        foreach (var plan in plans)
        {
            if (plan is { IsEmpty: true } or { Asked: null } or { Asked.Refusal: not null }) continue;
            sum += plan.Asked!.Calls ?? (plan.Estimate is { AreCallsAssumed: false, Calls: var calls } ? calls : null);
        }
        return sum;
    }

    async Task CheckAsync(ConnectionSettings connection, long? left, CancellationToken cancellationToken)
    {
        if (left == 0) return;
        if (limits.Find(connection, left) is var (exceeded, said))
        {
            channel.Tell(exceeded);
            throw Refused(connection, $"The statement {said}. It was not run. Where it is right, change {exceeded.Setting} of "
                + $"{connection.Name}: --yes does not lift it.");
        }
        var all = activity.CallsOf(connection.Name) + left;
        if (connection.Text(CommonSettings.ConfirmCallsAbove.Name) is not { } unasked
            || all <= connection.Number(CommonSettings.ConfirmCallsAbove.Name, 0)
            || _confirmed.GetValueOrDefault(connection.Name) >= (all ?? long.MaxValue)
            || options.Confirmations == Confirmations.Accept) return;
        var time = all is { } calls ? connections.Open(connection).Duration(calls) : null;
        if (options.Confirmations == Confirmations.Refuse)
            throw Refused(connection, $"{Said(connection, all, time, unasked)} without a confirmation "
                + $"({CommonSettings.ConfirmCallsAbove.Name}). It was not run. Ask for less, or run it with --yes.");
        var limit = connection.Number(CommonSettings.ConfirmCallsAbove.Name, 0);
        if (!await channel.AskAsync(
            FormattableString.Invariant($"{activity.Statement} {connection.Name} {all}"),
            hash => new ReadConfirmationAsked(activity.Statement, connection.Name, all, time, limit, hash), cancellationToken))
            throw new LoadDeclinedException($"The reading of {connection.Name} was not confirmed. The statement was not run.");
        _confirmed[connection.Name] = all ?? long.MaxValue;
    }

    static string Said(ConnectionSettings connection, long? calls, TimeSpan? time, string limit)
    {
        var allowed = double.Parse(limit, CultureInfo.InvariantCulture).ToString("#,0.##", CultureInfo.InvariantCulture);
        if (calls is not { } known)
            return $"How many calls of {connection.Name} the statement takes to read cannot be known before it reads, and "
                + $"{connection.Name} allows {allowed}";
        var lasting = time is { } takes ? $", {Amounts.Time(takes)} at the account's limits," : "";
        return $"The statement would take about {Amounts.Number(known)} calls of {connection.Name} to read{lasting}"
            + $"{(lasting.Length == 0 ? "," : "")} more than the {allowed} that {connection.Name} allows";
    }

    static ConnectorException Refused(ConnectionSettings connection, string message) =>
        new(ConnectorErrorKind.Refused, message) { Connection = connection.Name };
}
