using static Koppel.Sandbox.Salesforce.Schema.FieldKinds;

namespace Koppel.Sandbox.Salesforce.Schema.Standard;

/// <summary>Who works in the org, and the org itself. Little of this is written by the API here: users come with the seed.</summary>
internal static class OrganizationObjects
{
    public static readonly OrgObject User = new("User", "005", "User", "Users")
    {
        Deletable = false,
        Undeletable = false,
        Fields =
        [
            Id("User ID"), Text("Username", "Username", 80).Required() with { IdLookup = true, Unique = true },
            Text("LastName", "Last Name", 80).Required() with { Compound = "Name", ExtraTypeInfo = "personname" },
            Text("FirstName", "First Name", 40) with { Compound = "Name", ExtraTypeInfo = "personname" }, FullName(),
            Text("CompanyName", "Company Name", 80), Text("Division", "Division", 80), Text("Department", "Department", 80),
            Text("Title", "Title", 80), .. AddressOf(""), Email("Email", "Email").Required() with { Length = 128 },
            Phone("Phone", "Phone"), Phone("MobilePhone", "Mobile"), Text("Alias", "Alias", 8).Required(),
            Text("CommunityNickname", "Nickname", 40).Required() with { Unique = true }, Flag("IsActive", "Active", @default: true),
            Pick("TimeZoneSidKey", "Time Zone", "Europe/Amsterdam", "America/Los_Angeles", "GMT").Required() with { Restricted = true },
            Lookup("UserRoleId", "Role ID", "UserRole", "Users"),
            Pick("LocaleSidKey", "Locale", "nl_NL", "en_US", "en_GB", "de_DE").Required() with { Restricted = true },
            Pick("EmailEncodingKey", "Email Encoding", "UTF-8", "ISO-8859-1").Required() with { Restricted = true },
            Lookup("ProfileId", "Profile ID", "Profile", "Users").Required(),
            Pick("UserType", "User Type", "Standard", "PowerPartner", "Guest", "AutomatedProcess").System() with { Length = 40 },
            Pick("LanguageLocaleKey", "Language", "nl_NL", "en_US", "de").Required() with { Restricted = true },
            Text("EmployeeNumber", "Employee Number", 20), Lookup("ManagerId", "Manager ID", "User", "ManagedUsers"),
            Moment("LastLoginDate", "Last Login").ReadOnly(), .. Audit(), Text("FederationIdentifier", "SAML Federation ID", 512),
        ],
    };

    public static readonly OrgObject Role = Small("UserRole", "00E", "Role", "Role",
        Name("Name", 80), Lookup("ParentRoleId", "Parent Role ID", "UserRole"), Text("DeveloperName", "Developer Name", 80));

    public static readonly OrgObject Profile = Small("Profile", "00e", "Profile", "Profile",
        Name("Name", 255), Pick("UserType", "User Type", "Standard", "PowerPartner", "Guest"), Text("Description", "Description", 255));

    public static readonly OrgObject Group = Small("Group", "00G", "Group", "Group",
        Name("Name", 40), Text("DeveloperName", "Developer Name", 80), Pick("Type", "Type", "Regular", "Queue", "Organization"),
        Email("Email", "Email"));

    public static readonly OrgObject RecordType = Small("RecordType", "012", "Record Type", "Record Types",
        Name("Name", 80), Text("DeveloperName", "Record Type Name", 80), Text("NamespacePrefix", "Namespace Prefix", 15),
        Text("Description", "Description", 255), Pick("SobjectType", "SObject Type Name", "Account", "Contact", "Opportunity"),
        Flag("IsActive", "Active"));

    public static readonly OrgObject Organization = Small("Organization", "00D", "Organization", "Organizations",
        [
            Name("Name", 80), .. AddressOf(""), Phone("Phone", "Phone"), Phone("Fax", "Fax"), Text("PrimaryContact", "Primary Contact", 80),
            Pick("DefaultLocaleSidKey", "Locale", "nl_NL", "en_US"), Pick("TimeZoneSidKey", "Time Zone", "Europe/Amsterdam", "GMT"),
            Pick("LanguageLocaleKey", "Language", "nl_NL", "en_US"), Whole("FiscalYearStartMonth", "Fiscal Year Starts In"),
            Pick("OrganizationType", "Edition", "Developer Edition", "Enterprise Edition"), Text("NamespacePrefix", "Namespace Prefix", 15),
            Text("InstanceName", "Instance Name", 5), Flag("IsSandbox", "Is Sandbox"),
            Moment("TrialExpirationDate", "Trial Expiration Date"),
        ]);

    /// <summary>An object that can only be read.</summary>
    public static OrgObject Small(string name, string prefix, string label, string labelPlural, params OrgField[] fields) =>
        new(name, prefix, label, labelPlural)
        {
            Createable = false,
            Updateable = false,
            Deletable = false,
            Undeletable = false,
            Searchable = false,
            Layoutable = false,
            Triggerable = false,
            Fields = [Id(label + " ID"), .. fields.Select(field => field.ReadOnly()), .. Audit()],
        };
}
