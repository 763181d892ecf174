using Koppel.Sandbox.Salesforce.State;
using Koppel.Sandbox.Salesforce.Wire;
using Koppel.Sandbox.Seed;

namespace Koppel.Sandbox.Salesforce.Seed;

/// <summary>The org itself and who works in it; the first user is that of the API.</summary>
internal sealed class StaffSeed(OrgData org, string username)
{
    static readonly (string First, string Last, string Title)[] Sellers =
        [("Sam", "Verkoper", "Account Manager"), ("Kim", "Oost", "Account Manager")];

    readonly List<RecordId> _users = [];

    /// <summary>Who looks after the n-th contact.</summary>
    public RecordId OwnerOf(int n) => _users[Draw.Of(n, Drawn.SalesforceOwner, _users.Count)];

    /// <summary>A queue, which owns what nobody has taken yet.</summary>
    public RecordId Queue { get; private set; }

    public void Fill()
    {
        org.User = new(org.Table("User").Place, 1);
        var begin = SeedData.Begin.AddYears(-1);
        var admin = Small("Profile", "System Administrator", begin, "UserType", "Standard");
        var standard = Small("Profile", "Standard User", begin, "UserType", "Standard");
        var head = Small("UserRole", "Sales Director", begin, "DeveloperName", "SalesDirector");
        User(begin, Identity.FirstName, Identity.LastName, username, "Administrator", admin, null);
        foreach (var (first, last, title) in Sellers)
            User(begin, first, last, $"{Letters.Plain(first)}.{Letters.Plain(last)}@koppel.example", title, standard, head);
        Queue = Small("Group", "Inbound Leads", begin, "Type", "Queue");
        foreach (var name in new[] { "Household", "Organization" })
        {
            var type = new Row(org.Table("RecordType"), Small("RecordType", name, begin, "SobjectType", "Account").Number - 1);
            type["DeveloperName"] = name;
            type["IsActive"] = true;
        }

        Organization(begin);
    }

    RecordId Small(string type, string name, DateTime created, string field, string value)
    {
        var row = Row.Add(org, type, created);
        row["Name"] = name;
        row[field] = value;
        return row.Id;
    }

    void User(DateTime created, string first, string last, string name, string title, RecordId profile, RecordId? role)
    {
        var user = Row.Add(org, "User", created);
        user["FirstName"] = first;
        user["LastName"] = last;
        user["Username"] = name;
        user["Email"] = name;
        user["Title"] = title;
        user["Alias"] = Letters.Plain(last)[..Math.Min(8, last.Length)];
        user["CommunityNickname"] = Letters.Plain(last);
        user["ProfileId"] = profile;
        user["UserRoleId"] = role;
        user["TimeZoneSidKey"] = "Europe/Amsterdam";
        user["LocaleSidKey"] = "nl_NL";
        user["LanguageLocaleKey"] = "en_US";
        user["EmailEncodingKey"] = "UTF-8";
        user["UserType"] = "Standard";
        _users.Add(user.Id);
    }

    void Organization(DateTime created)
    {
        var company = Row.Add(org, "Organization", created);
        company["Name"] = "Koppel Sandbox";
        company["OrganizationType"] = "Developer Edition";
        company["InstanceName"] = "KO1";
        company["DefaultLocaleSidKey"] = "nl_NL";
        company["LanguageLocaleKey"] = "en_US";
        company["TimeZoneSidKey"] = "Europe/Amsterdam";
        company["FiscalYearStartMonth"] = 1m;
        company["PrimaryContact"] = $"{Identity.FirstName} {Identity.LastName}";
        company["City"] = "Utrecht";
        company["Country"] = "Netherlands";
        company["IsSandbox"] = false;
    }
}
