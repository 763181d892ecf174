using static Koppel.Sandbox.Salesforce.Schema.FieldKinds;

namespace Koppel.Sandbox.Salesforce.Schema.Standard;

internal static class OpportunityObjects
{
    public static readonly OrgObject Opportunity = new("Opportunity", "006", "Opportunity", "Opportunities")
    {
        FeedEnabled = true,
        Fields =
        [
            Id("Opportunity ID"), Deleted(),
            Lookup("AccountId", "Account ID", "Account", "Opportunities") with { CascadeDelete = true }, Flag("IsPrivate", "Private"),
            Name("Name", 120), Area("Description", "Description", 32_000), Pick("StageName", "Stage", Picklists.Stages).Required(),
            Money("Amount", "Amount"), Percent("Probability", "Probability (%)", 3, 0) with { DefaultedOnCreate = true },
            Money("ExpectedRevenue", "Expected Amount").ReadOnly() with { Computed = Computation.ExpectedRevenue },
            Number("TotalOpportunityQuantity", "Quantity", 18, 2), Date("CloseDate", "Close Date").Required(),
            Pick("Type", "Opportunity Type", "Existing Customer - Upgrade", "Existing Customer - Replacement",
                "Existing Customer - Downgrade", "New Customer"),
            Text("NextStep", "Next Step", 255), Pick("LeadSource", "Lead Source", Picklists.Sources),
            Flag("IsClosed", "Closed").System() with { Computed = Computation.IsClosed },
            Flag("IsWon", "Won").System() with { Computed = Computation.IsWon },
            Pick("ForecastCategory", "Forecast Category", "Omitted", "Pipeline", "BestCase", "MostLikely", "Forecast", "Closed").ReadOnly()
                with { Nillable = false, Length = 40, Restricted = true, Computed = Computation.ForecastCategory },
            Pick("ForecastCategoryName", "Forecast Category", "Omitted", "Pipeline", "Best Case", "Commit", "Closed")
                with { DefaultedOnCreate = true, Restricted = true },
            Lookup("CampaignId", "Campaign ID", "Campaign", "Opportunities"), Flag("HasOpportunityLineItem", "Has Line Item").System(),
            Lookup("Pricebook2Id", "Price Book ID", "Pricebook2", "Opportunities") with { DefaultedOnCreate = true }, Owner("User"),
            .. Audit(), Date("LastActivityDate", "Last Activity").ReadOnly(),
            Moment("LastStageChangeDate", "Last Stage Change Date").ReadOnly(),
            Whole("FiscalQuarter", "Fiscal Quarter").ReadOnly() with { Compound = "Fiscal", Computed = Computation.FiscalQuarter },
            Whole("FiscalYear", "Fiscal Year").ReadOnly() with { Compound = "Fiscal", Computed = Computation.FiscalYear },
            Text("Fiscal", "Fiscal Period", 6).ReadOnly() with { Computed = Computation.Fiscal },
            Lookup("ContactId", "Contact ID", "Contact", "Opportunities") with { Updateable = false, RelationshipName = null }, .. Viewed(),
            Flag("HasOpenActivity", "Has Open Activity").System() with { Only = Uses.Group },
            Flag("HasOverdueTask", "Has Overdue Task").System() with { Only = Uses.Group },
            History("LastAmountChangedHistoryId"), History("LastCloseDateChangedHistoryId"),
            Text("OrderNumber__c", "Order Number", 8), Key("Deal_Key__c", "Deal Key", 30),
        ],
    };

    static OrgField History(string name) => Lookup(name, "Opportunity History ID", "OpportunityHistory").ReadOnly();

    public static readonly OrgObject ContactRole =
        new("OpportunityContactRole", "00K", "Opportunity Contact Role", "Opportunity Contact Role")
        {
            Undeletable = false,
            Searchable = false,
            Layoutable = false,
            Fields =
            [
                Id("Contact Role ID"),
                Lookup("OpportunityId", "Opportunity ID", "Opportunity", "OpportunityContactRoles").Required() with
                {
                    Updateable = false, CascadeDelete = true,
                },
                Lookup("ContactId", "Contact ID", "Contact", "OpportunityContactRoles").Required() with { CascadeDelete = true },
                Pick("Role", "Role", "Business User", "Decision Maker", "Economic Buyer", "Economic Decision Maker", "Evaluator",
                    "Executive Sponsor", "Influencer", "Technical Buyer", "Other") with { Length = 40 },
                Flag("IsPrimary", "Primary"), .. Audit(), Deleted(),
            ],
        };
}
