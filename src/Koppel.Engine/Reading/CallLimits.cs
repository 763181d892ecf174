using System.Globalization;
using Koppel.Engine.Events;
using Koppel.Engine.Sql;
using Koppel.Sdk.Connections;

namespace Koppel.Engine.Reading;

/// <summary>
/// Holds the calls of a statement against <c>max_calls</c> and <c>max_calls_a_day</c> of their connection. What cannot be worked out counts
/// as exceeded.
/// </summary>
/// <param name="activity">What the statement has done.</param>
/// <param name="ofDay">
/// How many calls of a connection the ledger knows of the last 24 hours, without those of a time just before now; null when there is none.
/// </param>
internal sealed class CallLimits(StatementActivity activity, Func<string, TimeSpan, long?> ofDay)
{
    /// <summary>Whether a connection has such limits.</summary>
    public static bool Watches(ConnectionSettings connection) =>
        (connection.Text(CommonSettings.MaxCalls.Name) ?? connection.Text(CommonSettings.MaxCallsADay.Name)) is not null;

    /// <summary>Whether the calls of a connection in 24 hours are limited: then those that no run records are counted too.</summary>
    public static bool PerDay(ConnectionSettings? connection) => connection?.Text(CommonSettings.MaxCallsADay.Name) is not null;

    /// <summary>
    /// The limit that some more calls would exceed, and that as the end of a sentence that begins with the statement; null when they keep
    /// to both.
    /// </summary>
    /// <param name="connection">The connection.</param>
    /// <param name="coming">How many more calls of it the statement makes; null when that is not known.</param>
    public (LimitExceeded Limit, string Said)? Find(ConnectionSettings connection, long? coming)
    {
        var (name, made) = (connection.Name, activity.CallsOf(connection.Name));
        var all = made + coming;
        if (Limit(connection, CommonSettings.MaxCalls) is { } most && !(all <= most))
            return (Exceeded(connection, CommonSettings.MaxCalls, all), (all is { } calls
                ? $"would take {Amounts.Number(calls)} calls of {name}, {Amounts.Number(made)} of them made already, more than the "
                    + $"{Shown(most)} that {name} allows"
                : $"takes calls of {name} whose number cannot be known before it reads, while {name} allows {Shown(most)}")
                + $" one statement ({CommonSettings.MaxCalls.Name})");
        if (Limit(connection, CommonSettings.MaxCallsADay) is not { } daily) return null;
        var before = ofDay(name, activity.Elapsed);
        if (before + all <= daily) return null;
        return (Exceeded(connection, CommonSettings.MaxCallsADay, before + all), (before + all is { } day
            ? $"would bring the calls of {name} in 24 hours to {Amounts.Number(day)}, more than the {Shown(daily)} that {name} allows"
            : before is null ? $"takes calls of {name}, and how many there were in 24 hours cannot be known without a ledger, while {name} "
                + $"allows {Shown(daily)}"
            : $"takes calls of {name} whose number cannot be known before it reads, while {name} allows {Shown(daily)} in 24 hours")
            + $" ({CommonSettings.MaxCallsADay.Name})");
    }

    LimitExceeded Exceeded(ConnectionSettings connection, Setting setting, long? figure) =>
        new(activity.Statement, connection.Name, setting.Name, figure, connection.Text(setting.Name)!);

    static double? Limit(ConnectionSettings connection, Setting setting) =>
        connection.Text(setting.Name) is null ? null : connection.Number(setting.Name, 0);

    static string Shown(double limit) => limit.ToString("#,0.##", CultureInfo.InvariantCulture);
}
