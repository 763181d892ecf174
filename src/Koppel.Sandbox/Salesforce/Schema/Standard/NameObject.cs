using static Koppel.Sandbox.Salesforce.Schema.FieldKinds;

namespace Koppel.Sandbox.Salesforce.Schema.Standard;

/// <summary>What can be asked of a record that may be of several objects. It is described, and no query is about it.</summary>
internal static class NameObject
{
    public static readonly OrgObject Object = new("Name", null, "Name", "Name")
    {
        Queryable = false,
        Createable = false,
        Updateable = false,
        Deletable = false,
        Undeletable = false,
        Searchable = false,
        Layoutable = false,
        Triggerable = false,
        Replicateable = false,
        Fields =
        [
            Id("Name ID"), Text("Name", "Name", 255).ReadOnly() with { NameField = true }, Text("FirstName", "First Name", 40).ReadOnly(),
            Text("LastName", "Last Name", 80).ReadOnly(),
            Pick("Type", "Type", "Account", "Contact", "Group", "Lead", "Opportunity", "User").ReadOnly() with { Length = 40 },
            Email("Email", "Email").ReadOnly(), Phone("Phone", "Phone").ReadOnly(), Text("Title", "Title", 128).ReadOnly(),
            Text("Alias", "Alias", 8).ReadOnly(), Text("Username", "Username", 80).ReadOnly(), Flag("IsActive", "Active").ReadOnly(),
            Plain("ProfileId", "Profile ID", "Profile"), Plain("UserRoleId", "Role ID", "UserRole"),
            Plain("RecordTypeId", "Record Type ID", "RecordType"),
        ],
    };

    // From here no path goes on.
    static OrgField Plain(string name, string label, string to) => Lookup(name, label, to).ReadOnly() with { RelationshipName = null };
}
