using Koppel.Sandbox.ActiveCampaign.Automations;

namespace Koppel.Sandbox.ActiveCampaign.State;

/// <content>What happens to contacts by itself.</content>
sealed partial class Store
{
    public AutomationSet Automations => field ??= new(this);
}
