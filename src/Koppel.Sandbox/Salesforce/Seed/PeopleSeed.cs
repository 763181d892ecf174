using System.Globalization;
using Koppel.Sandbox.Salesforce.Schema.Standard;
using Koppel.Sandbox.Salesforce.State;
using Koppel.Sandbox.Seed;

namespace Koppel.Sandbox.Salesforce.Seed;

/// <summary>Contacts and leads: the n-th person of every sandbox.</summary>
internal sealed class PeopleSeed(OrgData org, StaffSeed staff, CompanySeed companies)
{
    static readonly string[] Titles = ["Owner", "Buyer", "Manager", "Foreman", "Head of Finance", "Assistant"];
    static readonly string[] Departments = ["Sales", "Purchasing", "Workshop", "Finance"];
    static readonly string[] Levels = ["Secondary", "Tertiary", "Primary"];
    static readonly string[] Statuses = ["Open - Not Contacted", "Working - Contacted", "Closed - Not Converted"];

    public (RecordId Contact, RecordId? Account) Contact(int n)
    {
        var account = companies.Of(n);
        var (contact, draw, culture) = (Person("Contact", n), Draw.Of(n, Drawn.SalesforceTitle, 1000), Culture.Of(n));
        contact["AccountId"] = account;
        contact["Department"] = draw % 3 == 0 ? Departments[draw % Departments.Length] : null;
        contact["External_Id__c"] = "P-" + n.ToString("0000000", CultureInfo.InvariantCulture);
        contact["Level__c"] = draw % 4 == 0 ? null : Levels[draw % Levels.Length];
        contact["Languages__c"] = culture.Language;
        contact["Score__c"] = draw % 5 == 0 ? null : Math.Round(draw * 1.37m, 2);
        contact["Birthdate"] = draw % 3 == 0 ? new DateOnly(1950 + (draw % 50), 1 + (draw % 12), 1 + (draw % 28)) : null;
        contact["Last_Seen__c"] = draw % 2 == 0 ? SeedData.CreatedAt(n).AddMinutes(draw * 37) : null;
        contact["Call_At__c"] = draw % 7 == 0 && Places.HasRare(n) ? new TimeOnly(8 + (draw % 10), draw % 60) : null;
        contact["HasOptedOutOfEmail"] = draw % 13 == 0;
        if (draw % 40 == 0 && Places.HasRare(n)) contact["Bio__c"] = "<p>Likes <b>coffee</b> &amp; trains.</p>";
        if (draw % 50 == 0 && Places.HasRare(n)) contact["Description"] = "Asked to be called back:\r\n\"after five\", at best.";
        Places.Fill(contact, "Mailing", n, culture);
        return (contact.Id, account);
    }

    public RecordId Lead(int n)
    {
        var (lead, draw, culture) = (Person("Lead", n), Draw.Of(n, Drawn.SalesforceTitle, 1000), Culture.Of(n));
        lead["OwnerId"] = draw % 3 == 0 ? staff.Queue : staff.OwnerOf(n);
        lead["Company"] = Company.Of(n)?.Name ?? "Unknown";
        lead["Status"] = Statuses[draw % Statuses.Length];
        lead["Rating"] = draw % 4 < 3 ? Picklists.Ratings[draw % 4] : null;
        lead["External_Id__c"] = "L-" + n.ToString("0000000", CultureInfo.InvariantCulture);
        lead["AnnualRevenue"] = draw % 3 == 0 ? draw * 12_500m : null;
        lead["CleanStatus"] = "Pending";
        Places.Fill(lead, "", n, culture);
        return lead.Id;
    }

    Row Person(string type, int n)
    {
        var (row, person) = (Row.Add(org, type, SeedData.CreatedAt(n), staff.OwnerOf(n)), Sandbox.Seed.Person.Of(n));
        var draw = Draw.Of(n, Drawn.SalesforceSource, 1000);
        row["FirstName"] = person.FirstName;
        // Nobody is here without a last name; ActiveCampaign takes those.
        row["LastName"] = person.LastName.Length > 0 ? person.LastName[..Math.Min(80, person.LastName.Length)] : "Unknown";
        row["Email"] = person.Email(n);
        row["Phone"] = person.Phone;
        row["Title"] = draw % 2 == 0 ? Titles[draw % Titles.Length] : null;
        row["LeadSource"] = draw % 3 == 0 ? Picklists.Sources[draw % Picklists.Sources.Length] : null;
        row["CleanStatus"] = "Pending";
        return row;
    }
}
