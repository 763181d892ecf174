namespace Koppel.Sandbox;

/// <summary>What was asked of the Salesforce sandbox since it started or was reset, and what it holds now.</summary>
/// <param name="Calls">Calls, those for signing in and refused ones included.</param>
/// <param name="ByRoute">The same by method and path: <c>GET /services/data/{version}/query</c>.</param>
/// <param name="Throttled">Calls refused because those of the day were used up.</param>
/// <param name="Used">API calls that count for the day.</param>
/// <param name="Most">How many may.</param>
/// <param name="Sessions">Sessions that are open.</param>
/// <param name="Records">Records held of every object that has some, those in the recycle bin aside.</param>
public sealed record SalesforceStats(
    long Calls, IReadOnlyDictionary<string, long> ByRoute, long Throttled, int Used, int Most, int Sessions,
    IReadOnlyDictionary<string, int> Records);
