using System.Text.Json;
using Koppel.Connectors.Salesforce.Api;
using Koppel.Connectors.Salesforce.Describe;

namespace Koppel.Connectors.Salesforce.Calls;

/// <summary>An object that rows are written to.</summary>
/// <param name="Org">The org.</param>
/// <param name="Object">The object.</param>
/// <param name="BasePath">What stands before every path.</param>
internal sealed record WriteTarget(Org Org, OrgObject Object, string BasePath)
{
    /// <summary>What the org's rules are told, with every call that writes.</summary>
    public Dictionary<string, string> Headers
    {
        get
        {
            var headers = new Dictionary<string, string>();
            if (!Org.Options.AssignmentRules) headers["Sforce-Auto-Assign"] = "FALSE";
            if (Org.Options.AllowDuplicates) headers["Sforce-Duplicate-Rule-Header"] = "allowSave=true";
            return headers;
        }
    }

    /// <summary>Waits before rows that were locked are sent again.</summary>
    /// <param name="attempt">The how manieth attempt it was.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public Task PauseAsync(int attempt, CancellationToken cancellationToken) =>
        Org.Client.DelayAsync(TimeSpan.FromSeconds(attempt), cancellationToken);

    /// <summary>
    /// By which fields rows are put in order, so that those of one related record go together and do not lock it against each other.
    /// </summary>
    /// <param name="body">A row's body.</param>
    public static string ParentOf(JsonElement body) => body.ValueKind != JsonValueKind.Object ? ""
        : string.Join(' ', body.EnumerateObject().Where(p => IsParent(p.Name) && p.Value.ValueKind == JsonValueKind.String)
            .Select(p => p.Value.GetString()));

    static bool IsParent(string name) => name.EndsWith("Id", StringComparison.Ordinal) || name.EndsWith("__c", StringComparison.Ordinal);
}
