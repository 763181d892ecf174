using Koppel.Sandbox.ActiveCampaign.Declared;

namespace Koppel.Sandbox.ActiveCampaign.Automations;

/// <summary>The resources of automations.</summary>
internal static class AutomationDeclarations
{
    public static readonly Resource[] All =
    [
        AutomationRows.Resource,
        AutomationBlocks.Resource,
        EnrolmentRows.Resource,
    ];
}
