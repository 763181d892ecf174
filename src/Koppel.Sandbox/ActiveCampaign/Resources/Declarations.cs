using Koppel.Sandbox.ActiveCampaign.Automations;
using Koppel.Sandbox.ActiveCampaign.Campaigns;
using Koppel.Sandbox.ActiveCampaign.Content;
using Koppel.Sandbox.ActiveCampaign.Crm;
using Koppel.Sandbox.ActiveCampaign.Declared;
using Koppel.Sandbox.ActiveCampaign.Logs;
using Koppel.Sandbox.ActiveCampaign.Shop;
using Koppel.Sandbox.ActiveCampaign.Tracking;
using Koppel.Sandbox.ActiveCampaign.Webhooks;

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
        // Its path looks like the id of a list.
        Exclusions.Resource,
        Lists.Resource,
        ListGroups.Resource,
        ContactLists.Resource,
        Accounts.Resource,
        AccountContacts.Resource,
        Organizations.Resource,
        GeoIps.Resource,
        GeoAddresses.Resource,
        Fields.Resource,
        FieldOptions.Resource,
        GroupDefinitions.Resource,
        GroupMembers.Resource,
        FieldRels.Resource,
        FieldValues.Resource,
        .. CrmDeclarations.All,
        .. ContentDeclarations.All,
        .. ShopDeclarations.All,
        .. LogDeclarations.All,
        .. TrackingDeclarations.All,
        WebhookRows.Resource,

        MessageRows.Resource,
        CampaignRows.Resource,
        CampaignMessageRows.Resource,
        CampaignListRows.Resource,
        LinkRows.Resource,
        AutomationRows.Resource,
        AutomationBlocks.Resource,
        EnrolmentRows.Resource,
    ];
}
