using System.Text.Json;
using Koppel.Connectors.Salesforce.Api;
using Koppel.Connectors.Salesforce.Calls;
using Koppel.Connectors.Salesforce.Soql;
using Koppel.Sdk.Http;

namespace Koppel.Connectors.Salesforce.Loads;

/// <summary>
/// What runs in an org by itself when rows of an object are written: triggers, flows, duplicate rules, assignment rules. One call asks for
/// all of them; a user who may not see them is told so.
/// </summary>
internal static class OrgRules
{
    /// <summary>What is told of them, as sentences without a full stop.</summary>
    public static async Task<IReadOnlyList<string>> NotesAsync(WriteTarget target, CancellationToken cancellationToken)
    {
        var name = SoqlText.Literal(target.Object.Name);
        (string What, string Soql)[] asked =
        [
            ("triggers", $"SELECT Name FROM ApexTrigger WHERE TableEnumOrId = {name} AND Status = 'Active'"),
            ("flows", $"SELECT Label FROM FlowDefinitionView WHERE TriggerObjectOrEvent.QualifiedApiName = {name} AND IsActive = true"),
            ("duplicate rules", $"SELECT MasterLabel FROM DuplicateRule WHERE SobjectType = {name} AND IsActive = true"),
            ("assignment rules", $"SELECT Name FROM AssignmentRule WHERE SobjectType = {name} AND Active = true"),
        ];
        if (await Composite.AskAsync(target.Org, "query", [.. asked.Select(a => a.Soql)], cancellationToken) is not { } answers)
            return ["what runs in the org by itself could not be asked: its administrator knows"];
        var notes = new List<string>();
        var unseen = new List<string>();
        foreach (var ((what, _), answer) in asked.Zip(answers))
        {
            if (Names(answer) is not { } names) unseen.Add(what);
            else if (names.Count > 0) notes.Add(Note(target, what, names));
        }
        if (unseen.Count > 0)
            notes.Add($"this user may not see the {string.Join(", ", unseen)} of {target.Object.Name}: whether any run is not known");
        return notes;
    }

    static string Note(WriteTarget target, string what, IReadOnlyList<string> names)
    {
        var them = string.Join(", ", names.Take(5)) + (names.Count > 5 ? $" and {names.Count - 5} more" : "");
        return what switch
        {
            "duplicate rules" when target.Org.Options.AllowDuplicates =>
                $"duplicate rules of {target.Object.Name} are told to let rows pass (duplicate_rules = allow): {them}",
            "duplicate rules" =>
                $"duplicate rules of {target.Object.Name} may refuse rows (duplicate_rules = allow lets them pass): {them}",
            "assignment rules" when !target.Org.Options.AssignmentRules =>
                $"assignment rules of {target.Object.Name} do not run (assignment_rules = off): {them}",
            "assignment rules" => $"assignment rules of {target.Object.Name} give rows an owner (assignment_rules = off stops it): {them}",
            _ => $"{what} on {target.Object.Name} run by themselves: {them}",
        };
    }

    /// <summary>The names in an answer; null when it is a refusal.</summary>
    static List<string>? Names(RestResponse answer)
    {
        if (!answer.IsSuccess) return null;
        using var document = answer.Json();
        return document.RootElement.TryGetProperty("records", out var records) && records.ValueKind == JsonValueKind.Array
            ? [.. records.EnumerateArray().Select(r => r.EnumerateObject().LastOrDefault(p => p.Name != "attributes").Value.ToString())]
            : null;
    }
}
