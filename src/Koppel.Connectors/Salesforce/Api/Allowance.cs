using System.Globalization;
using Koppel.Sdk.Connections;
using Koppel.Sdk.Http;

namespace Koppel.Connectors.Salesforce.Api;

/// <summary>
/// The calls that an org may make in 24 hours. Each answer tells how many were made; a share is left for other programs. Safe to use from
/// many threads. Source: the header <c>Sforce-Limit-Info</c> of every answer.
/// </summary>
/// <param name="reserve">The share that is left, from 0 to 1.</param>
internal sealed class Allowance(double reserve)
{
    long _used = -1;
    long _most;

    /// <summary>How many calls were made, and how many may be; null before the first answer.</summary>
    public (long Used, long Most)? Known => Interlocked.Read(ref _used) is >= 0 and var used ? (used, Interlocked.Read(ref _most)) : null;

    /// <summary>Reads what an answer tells.</summary>
    public void Take(RestResponse response)
    {
        foreach (var text in response.Headers("Sforce-Limit-Info"))
        {
            var parts = text.Split(';')[0].Split('=', '/');
            if (parts.Length != 3 || parts[0].Trim() != "api-usage" || !Number(parts[1], out var used) || !Number(parts[2], out var most))
                continue;
            Interlocked.Exchange(ref _most, most);
            Interlocked.Exchange(ref _used, used);
        }
    }

    /// <summary>Why no further call is made, as a sentence with what to do; null when there is room.</summary>
    public ConnectorException? Fault(string connection)
    {
        if (Known is not var (used, most) || most <= 0 || reserve <= 0 || used < most * (1 - reserve)) return null;
        return new ConnectorException(ConnectorErrorKind.Throttled, string.Create(CultureInfo.InvariantCulture,
            $"Salesforce (connection '{connection}') was called {used:N0} times of {most:N0} in 24 hours, and {reserve:P0} are left for "
                + $"other "
            + $"programs (reserve = {reserve}). Nothing more is sent. Go on later, or lower the setting reserve.").Replace(" %", "%"))
        { Connection = connection };
    }

    static bool Number(string text, out long number) =>
        long.TryParse(text.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
