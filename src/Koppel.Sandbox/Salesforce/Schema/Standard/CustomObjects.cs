using static Koppel.Sandbox.Salesforce.Schema.FieldKinds;

namespace Koppel.Sandbox.Salesforce.Schema.Standard;

/// <summary>Objects that somebody set up, with all kinds of fields that the standard ones have not.</summary>
internal static class CustomObjects
{
    public static readonly OrgObject Region = new("Region__c", "a00", "Region", "Regions")
    {
        Fields =
        [
            Id("Record ID"), Owner("Group", "User"), Deleted(), Name("Region Name", 80) with { DefaultedOnCreate = true, Nillable = true },
            .. Audit(), Key("Code__c", "Code", 10), Percent("Growth__c", "Growth", 18, 4),
        ],
    };

    public static readonly OrgObject Subscription = new("Subscription__c", "a01", "Subscription", "Subscriptions")
    {
        Fields =
        [
            Id("Record ID"), Deleted(),
            Text("Name", "Subscription No.", 80).System() with { NameField = true, IdLookup = true, AutoNumber = true }, .. Audit(),
            Lookup("Account__c", "Account", "Account", "Subscriptions__r").Required() with { CascadeDelete = true },
            Lookup("Contact__c", "Contact", "Contact", "Subscriptions__r"), Lookup("Region__c", "Region", "Region__c", "Subscriptions__r"),
            Key("Contract_Key__c", "Contract Key", 32) with { CaseSensitive = true },
            new OrgField("Old_Number__c", "Old Number", FieldType.Double)
            {
                Precision = 18, Scale = 0, ExternalId = true, IdLookup = true,
            },
            Pick("Plan__c", "Plan", "Basic", "Plus", "Premium") with { Restricted = true },
            Picks("Channels__c", "Channels", "Mail", "Phone", "Post", "Visit") with { Restricted = true },
            Money("Monthly_Fee__c", "Monthly Fee"), Number("Usage__c", "Usage", 18, 6), Whole("Seats__c", "Seats"),
            Flag("Auto_Renew__c", "Auto Renew", @default: true), Date("Start__c", "Start"), Date("End__c", "End"),
            Moment("Last_Invoice__c", "Last Invoice"), Time("Delivery_Time__c", "Delivery Time"),
            Area("Notes__c", "Notes", 131_072), Url("Portal__c", "Portal"), Email("Invoice_Email__c", "Invoice Email"),
            .. PlaceOf("Site", "Site"),
            Text("Account_Rating__c", "Account Rating", 1300).ReadOnly() with
            {
                Computed = Computation.RatingMark, Formula = "IF(ISPICKVAL(Account__r.Rating, 'Hot'), '★ ', '') & TEXT(Account__r.Rating)",
            },
        ],
    };
}
