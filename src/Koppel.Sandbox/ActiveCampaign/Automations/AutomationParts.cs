using Koppel.Sandbox.ActiveCampaign.State;

namespace Koppel.Sandbox.ActiveCampaign.Automations;

/// <summary>What stores keep of automations.</summary>
internal static class AutomationParts
{
    static readonly Part<AutomationSet> SetPart = new(store => new(store));

    extension(Store store)
    {
        public AutomationSet Automations => store.Get(SetPart);
    }
}
