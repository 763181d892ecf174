using Koppel.Sandbox.ActiveCampaign.Automations;
using Koppel.Sandbox.ActiveCampaign.Campaigns;
using Koppel.Sandbox.ActiveCampaign.Declared;

namespace Koppel.Sandbox.ActiveCampaign.Resources;

/// <summary>All declared resources, written out.</summary>
static class Declarations
{
    public static readonly Resource[] All =
    [
        Users.Resource,
        UserGroups.Resource,
        UserPermissions.Resource,
        Groups.Resource,
        GroupLimits.Resource,
        Lists.Resource,
        ListGroups.Resource,
        ContactLists.Resource,
        AccountContacts.Resource,
        Organizations.Resource,
        GeoIps.Resource,
        GeoAddresses.Resource,
        Fields.Resource,
        FieldOptions.Resource,
        FieldRels.Resource,
        FieldValues.Resource,

        MessageRows.Resource,
        CampaignRows.Resource,
        CampaignMessageRows.Resource,
        CampaignListRows.Resource,
        LinkRows.Resource,
        AutomationRows.Resource,
        EnrolmentRows.Resource,
    ];
}
