namespace Koppel.Sandbox.Tests.Contract.Recorded;

/// <summary>What was in the account before a recording began, as the calls that make it.</summary>
static class Preparations
{
    static readonly Dictionary<string, (string Method, string Path, string Body)[]> Calls = new(StringComparer.Ordinal)
    {
        // A contact that an import had put in an account the day before.
        ["ruby-b/ContactGateway/all/returns_a_contacts_hash"] =
        [
            ("POST", "accounts", """{"account":{"name":"Example"}}"""),
            ("POST", "contacts", """{"contact":{"email":"someone@example.com"}}"""),
            ("POST", "accountContacts", """{"accountContact":{"account":9,"contact":2}}"""),
        ],
    };

    public static IEnumerable<(string Method, string Path, string Body)> Of(Recording recording) => Calls.GetValueOrDefault($"{recording.Family}/{recording.Name}") ?? [];
}
