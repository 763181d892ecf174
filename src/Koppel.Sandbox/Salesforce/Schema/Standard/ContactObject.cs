using static Koppel.Sandbox.Salesforce.Schema.FieldKinds;

namespace Koppel.Sandbox.Salesforce.Schema.Standard;

internal static class ContactObject
{
    public static readonly OrgObject Object = new("Contact", "003", "Contact", "Contacts")
    {
        Mergeable = true,
        FeedEnabled = true,
        Fields =
        [
            Id("Contact ID"), Deleted(), MasterRecord("Contact"),
            Lookup("AccountId", "Account ID", "Account", "Contacts") with { CascadeDelete = true },
            .. PersonName(), .. AddressOf("Other"), .. AddressOf("Mailing"),
            Phone("Phone", "Business Phone"), Phone("Fax", "Business Fax"), Phone("MobilePhone", "Mobile Phone"),
            Phone("HomePhone", "Home Phone"), Phone("OtherPhone", "Other Phone"), Phone("AssistantPhone", "Asst. Phone"),
            Lookup("ReportsToId", "Reports To ID", "Contact", "Reportees"), Email("Email", "Email") with { IdLookup = true },
            Text("Title", "Title", 128), Text("Department", "Department", 80), Text("AssistantName", "Assistant's Name", 40),
            Pick("LeadSource", "Lead Source", Picklists.Sources), Date("Birthdate", "Birthdate"),
            Area("Description", "Contact Description", 32_000), Owner("User"), Flag("HasOptedOutOfEmail", "Email Opt Out"),
            Flag("DoNotCall", "Do Not Call"), .. Audit(),
            Date("LastActivityDate", "Last Activity").ReadOnly(),
            Moment("LastCURequestDate", "Last Stay-in-Touch Request Date").ReadOnly(),
            Moment("LastCUUpdateDate", "Last Stay-in-Touch Save Date").ReadOnly(), .. Viewed(),
            Text("EmailBouncedReason", "Email Bounced Reason", 255), Moment("EmailBouncedDate", "Email Bounced Date"),
            Flag("IsEmailBounced", "Is Email Bounced").System(), Photo(), Text("Jigsaw", "Data.com Key", 20),
            Text("JigsawContactId", "Jigsaw Contact ID", 20).ReadOnly() with { RelationshipName = "JigsawContact" },
            Picklists.CleanStatus(), Lookup("IndividualId", "Individual ID", "Individual", "Contacts"),
            Pick("Level__c", "Level", "Secondary", "Tertiary", "Primary") with { Restricted = true },
            Text("Languages__c", "Languages", 100), Key("External_Id__c", "External Id", 40),
            Number("Score__c", "Score", 6, 2), Moment("Last_Seen__c", "Last Seen"), Time("Call_At__c", "Call At"),
            Rich("Bio__c", "Bio", 32_768),
        ],
    };
}
