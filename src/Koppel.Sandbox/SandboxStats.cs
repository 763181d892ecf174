namespace Koppel.Sandbox;

/// <summary>What was asked of the sandbox since it started or was reset, and what it holds now.</summary>
/// <param name="Calls">API calls, refused ones included.</param>
/// <param name="ByRoute">The same by method and path, ids as <c>{id}</c>: <c>GET /api/3/contacts/{id}</c>.</param>
/// <param name="Throttled">Calls refused for a limit: 429 answers, and 400 answers of the importer for its own limits.</param>
/// <param name="Contacts">Contacts held.</param>
/// <param name="Tags">Tags held.</param>
/// <param name="ContactTags">Links between contacts and tags held.</param>
/// <param name="Accounts">Accounts held.</param>
/// <param name="Rows">Rows held of every other resource by its name: <c>lists</c>, <c>fieldValues</c>.</param>
public sealed record SandboxStats(
    long Calls, IReadOnlyDictionary<string, long> ByRoute, long Throttled, int Contacts, int Tags, int ContactTags, int Accounts,
    IReadOnlyDictionary<string, int> Rows);
