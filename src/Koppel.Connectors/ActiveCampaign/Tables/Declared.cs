using Koppel.Sdk.Rest.Declare;

namespace Koppel.Connectors.ActiveCampaign.Tables;

/// <summary>All tables that are declared, in the order in which they are listed.</summary>
internal static class Declared
{
    /// <summary>The declarations.</summary>
    public static readonly IReadOnlyList<RestTable> All =
    [
        Contacts.Table, Tags.Table, ContactTags.Table, Lists.Table, Lists.Groups, ContactLists.Table,
        Fields.Table, Fields.Options, Fields.Relations, GroupMembers.Table, FieldValues.Table,
        Accounts.Table, AccountContacts.Table, CustomFields.AccountMeta, CustomFields.AccountData,
        Deals.Table, DealGroups.Table, DealGroups.Stages, Deals.Contacts, Deals.Roles, CustomFields.DealMeta, CustomFields.DealData,
        DealTasks.Table, DealTasks.Types, DealTasks.Outcomes, DealTasks.OutcomeRelations, Notes.Table,
        Segments.Table, Segments.V2, Segments.Saved, Automations.Table, Automations.Blocks, Automations.Contacts,
        Campaigns.Table, Campaigns.Links, Campaigns.Messages,
        Content.Templates, Content.SavedResponses, Content.Personalizations, Content.Forms, Content.Brandings, Content.Calendars,
        Content.Addresses,
        Users.Table, Groups.Table, Users.Limits,
        Scores.Table, Scores.Values,
        ContactLogs.Activities, ContactLogs.EmailActivities, ContactLogs.DealActivities, ContactLogs.Tracking, ContactLogs.Bounces,
        ContactLogs.GeoIps, ContactLogs.Goals,
        ContactLogs.EntryCounts, ContactLogs.Data,
        Shop.Connections, Shop.Customers, Shop.Orders, Shop.Products,
        Webhooks.Table, Webhooks.Events, Webhooks.EventTracking, Webhooks.SiteTracking,
        CustomObjects.Schemas, CustomObjects.Records, Settings.Exclusions,
    ];
}
