using System.Globalization;
using System.Text.Json;
using Koppel.Sandbox.ActiveCampaign.Declared;
using Koppel.Sandbox.ActiveCampaign.State;
using static Koppel.Sandbox.ActiveCampaign.Records.Columns;

namespace Koppel.Sandbox.ActiveCampaign.Automations;

/// <summary>
/// <c>/automationBlocks</c>: the steps of automations. No description has the list, and clients read it all the same; the keys are those
/// that a published extractor knows.
/// </summary>
internal static class AutomationBlocks
{
    public static readonly Resource Resource = new("automationBlocks", "automationBlock", "AutomationBlock",
    [
        Reference("automation"), Reference("parent"), Number("ordernum"), Json("params"), Flag("deleted"),
        Created("cdate"), Updated("mdate"), Links("automation"), Id(),
    ])
    {
        Verbs = Verbs.List | Verbs.One,
        Nested = [Nested.Under("automations", "blocks", "automation")],
    };

    /// <summary>Puts the steps of an automation in a store, each below the one before it.</summary>
    public static void Add(Store store, Automation automation, DateTime now)
    {
        long? parent = null;
        foreach (var step in automation.Steps)
        {
            parent = store.Table(Resource)
                .Add(now, ("automation", automation.Id), ("parent", parent), ("ordernum", 0), ("params", Params(step))).Id;
        }
    }

    static JsonElement Params(AutomationStep step) => JsonSerializer.SerializeToElement(step.Kind switch
    {
        StepKind.SendMessage => new Dictionary<string, string> { ["messageid"] = Text(step) },
        StepKind.AddTag => new() { ["action"] = "add", ["tagid"] = Text(step) },
        _ => new() { ["action"] = "remove", ["tagid"] = Text(step) },
    });

    static string Text(AutomationStep step) => step.Target.ToString(CultureInfo.InvariantCulture);
}
