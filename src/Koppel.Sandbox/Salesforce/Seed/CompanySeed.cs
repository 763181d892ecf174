using System.Globalization;
using Koppel.Sandbox.Salesforce.Schema.Standard;
using Koppel.Sandbox.Salesforce.State;
using Koppel.Sandbox.Seed;

namespace Koppel.Sandbox.Salesforce.Seed;

/// <summary>Accounts: the companies of the invented people, made when the first of them comes.</summary>
internal sealed class CompanySeed(OrgData org, StaffSeed staff, IReadOnlyList<RecordId> regions)
{
    static readonly Dictionary<string, string> Industries = new(StringComparer.Ordinal)
    {
        ["Autotechniek"] = "Transportation", ["Carrosserie"] = "Manufacturing", ["Bakkerij"] = "Food & Beverage",
        ["Horeca"] = "Hospitality",
        ["Zorg"] = "Healthcare", ["Onderwijs"] = "Education", ["Bouw"] = "Construction", ["Installatietechniek"] = "Engineering",
        ["Transport"] = "Shipping", ["Schilderwerk"] = "Construction", ["Tuin en landschap"] = "Agriculture", ["Kapsalon"] = "Other",
        ["Detailhandel"] = "Retail", ["Metaalbewerking"] = "Machinery", ["Drukwerk"] = "Media", ["Accountancy"] = "Consulting",
    };

    static readonly string[] Priorities = ["High", "Low", "Medium"];
    static readonly string[] Levels = ["Gold", "Silver", "Platinum", "Bronze"];
    static readonly string[] Interests = ["Training", "Tools", "Insurance", "Finance"];
    static readonly string[] Plans = ["Basic", "Plus", "Premium"];

    readonly Dictionary<string, RecordId> _accounts = new(StringComparer.Ordinal);

    /// <summary>The account of the n-th contact; null when the contact has none.</summary>
    public RecordId? Of(int n)
    {
        var company = n == 1 ? new Company("Acme", "https://www.acme.com", "Detailhandel") : Company.Of(n);
        if (company is not var (name, url, branch)) return null;
        return _accounts.TryGetValue(name, out var known) ? known : _accounts[name] = Account(n, name, url, branch);
    }

    public static IReadOnlyList<RecordId> Regions(OrgData org) =>
    [
        .. new[] { ("Noord", "N", 1.25m), ("Oost", "O", 0.5m), ("Zuid", "Z", -0.125m), ("West", "W", 12.0625m), ("Buitenland", "X", 0m) }
            .Select(region =>
            {
                var row = Row.Add(org, "Region__c", SeedData.Begin);
                (row["Name"], row["Code__c"], row["Growth__c"]) = (region.Item1, region.Item2, region.Item3);
                return row.Id;
            }),
    ];

    RecordId Account(int n, string name, string url, string branch)
    {
        var (created, culture) = (SeedData.CreatedAt(n), Culture.Of(n));
        var number = org.Table("Account").Count + 1;
        var account = Row.Add(org, "Account", created, staff.OwnerOf(n));
        account["Name"] = name;
        account["Website"] = url;
        account["Industry"] = Industries[branch];
        account["Type"] = Tagging.IsCustomer(n) ? "Customer - Direct" : Picklists.AccountTypes[Draw.Of(n, Drawn.SalesforceSource, 3) * 3];
        account["Customer_Number__c"] = "C-" + number.ToString("00000", CultureInfo.InvariantCulture);
        account["AccountNumber"] = Draw.Has(n, Drawn.Phone, 50) ? (70_000 + number).ToString(CultureInfo.InvariantCulture) : null;
        account["BillingCountry"] = culture.CountryInEnglish;
        account["CleanStatus"] = "Pending";
        account["Rating"] = Draw.Of(n, Drawn.Rating, 4) is < 3 and var rating ? Picklists.Ratings[rating] : null;
        account["AnnualRevenue"] = Draw.Of(n, Drawn.Revenue, 10) > 1 ? 25_000m * (Draw.Of(n, Drawn.Revenue, 1000) + 1) : null;
        account["NumberOfEmployees"] = Draw.Of(n, Drawn.Employees, 10) > 1 ? (decimal)(Draw.Of(n, Drawn.Employees, 250) + 1) : null;
        account["Phone"] = Person.Of(n).Phone;
        Details(account, n);
        Places.Fill(account, "Billing", n, culture);
        if (Tagging.IsCustomer(n) || n == 1) Subscription(account, n, created);
        return account.Id;
    }

    static void Details(Row account, int n)
    {
        var draw = Draw.Of(n, Drawn.Company, 1000);
        if (draw % 3 == 0) account["CustomerPriority__c"] = Priorities[draw % Priorities.Length];
        if (draw % 4 == 0) account["SLA__c"] = Levels[draw / 4 % Levels.Length];
        if (draw % 5 == 0) account["Interests__c"] = string.Join(';', Interests.Where((_, place) => (draw / 5 >> place & 1) == 1));
        if (draw % 7 == 0) account["Discount__c"] = (draw % 30) + 0.5m;
        if (draw % 6 == 0) account["NumberofLocations__c"] = (decimal)(draw % 9) + 1;
        if (draw % 8 == 0) account["SLAExpirationDate__c"] = DateOnly.FromDateTime(SeedData.CreatedAt(n)).AddYears(2);
        if (draw % 9 == 0) account["Description"] = "Begun as a market stall.\nNow \"the house\" of its trade; it's growing.";
    }

    void Subscription(Row account, int n, DateTime created)
    {
        var draw = Draw.Of(n, Drawn.Subscription, 1000);
        var row = Row.Add(org, "Subscription__c", created);
        var number = row.Table.Count;
        row["Name"] = "S-" + number.ToString("000000", CultureInfo.InvariantCulture);
        row["Account__c"] = account.Id;
        row["Region__c"] = regions[draw % regions.Count];
        row["Contract_Key__c"] = $"{(draw % 2 == 0 ? "ab" : "AB")}-{number:00000}";
        row["Old_Number__c"] = (decimal)(900_000 + (number / 2));
        row["Plan__c"] = Plans[Draw.Of(n, Drawn.SubscriptionPlan, Plans.Length)];
        row["Channels__c"] = draw % 3 == 0 ? null : "Mail" + (draw % 2 == 0 ? ";Phone" : "") + (draw % 5 == 0 ? ";Visit" : "");
        row["Monthly_Fee__c"] = 9.95m + draw;
        row["Usage__c"] = draw % 4 == 0 ? null : draw / 7m is var usage ? Math.Round(usage, 6) : null;
        row["Seats__c"] = (decimal)(draw % 40);
        row["Auto_Renew__c"] = draw % 5 != 0;
        row["Start__c"] = DateOnly.FromDateTime(created);
        row["End__c"] = draw % 5 == 0 ? DateOnly.FromDateTime(created).AddMonths(18) : null;
        row["Last_Invoice__c"] = created.AddDays(30).AddHours(draw % 24);
        row["Delivery_Time__c"] = draw % 2 == 0 ? new TimeOnly(7 + (draw % 12), draw % 60) : null;
        row["Site__Latitude__s"] = 50 + (draw / 250m);
        row["Site__Longitude__s"] = 4 + (draw / 500m);
    }
}
