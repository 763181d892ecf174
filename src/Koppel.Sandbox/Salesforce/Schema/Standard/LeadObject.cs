using static Koppel.Sandbox.Salesforce.Schema.FieldKinds;

namespace Koppel.Sandbox.Salesforce.Schema.Standard;

internal static class LeadObject
{
    public static readonly OrgObject Object = new("Lead", "00Q", "Lead", "Leads")
    {
        Mergeable = true,
        FeedEnabled = true,
        Fields =
        [
            Id("Lead ID"), Deleted(), MasterRecord("Lead"), .. PersonName(), Text("Title", "Title", 128),
            Text("Company", "Company", 255).Required(), .. AddressOf(""),
            Phone("Phone", "Phone"), Phone("MobilePhone", "Mobile Phone"), Phone("Fax", "Fax"),
            Email("Email", "Email") with { IdLookup = true }, Url("Website", "Website"), Photo(),
            Area("Description", "Description", 32_000), Pick("LeadSource", "Lead Source", Picklists.Sources),
            Pick("Status", "Status", "Open - Not Contacted", "Working - Contacted", "Closed - Converted", "Closed - Not Converted")
                with { Nillable = false, DefaultedOnCreate = true, Default = "Open - Not Contacted" },
            Pick("Industry", "Industry", Picklists.Industries), Pick("Rating", "Rating", Picklists.Ratings),
            Money("AnnualRevenue", "Annual Revenue", 0), Whole("NumberOfEmployees", "Employees"), Owner("Group", "User"),
            Flag("HasOptedOutOfEmail", "Email Opt Out"),
            Flag("IsConverted", "Converted") with { Updateable = false }, Date("ConvertedDate", "Converted Date").ReadOnly(),
            Lookup("ConvertedAccountId", "Converted Account ID", "Account").ReadOnly(),
            Lookup("ConvertedContactId", "Converted Contact ID", "Contact").ReadOnly(),
            Lookup("ConvertedOpportunityId", "Converted Opportunity ID", "Opportunity").ReadOnly(),
            Flag("IsUnreadByOwner", "Unread By Owner"), .. Audit(), Date("LastActivityDate", "Last Activity").ReadOnly(), .. Viewed(),
            Text("Jigsaw", "Data.com Key", 20), Text("JigsawContactId", "Jigsaw Contact ID", 20).ReadOnly(), Picklists.CleanStatus(),
            Text("CompanyDunsNumber", "Company D-U-N-S Number", 9), Text("EmailBouncedReason", "Email Bounced Reason", 255),
            Moment("EmailBouncedDate", "Email Bounced Date"), Lookup("IndividualId", "Individual ID", "Individual", "Leads"),
            Pick("ProductInterest__c", "Product Interest", "GC1000 series", "GC5000 series", "GC3000 series"),
            Number("NumberofLocations__c", "Number of Locations", 3, 0),
            Key("External_Id__c", "External Id", 40) with { CaseSensitive = true },
        ],
    };
}
