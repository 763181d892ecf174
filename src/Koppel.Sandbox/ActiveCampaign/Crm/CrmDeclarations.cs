using Koppel.Sandbox.ActiveCampaign.Declared;

namespace Koppel.Sandbox.ActiveCampaign.Crm;

/// <summary>The resources of sales: deals, their pipelines, tasks, fields and notes.</summary>
internal static class CrmDeclarations
{
    public static readonly Resource[] All =
    [
        DealGroups.Resource,
        DealGroupUsers.Resource,
        DealGroupGroups.Resource,
        DealStages.Resource,
        Deals.Resource,
        DealActivities.Resource,
        DealRoles.Resource,
        ContactDeals.Resource,
        DealTasktypes.Resource,
        DealTasks.Resource,
        TaskOutcomes.Resource,
        TasktypeOutcomeRels.Resource,
        TaskNotifications.Resource,
        DealFields.Meta,
        DealFields.Values.Resource,
        AccountCustomFields.Meta,
        AccountCustomFields.Values.Resource,
        Notes.Resource,
    ];
}
