using Microsoft.Extensions.Logging;

namespace Koppel.Engine.Events;

/// <summary>What is logged of statements: decisions and faults, no text of a statement and no value of a row.</summary>
internal static partial class EngineLog
{
    [LoggerMessage(1, LogLevel.Information, "statement {Statement}: {Kind}")]
    public static partial void StatementBegins(this ILogger log, int statement, string kind);

    [LoggerMessage(2, LogLevel.Warning, "everything is read: {Reason}")]
    public static partial void NotPlanned(this ILogger log, string reason);

    [LoggerMessage(3, LogLevel.Debug, "{Table}: only {Lookup}")]
    public static partial void LooksUp(this ILogger log, string table, string lookup);

    [LoggerMessage(4, LogLevel.Debug, "{Table}: read once and kept for several places")]
    public static partial void Stages(this ILogger log, string table);

    [LoggerMessage(5, LogLevel.Debug, "{Table}: is read to its end")]
    public static partial void Streams(this ILogger log, string table);

    [LoggerMessage(6, LogLevel.Information, "{Table}: {Read} rows read, {Changes} to change, {Calls} calls, {Seconds} s at the limits")]
    public static partial void LoadPlanned(this ILogger log, string table, long read, long changes, long calls, long seconds);

    [LoggerMessage(7, LogLevel.Information,
        "{Table}: {Changed} rows changed, {Unchanged} unchanged, {Rejected} rejected, {NotSent} not sent")]
    public static partial void LoadEnded(this ILogger log, string table, long changed, long unchanged, long rejected, long notSent);

    [LoggerMessage(8, LogLevel.Information, "{Table}: calls are made while rows are still read")]
    public static partial void SendsEarly(this ILogger log, string table);

    [LoggerMessage(9, LogLevel.Warning, "{Table}: ended by {Fault}")]
    public static partial void LoadFaulted(this ILogger log, string table, string fault);
}
