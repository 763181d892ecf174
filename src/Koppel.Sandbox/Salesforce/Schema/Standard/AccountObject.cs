using static Koppel.Sandbox.Salesforce.Schema.FieldKinds;

namespace Koppel.Sandbox.Salesforce.Schema.Standard;

internal static class AccountObject
{
    public static readonly OrgObject Object = new("Account", "001", "Account", "Accounts")
    {
        Mergeable = true,
        FeedEnabled = true,
        Fields =
        [
            Id("Account ID"), Deleted(), MasterRecord("Account"),
            Text("Name", "Account Name", 255).Required() with
            {
                NameField = true, Compound = "Name", ExtraTypeInfo = "switchablepersonname",
            },
            Pick("Type", "Account Type", Picklists.AccountTypes),
            Lookup("RecordTypeId", "Record Type ID", "RecordType"),
            Lookup("ParentId", "Parent Account ID", "Account", "ChildAccounts"),
            .. AddressOf("Billing"), .. AddressOf("Shipping"),
            Phone("Phone", "Account Phone"), Phone("Fax", "Account Fax"), Text("AccountNumber", "Account Number", 40),
            Url("Website", "Website"), Photo(), Text("Sic", "SIC Code", 20), Pick("Industry", "Industry", Picklists.Industries),
            Money("AnnualRevenue", "Annual Revenue", 0), Whole("NumberOfEmployees", "Employees"),
            Pick("Ownership", "Ownership", "Public", "Private", "Subsidiary", "Other"), Text("TickerSymbol", "Ticker Symbol", 20),
            Area("Description", "Account Description", 32_000), Pick("Rating", "Account Rating", Picklists.Ratings),
            Text("Site", "Account Site", 80), Owner("User"), .. Audit(),
            Date("LastActivityDate", "Last Activity").ReadOnly(), .. Viewed(),
            Text("Jigsaw", "Data.com Key", 20), Text("JigsawCompanyId", "Jigsaw Company ID", 20).ReadOnly() with
            {
                RelationshipName = "JigsawCompany",
            },
            Picklists.CleanStatus(), Pick("AccountSource", "Account Source", Picklists.Sources), Text("DunsNumber", "D-U-N-S Number", 9),
            Text("Tradestyle", "Tradestyle", 255), Text("NaicsCode", "NAICS Code", 8), Text("NaicsDesc", "NAICS Description", 120),
            Text("YearStarted", "Year Started", 4), Text("SicDesc", "SIC Description", 80),
            Lookup("DandbCompanyId", "D&B Company ID", "DandBCompany", "Accounts"),
            Lookup("OperatingHoursId", "Operating Hour ID", "OperatingHours", "Accounts"),
            Pick("CustomerPriority__c", "Customer Priority", "High", "Low", "Medium"),
            Pick("SLA__c", "SLA", "Gold", "Silver", "Platinum", "Bronze"), Pick("Active__c", "Active", "No", "Yes"),
            Number("NumberofLocations__c", "Number of Locations", 3, 0),
            Pick("UpsellOpportunity__c", "Upsell Opportunity", "Maybe", "No", "Yes"),
            Text("SLASerialNumber__c", "SLA Serial Number", 10), Date("SLAExpirationDate__c", "SLA Expiration Date"),
            Key("Customer_Number__c", "Customer Number", 20), Picks("Interests__c", "Interests", "Training", "Tools", "Insurance", "Finance"),
            Percent("Discount__c", "Discount", 5, 2), .. PlaceOf("Headquarters", "Headquarters"),
            Money("Revenue_per_Employee__c", "Revenue per Employee").ReadOnly() with
            {
                Computed = Computation.RevenuePerEmployee, Formula = "AnnualRevenue / NumberOfEmployees",
            },
        ],
    };
}
