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
        // Pipelines that stayed when the recorded one had gone.
        ["ruby-a/Pipelines/show_pipelines/returns_a_pipelines_array"] = [("POST", "dealGroups", """{"dealGroup":{"title":"Other","currency":"eur"}}""")],
        // What is made by hand in the account.
        ["ruby-b/TemplateGateway/find/returns_a_template_hash"] = [("POST", "/_sandbox/rows", """{"resource":"templates","id":100001,"values":{"name":"Spring"}}""")],
        ["ruby-b/TemplateGateway/delete/returns_an_empty_hash"] =
        [
            ("POST", "/_sandbox/rows", """{"resource":"templates","id":100000,"values":{"name":"Spring"}}"""),
            ("POST", "/_sandbox/rows", """{"resource":"templates","id":100001,"values":{"name":"Summer"}}"""),
        ],
        ["ruby-b/EmailActivityGateway/all/returns_email_activities_hash"] = [("POST", "/_sandbox/rows", """{"resource":"emailActivities","values":{"subscriberid":1,"relid":1,"subject":"Hello"}}""")],
    };

    public static IEnumerable<(string Method, string Path, string Body)> Of(Recording recording) => Calls.GetValueOrDefault($"{recording.Family}/{recording.Name}") ?? [];
}
