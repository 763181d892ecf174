using System.Globalization;
using Koppel.Sandbox.Salesforce.Schema.Standard;
using Koppel.Sandbox.Salesforce.State;
using Koppel.Sandbox.Seed;

namespace Koppel.Sandbox.Salesforce.Seed;

/// <summary>What has been going on with people and companies: sales, cases, campaigns, calls.</summary>
internal sealed class WorkSeed
{
    static readonly string[] Subjects = ["Call", "Email", "Send Quote", "Send Letter"];
    static readonly string[] TaskStatuses = ["Not Started", "In Progress", "Completed", "Deferred"];

    readonly OrgData _org;
    readonly StaffSeed _staff;
    readonly List<RecordId> _campaigns = [];

    public WorkSeed(OrgData org, StaffSeed staff)
    {
        (_org, _staff) = (org, staff);
        foreach (var (name, type, code) in new[]
                 {
                     ("Webinar 2025", "Webinar", "WEB25"), ("Trade fair Utrecht", "Trade Show", "FAIR"),
                     ("Spring mailing", "Direct Mail", "SPRING"),
                 })
        {
            var campaign = Row.Add(org, "Campaign", SeedData.Begin.AddDays(_campaigns.Count * 90));
            (campaign["Name"], campaign["Type"], campaign["Campaign_Code__c"]) = (name, type, code);
            (campaign["Status"], campaign["IsActive"]) = ("Completed", _campaigns.Count > 0);
            campaign["StartDate"] = DateOnly.FromDateTime(SeedData.Begin).AddDays(_campaigns.Count * 90);
            campaign["BudgetedCost"] = 2500m * (_campaigns.Count + 1);
            _campaigns.Add(campaign.Id);
        }
    }

    /// <summary>What goes on around the n-th person, a contact or a lead.</summary>
    public void Around(int n, RecordId person, RecordId? account)
    {
        var isContact = person.Table == _org.Table("Contact").Place;
        if (Draw.Has(n, Drawn.CampaignMember, 20)) Member(n, person, isContact);
        if (Draw.Has(n, Drawn.SalesforceActivity, 15)) Task(n, person, account);
        if (Draw.Has(n, Drawn.SalesforceActivity, 4)) Event(n, person, account);
        if (isContact && account is { } company && Draw.Has(n, Drawn.Opportunity, 20)) Opportunity(n, person, company);
        if (isContact && Draw.Has(n, Drawn.SalesforceCase, 8)) Case(n, person, account);
    }

    void Member(int n, RecordId person, bool isContact)
    {
        var draw = Draw.Of(n, Drawn.CampaignMember, 1000);
        var member = Row.Add(_org, "CampaignMember", SeedData.CreatedAt(n).AddDays(2));
        member["CampaignId"] = _campaigns[draw % _campaigns.Count];
        member[isContact ? "ContactId" : "LeadId"] = person;
        member["Status"] = draw % 3 == 0 ? "Responded" : "Sent";
        member["HasResponded"] = draw % 3 == 0;
    }

    void Task(int n, RecordId person, RecordId? account)
    {
        var draw = Draw.Of(n, Drawn.SalesforceActivity, 1000);
        var task = Row.Add(_org, "Task", SeedData.CreatedAt(n).AddDays(5), _staff.OwnerOf(n));
        task["WhoId"] = person;
        task["WhatId"] = account;
        task["AccountId"] = account;
        task["Subject"] = Subjects[draw % Subjects.Length];
        task["Status"] = TaskStatuses[draw / 4 % TaskStatuses.Length];
        task["ActivityDate"] = draw % 6 == 0 ? null : DateOnly.FromDateTime(SeedData.CreatedAt(n)).AddDays(draw % 60);
    }

    void Event(int n, RecordId person, RecordId? account)
    {
        var (at, row) = (SeedData.CreatedAt(n).AddDays(9), Row.Add(_org, "Event", SeedData.CreatedAt(n).AddDays(6), _staff.OwnerOf(n)));
        row["WhoId"] = person;
        row["WhatId"] = account;
        row["AccountId"] = account;
        row["Subject"] = "Meeting";
        row["StartDateTime"] = at;
        row["ActivityDateTime"] = at;
        row["ActivityDate"] = DateOnly.FromDateTime(at);
        row["EndDateTime"] = at.AddMinutes(45);
        row["DurationInMinutes"] = 45m;
    }

    void Opportunity(int n, RecordId person, RecordId account)
    {
        var (created, draw) = (SeedData.CreatedAt(n).AddDays(3), Draw.Of(n, Drawn.OpportunityAmount, 1000));
        var row = Row.Add(_org, "Opportunity", created, _staff.OwnerOf(n));
        var stage = Picklists.Stages[Draw.Of(n, Drawn.OpportunityStage, Picklists.Stages.Length)];
        row["Name"] = $"{_org.Table("Account").Get(account.Number - 1, "Name")}, order {row.Table.Count}";
        row["AccountId"] = account;
        row["StageName"] = stage;
        row["Amount"] = draw % 9 == 0 ? null : (draw * 37.5m) + 120.25m;
        row["CloseDate"] = DateOnly.FromDateTime(created).AddDays(draw % 200);
        row["Type"] = draw % 2 == 0 ? "New Customer" : null;
        row["Deal_Key__c"] = "D-" + n.ToString("0000000", CultureInfo.InvariantCulture);
        (row["Probability"], row["ForecastCategoryName"]) = stage switch
        {
            "Closed Won" => (100m, "Closed"),
            "Closed Lost" => (0m, "Omitted"),
            _ => (10m * (Array.IndexOf(Picklists.Stages, stage) + 1), "Pipeline"),
        };
        var role = Row.Add(_org, "OpportunityContactRole", created);
        role["OpportunityId"] = row.Id;
        role["ContactId"] = person;
        role["Role"] = draw % 2 == 0 ? "Decision Maker" : "Business User";
        role["IsPrimary"] = true;
    }

    void Case(int n, RecordId person, RecordId? account)
    {
        var draw = Draw.Of(n, Drawn.SalesforceCase, 1000);
        var row = Row.Add(_org, "Case", SeedData.CreatedAt(n).AddDays(20), draw % 4 == 0 ? _staff.Queue : _staff.OwnerOf(n));
        row["CaseNumber"] = (1000 + row.Table.Count).ToString("00000000", CultureInfo.InvariantCulture);
        row["ContactId"] = person;
        row["AccountId"] = account;
        row["Subject"] = draw % 2 == 0 ? "Delivery came late" : "Question about the invoice";
        row["Status"] = draw % 3 == 0 ? "Closed" : "New";
        row["Origin"] = draw % 2 == 0 ? "Email" : "Phone";
        if (draw % 3 == 0) row["ClosedDate"] = SeedData.CreatedAt(n).AddDays(22);
    }
}
