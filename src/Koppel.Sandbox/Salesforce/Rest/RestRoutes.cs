using Koppel.Sandbox.Salesforce.Records;
using Koppel.Sandbox.Salesforce.State;
using Koppel.Sandbox.Salesforce.Wire;

namespace Koppel.Sandbox.Salesforce.Rest;

/// <summary>The calls of REST: objects, records, queries, several calls in one, limits.</summary>
internal static class RestRoutes
{
    static readonly string[] s_resources =
        ["composite", "jobs", "limits", "parameterizedSearch", "query", "queryAll", "recent", "search", "sobjects", "tooling"];

    // What tools ask for: how the org is set up, and by whom.
    static readonly string[] s_ofTools =
        ["ApexTrigger", "EntityDefinition", "FlowDefinitionView", "Organization", "Profile", "RecordType", "User", "UserRole"];

    /// <summary>All of them; those with names in their paths stand before those with ids.</summary>
    /// <param name="org">The org.</param>
    /// <param name="writer">Who writes its records, here and in jobs.</param>
    /// <param name="options">How it behaves.</param>
    /// <param name="allowance">The calls that are left today.</param>
    /// <param name="answer">Answers a call that stands inside of another.</param>
    public static IEnumerable<SalesforceRoute> All(
        OrgData org, RecordWriter writer, SalesforceOptions options, Allowance allowance, Func<SalesforceCall, SalesforceAnswer> answer) =>
    [
        new("GET", "", Resources),
        .. new QueryCalls(org, options).Routes(), .. new DescribeCalls(org).Routes(), .. new ReplicationCalls(org).Routes(),
        .. new RowCalls(org, writer).Routes(), .. new CollectionCalls(org, writer).Routes(),
        .. new TreeCalls(org, writer).Routes(),
        .. new CompositeCalls(org, writer, answer).Routes(), .. new SearchCalls(org).Routes(), .. new RecentCalls(org).Routes(),
        .. new QueryCalls(org, options, "tooling/", s_ofTools).Routes(), .. new LimitCalls(org, allowance).Routes(),
    ];

    // What there is below a version; who has signed in is told at an address of its own.
    static SalesforceAnswer Resources(SalesforceCall call) => SalesforceAnswer.Json(200, json =>
    {
        json.WriteStartObject();
        foreach (var name in s_resources) json.WriteString(name, $"{call.Base}/{name}");
        json.WriteString("identity", $"{call.Root}/id/{Identity.OrgId}/{Identity.UserId}");
        json.WriteEndObject();
    });
}
