using static Koppel.Sandbox.Salesforce.Schema.FieldKinds;

namespace Koppel.Sandbox.Salesforce.Schema.Standard;

internal static class CaseObject
{
    public static readonly OrgObject Object = new("Case", "500", "Case", "Cases")
    {
        Mergeable = true,
        FeedEnabled = true,
        Fields =
        [
            Id("Case ID"), Deleted(), MasterRecord("Case"),
            Text("CaseNumber", "Case Number", 30).System() with
            {
                AutoNumber = true, IdLookup = true, NameField = true, Only = Uses.Filter | Uses.Sort | Uses.Aggregate,
            },
            Lookup("ContactId", "Contact ID", "Contact", "Cases") with { RestrictedDelete = true },
            Lookup("AccountId", "Account ID", "Account", "Cases") with { RestrictedDelete = true },
            Lookup("AssetId", "Asset ID", "Asset", "Cases"), Lookup("ParentId", "Parent Case ID", "Case", "Cases"),
            Text("SuppliedName", "Name", 80), Email("SuppliedEmail", "Email Address"), Text("SuppliedPhone", "Phone", 40),
            Text("SuppliedCompany", "Company", 80),
            Pick("Type", "Case Type", "Mechanical", "Electrical", "Electronic", "Structural", "Other") with { Length = 40 },
            Pick("Status", "Status", "New", "Working", "Escalated", "Closed")
                with { Length = 40, DefaultedOnCreate = true, Default = "New" },
            Pick("Reason", "Case Reason", "Installation", "Equipment Complexity", "Performance", "Breakdown", "Equipment Design",
                "Feedback", "Other") with { Length = 40 },
            Pick("Origin", "Case Origin", "Phone", "Email", "Web") with { Length = 40 }, Text("Subject", "Subject", 255),
            Pick("Priority", "Priority", Picklists.Priorities) with { Length = 40, DefaultedOnCreate = true, Default = "Medium" },
            Area("Description", "Description", 32_000),
            Flag("IsClosed", "Closed").System() with { Computed = Computation.IsClosed }, Moment("ClosedDate", "Closed Date").ReadOnly(),
            Flag("IsEscalated", "Escalated"), Owner("Group", "User"), .. Audit(),
            Phone("ContactPhone", "Contact Phone").ReadOnly() with { Computed = Computation.FromParent, From = "Contact.Phone" },
            Phone("ContactMobile", "Contact Mobile").ReadOnly() with { Computed = Computation.FromParent, From = "Contact.MobilePhone" },
            Email("ContactEmail", "Contact Email").ReadOnly() with { Computed = Computation.FromParent, From = "Contact.Email" },
            Phone("ContactFax", "Contact Fax").ReadOnly() with { Computed = Computation.FromParent, From = "Contact.Fax" },
            Area("Comments", "Internal Comments", 4000) with { Only = Uses.Sort | Uses.Aggregate }, .. Viewed(),
        ],
    };
}
