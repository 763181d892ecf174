using Koppel.Sandbox.ActiveCampaign.Declared;
using Koppel.Sandbox.ActiveCampaign.Records;
using Koppel.Sandbox.ActiveCampaign.Wire;
using static Koppel.Sandbox.ActiveCampaign.Records.Columns;

namespace Koppel.Sandbox.ActiveCampaign.Crm;

/// <summary>
/// <c>/dealRoles</c>: what a contact can be to a deal. The vendor's reference sends the title without an envelope; both are taken.
/// </summary>
internal static class DealRoles
{
    public static readonly Resource Resource = new("dealRoles", "dealRole", "DealRole",
        Text("title").Required("The dealRole title was not provided."), Created("created_timestamp"), Updated("updated_timestamp"),
        Links("contactDeals"), Id())
    {
        Verbs = Verbs.List | Verbs.Delete,
        Filters = [Filter.Contains("search", "title").AsParameter()],
        Calls = set => [new("POST", "dealRoles", call => set["dealRoles"].Create(call, call.Body.Member("dealRole") ?? call.Body))],
        IsCreateUnrecorded = true,
    };
}
