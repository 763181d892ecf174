using System.Text.Json;
using Koppel.Sandbox.Salesforce.Soql;

namespace Koppel.Sandbox.Tests.Salesforce.Clients;

/// <summary>The sandbox's parser is held against Salesforce's own.</summary>
public sealed class SoqlParserTests
{
    static readonly string[] Conditions =
    [
        "Name = 'a' AND NOT Name = 'b'", "NOT Name = 'a'", "NOT (Name = 'a')", "NOT NOT Name = 'a'", "NOT Name = 'a' AND Name = 'b'",
        "(NOT Name = 'a') AND Name = 'b'", "Name = 'a' OR NOT Name = 'b'", "Name = 'a' OR Name = 'b' AND Name = 'c'",
        "Name = 'a' AND Name='b' AND Name = 'c'", "(Name = 'a' OR Name = 'b') AND (Name = 'c' OR Name = 'd')", "((Name = 'a'))",
        "(Name) = 'a'", "Name = ('a')", "Name NOT LIKE 'x%'", "Name IS NULL", "A BETWEEN 1 AND 2", "Name = Site", "Name == 'a'",
        "Name <> 'a'", "Name != 'a'", "Name >= 'a'", "Name IN ()", "Name IN ('a')", "Name IN 'a'", "Name NOT IN ('a', null)",
        "NOT IN ('a')", "Name LIKE ('a','b')", "I INCLUDES ('a;b','c')", "I INCLUDES 'a'", "I EXCLUDES ('a')",
        "Id IN (SELECT AccountId FROM Contact)", "Id = (SELECT AccountId FROM Contact)", "Id IN (SELECT AccountId FROM Contact LIMIT 5)",
        "Id IN (SELECT AccountId FROM Contact ORDER BY Id)", "Name = 'it''s'", @"Name = 'it\'s'", @"Name = 'a\zb'", @"Name = 'a\%b'",
        @"Name LIKE 'a\%b'", @"Name LIKE 'a\\b'", @"Name = 'a\u0041'", @"Name = 'a\u00'", @"Name = 'a\U0041'", @"Name = 'a\N'",
        "Name = 'a\nb'", "Name = 'a\tb'", "Name = \"a\"", "Name = ''", "Name = 'é'", "Name = TRUE", "Name = :x", "N = 1e6", "N = 1.5",
        "N = -1", "N = +1", "N = .5", "N = 5.", "N = 1,5", "N=5", "N>5", "N = 5--3", "Amount = USD5000",
        "CreatedDate > 2026-05-01T00:00:00", "CreatedDate > 2026-05-01T00:00:00+01:00", "CreatedDate > 2026-05-01T00:00:00+0100",
        "CreatedDate > 2026-05-01T00:00:00.123Z", "CreatedDate > 2026-05-01T00:00:00z", "D > 2026-05-01", "T = 10:20:30.000Z",
        "T = 10:20:30Z", "T = 10:20:30", "D = TODAY", "D = LAST_N_DAYS:5", "D = LAST_N_DAYS: 5", "D = N_DAYS_AGO:3", "D = FOO",
        "D = THIS_FISCAL_QUARTER", "D IN (TODAY, YESTERDAY)", "A.B.C = 'x'", "CALENDAR_YEAR(CreatedDate) = 2024", "toLabel(Name) = 'a'",
        "HOUR_IN_DAY(convertTimezone(CreatedDate)) = 5", "Name = 'a' LIMIT 1 LIMIT 2", "Name = 'a' -- x", "Name = 'a' WHERE Name = 'b'",
    ];

    static readonly string[] Queries =
    [
        "SELECT * FROM Account", "SELECT Id FROM", "SELECT FROM Account", "SELECT Id FROM Account LIMIT 0",
        "SELECT Id FROM Account LIMIT 1.5", "SELECT Id, FROM Account", "SELECT Id AS a FROM Account", "SELECT Id FROM Account a",
        "SELECT Id FROM Account AS a", "SELECT a.Id FROM Account a", "SELECT Id FROM Account OFFSET 2 LIMIT 5",
        "SELECT Id FROM Account ORDER BY Name NULLS LAST LIMIT 5 OFFSET 2", "SELECT Id FROM Account ORDER BY Name DESC NULLS FIRST, Id",
        "SELECT Id FROM Account ORDER BY Name NULLS", "SELECT COUNT() FROM Account", "SELECT COUNT(Id) c FROM Account",
        "SELECT COUNT(Id) AS c FROM Account", "SELECT COUNT(*) FROM Account", "SELECT FIELDS(ALL) FROM Account LIMIT 200",
        "SELECT Name, COUNT(Id) n FROM Account GROUP BY Name HAVING COUNT(Id) > 1 ORDER BY COUNT(Id) DESC",
        "SELECT Id, (SELECT Id FROM Contacts WHERE Name = 'a' ORDER BY Id LIMIT 2) FROM Account",
        "SELECT Id, (SELECT Id, (SELECT Id FROM Cases) FROM Contacts) FROM Account", "SELECT Id FROM Account USING SCOPE everything",
        "SELECT Id FROM Account WITH SECURITY_ENFORCED", "SELECT Id FROM Account FOR VIEW", "SELECT Id FROM Account ALL ROWS",
        "SELECT toLabel(Status) FROM Lead", "SELECT FORMAT(Amount) a FROM Opportunity", "select id from account where name = 'a'",
        "SELECT Id FROM Account WHERE", "SELECT Id FROM Account GROUP BY", "SELECT Id FROM Account ORDER BY", "SELECT 1 FROM Account",
        "SELECT Id+1 FROM Account", "SELECT (Id) FROM Account", "SELECT Id FROM Account ORDER BY Name ASC DESC",
        "SELECT Id FROM Account ORDER BY 1", "SELECT Id FROM Group",
        "SELECT Id FROM Account GROUP BY Id ORDER BY Id HAVING COUNT(Id) = 1",
    ];

    [Fact]
    public async Task What_Salesforces_own_parser_takes_is_taken_and_what_it_refuses_is_refused()
    {
        string[] all = [.. Conditions.Select(condition => "SELECT Id FROM Account WHERE " + condition), .. Queries];
        var lines = string.Concat(all.Select(query => JsonSerializer.Serialize(query) + "\n"));
        var verdicts = (await Node.RunAsync("soql-takes", "@salesforce/soql-common", lines))
            .Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(all.Length, verdicts.Length);
        var differences = all.Zip(verdicts).Where(one => Takes(one.First) != (one.Second == "yes"))
            .Select(one => $"{one.Second}: {one.First}");
        Assert.Empty(differences);
        Assert.InRange(verdicts.Count(one => one == "yes"), 50, 90);
    }

    static bool Takes(string query)
    {
        try
        {
            Parser.Parse(query);
            return true;
        }
        catch (SoqlFault)
        {
            return false;
        }
    }
}
