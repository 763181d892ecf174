using static Koppel.Sandbox.Salesforce.Schema.FieldKinds;

namespace Koppel.Sandbox.Salesforce.Schema.Standard;

/// <summary>All objects of the sandbox's org: those with records, and others that an org lists too.</summary>
internal static class StandardSchema
{
    static readonly OrgObject[] s_withRecords =
    [
        AccountObject.Object, ContactObject.Object, LeadObject.Object, OpportunityObjects.Opportunity, OpportunityObjects.ContactRole,
        CaseObject.Object, CampaignObjects.Campaign, CampaignObjects.Member, ActivityObjects.Task, ActivityObjects.Event,
        OrganizationObjects.User, OrganizationObjects.Role, OrganizationObjects.Profile, OrganizationObjects.Group,
        OrganizationObjects.RecordType, OrganizationObjects.Organization, CustomObjects.Region, CustomObjects.Subscription,
        SetupObjects.Entity, SetupObjects.Trigger, SetupObjects.Flow, SetupObjects.DuplicateRule, SetupObjects.AssignmentRule,
        NameObject.Object,
    ];

    // Listed, described and empty: nothing in the sandbox makes records of them.
    static readonly (string Name, string Prefix, string Label, string Plural)[] s_empty =
    [
        ("Asset", "02i", "Asset", "Assets"), ("Contract", "800", "Contract", "Contracts"), ("Order", "801", "Order", "Orders"),
        ("Product2", "01t", "Product", "Products"), ("Pricebook2", "01s", "Price Book", "Price Books"),
        ("PricebookEntry", "01u", "Price Book Entry", "Price Book Entries"),
        ("OpportunityLineItem", "00k", "Opportunity Product", "Opportunity Product"), ("Quote", "0Q0", "Quote", "Quotes"),
        ("Solution", "501", "Solution", "Solutions"), ("Individual", "0PK", "Individual", "Individuals"),
        ("OperatingHours", "0OH", "Operating Hours", "Operating Hours"), ("DandBCompany", "06E", "D&B Company", "D&B Companies"),
        ("ContentDocument", "069", "Content Document", "Content Documents"),
        ("ContentVersion", "068", "Content Version", "Content Versions"),
        ("Attachment", "00P", "Attachment", "Attachments"), ("Document", "015", "Document", "Documents"), ("Note", "002", "Note", "Notes"),
        ("EmailMessage", "02s", "Email Message", "Email Messages"), ("EmailTemplate", "00X", "Email Template", "Email Templates"),
        ("Report", "00O", "Report", "Reports"), ("Dashboard", "01Z", "Dashboard", "Dashboards"),
        ("PermissionSet", "0PS", "Permission Set", "Permission Sets"), ("Holiday", "0C0", "Holiday", "Holidays"),
    ];

    public static OrgSchema Create()
    {
        var empty = s_empty.Select(one => new OrgObject(one.Name, one.Prefix, one.Label, one.Plural)
        {
            Fields = [Id(one.Label + " ID"), Deleted(), Name(one.Label + " Name", 255), .. Audit()],
        });
        OrgObject[] all = [.. s_withRecords, .. empty, .. s_withRecords.Where(one => one.FeedEnabled).SelectMany(Beside)];
        return new([.. all.OrderBy(one => one.Name, StringComparer.Ordinal)]);
    }

    static readonly Dictionary<string, string> s_shares = new(StringComparer.Ordinal)
    {
        ["Account"] = "00r", ["Contact"] = "03s", ["Lead"] = "01o", ["Opportunity"] = "00t", ["Case"] = "01n", ["Campaign"] = "08s",
    };

    // What comes along with an object: its change events can be described but not queried.
    static IEnumerable<OrgObject> Beside(OrgObject parent)
    {
        yield return Along(parent, "ChangeEvent", "Change Event") with { Queryable = false, Replicateable = false, Triggerable = true };
        yield return Along(parent, "Feed", "Feed");
        if (!s_shares.TryGetValue(parent.Name, out var prefix)) yield break;
        yield return Along(parent, "History", "History") with { KeyPrefix = parent.Name == "Opportunity" ? "008" : null };
        yield return Along(parent, "Share", "Share") with { KeyPrefix = prefix };
    }

    static OrgObject Along(OrgObject parent, string type, string label) =>
        new(parent.Name + type, null, $"{parent.Label} {label}", $"{parent.Label} {label}")
        {
            Createable = false,
            Updateable = false,
            Deletable = false,
            Undeletable = false,
            Searchable = false,
            Layoutable = false,
            Triggerable = false,
            AssociateParent = parent.Name,
            AssociateType = type,
            Fields = [Id(label + " ID"), Deleted(), Lookup($"{parent.Name}Id", parent.Label + " ID", parent.Name).ReadOnly(), .. Audit()],
        };
}
