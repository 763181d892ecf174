using Microsoft.Extensions.Logging;

namespace Koppel.Sdk.Http;

/// <summary>What is logged of calls: decisions and faults, no header and no body.</summary>
static partial class HttpLog
{
    [LoggerMessage(10, LogLevel.Information, "{Route}: {Why}; it is made again in {Milliseconds} ms")]
    public static partial void CallAgain(this ILogger log, string route, string why, long milliseconds);

    [LoggerMessage(11, LogLevel.Information, "{Connection}: a token was issued, good for {Lifetime}")]
    public static partial void TokenIssued(this ILogger log, string connection, TimeSpan? lifetime);

    [LoggerMessage(12, LogLevel.Debug, "{Route} answered {Status} in {Milliseconds} ms, attempt {Attempt}")]
    public static partial void Answered(this ILogger log, string route, int status, long milliseconds, int attempt);
}
