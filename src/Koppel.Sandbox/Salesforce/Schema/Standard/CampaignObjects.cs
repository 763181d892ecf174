using static Koppel.Sandbox.Salesforce.Schema.FieldKinds;

namespace Koppel.Sandbox.Salesforce.Schema.Standard;

internal static class CampaignObjects
{
    public static readonly OrgObject Campaign = new("Campaign", "701", "Campaign", "Campaigns")
    {
        FeedEnabled = true,
        Fields =
        [
            Id("Campaign ID"), Deleted(), Name("Name", 80), Lookup("ParentId", "Parent Campaign ID", "Campaign", "ChildCampaigns"),
            Pick("Type", "Type", "Conference", "Webinar", "Trade Show", "Public Relations", "Partners", "Referral Program",
                "Advertisement", "Banner Ads", "Direct Mail", "Email", "Telemarketing", "Other") with { Length = 40 },
            Pick("Status", "Status", "Planned", "In Progress", "Completed", "Aborted") with { Length = 40, Default = "Planned" },
            Date("StartDate", "Start Date"), Date("EndDate", "End Date"), Money("ExpectedRevenue", "Expected Revenue", 0),
            Money("BudgetedCost", "Budgeted Cost", 0), Money("ActualCost", "Actual Cost", 0),
            Percent("ExpectedResponse", "Expected Response (%)", 10, 2), Number("NumberSent", "Num Sent", 18, 0),
            Flag("IsActive", "Active"), Area("Description", "Description", 32_000), Owner("User"), .. Audit(),
            Date("LastActivityDate", "Last Activity").ReadOnly(), .. Viewed(), Key("Campaign_Code__c", "Campaign Code", 20),
        ],
    };

    public static readonly OrgObject Member = new("CampaignMember", "00v", "Campaign Member", "Campaign Members")
    {
        Undeletable = false,
        Fields =
        [
            Id("Campaign Member ID"), Deleted(),
            Lookup("CampaignId", "Campaign ID", "Campaign", "CampaignMembers").Required() with { Updateable = false, CascadeDelete = true },
            Lookup("LeadId", "Lead ID", "Lead", "CampaignMembers") with { Updateable = false, CascadeDelete = true },
            Lookup("ContactId", "Contact ID", "Contact", "CampaignMembers") with { Updateable = false, CascadeDelete = true },
            Pick("Status", "Status", "Sent", "Responded") with { Length = 40, DefaultedOnCreate = true, Default = "Sent" },
            Flag("HasResponded", "Responded").System(), .. Audit(), Date("FirstRespondedDate", "First Responded Date").ReadOnly(),
            Text("LastName", "Last Name", 80).ReadOnly()
                with { Computed = Computation.FromParent, From = "Contact.LastName Lead.LastName" },
            Text("FirstName", "First Name", 40).ReadOnly()
                with { Computed = Computation.FromParent, From = "Contact.FirstName Lead.FirstName" },
            Email("Email", "Email").ReadOnly() with { Computed = Computation.FromParent, From = "Contact.Email Lead.Email" },
        ],
    };
}
