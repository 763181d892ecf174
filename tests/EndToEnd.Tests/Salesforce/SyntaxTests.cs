using System.Net;
using System.Net.Http.Headers;
using Koppel.Sandbox;
using Koppel.Sandbox.Hosting;

namespace Koppel.EndToEnd.Tests.Salesforce;

/// <summary>
/// Salesforce's own parser is the judge of what is SOQL. What the connector sends is held against it by <see cref="TestOrg"/>.
/// </summary>
public sealed class SyntaxTests
{
    const string Needed = "The npm package @salesforce/soql-common is not installed: run tests/npm/install.sh.";

    const string NotServed = "The sandbox says that it does not serve it.";

    /// <summary>What the parser takes and the org does not, or the other way round, and why the sandbox is right all the same.</summary>
    static readonly Dictionary<string, string> Differences = new(StringComparer.Ordinal)
    {
        ["SELECT Id FROM Account WHERE Name = 'a\\\\b\\n\\r\\t\\b\\f\\\"\\u00e9'"] =
            "Salesforce's page on quoted strings has \\uXXXX; the parser is older.",
        ["SELECT Id FROM Account WHERE CreatedDate = LAST_N_DAYS"] = "An org wants the number of days.",
        ["SELECT Id FROM Opportunity WHERE CloseDate = 2026-13-01"] = "An org knows twelve months.",
        ["SELECT Id FROM Account LIMIT -1"] = "An org takes no number below 0.",
        ["SELECT FIELDS(EVERYTHING) FROM Account LIMIT 200"] = "An org knows ALL, CUSTOM and STANDARD.",
        ["SELECT DISTINCT Industry FROM Account"] = "The parser takes the word for a field with an alias, which an org does not.",
        ["SELECT Id Name FROM Account"] = "An org takes an alias only where rows are grouped.",
        ["SELECT Id FROM Account WHERE LOWER(Name) = 'x'"] = "An org knows no such function.",
        ["SELECT Id FROM Account WHERE AnnualRevenue > USD5000"] = "The sandbox's org has one currency.",
        ["SELECT Industry FROM Account GROUP BY ROLLUP(Industry)"] = NotServed,
        ["SELECT Id FROM Account, Account.Contacts"] = NotServed,
        ["SELECT Id FROM Account a, a.Contacts c WHERE c.LastName = 'x'"] = NotServed,
        ["SELECT Id FROM Account USING SCOPE mine"] = NotServed,
        ["SELECT TYPEOF What WHEN Account THEN Phone ELSE Id END FROM Task"] = NotServed,
    };

    [Fact]
    public async Task What_Salesforces_parser_refuses_and_takes_the_sandbox_does_too()
    {
        Needs.Installed(SoqlParser.IsThere, Needed);
        await using var server = await SalesforceServer.StartAsync(
            new SalesforceOptions { Seed = 20 }, TestContext.Current.CancellationToken);
        using var http = new HttpClient { BaseAddress = server.Url };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", server.Token);
        List<string> faults = [];
        foreach (var text in OddQueries.All)
        {
            var refused = (await SoqlParser.FaultsAsync([text])).Count > 0;
            using var response = await http.GetAsync($"/services/data/v60.0/query?q={Uri.EscapeDataString(text)}");
            var answer = await response.Content.ReadAsStringAsync();
            var isMalformed = response.StatusCode == HttpStatusCode.BadRequest
                && answer.Contains("\"MALFORMED_QUERY\"", StringComparison.Ordinal);
            if (Differences.GetValueOrDefault(text) == NotServed)
                Assert.Contains("The sandbox does not serve", answer, StringComparison.Ordinal);
            if (refused != isMalformed != Differences.ContainsKey(text))
                faults.Add($"{text}: {(refused ? "refused" : "taken")} by the parser, sandbox: {(int)response.StatusCode} {answer}");
        }
        Assert.True(faults.Count == 0, string.Join('\n', faults));
    }

    [Fact]
    public async Task Every_kind_of_text_is_escaped_as_Salesforces_parser_wants_it()
    {
        Needs.Installed(SoqlParser.IsThere, Needed);
        await using var org = await TestOrg.StartAsync(new SalesforceOptions { Seed = 5 });
        foreach (var text in OddRows.Texts.Append("\a\u007f\u0085"))
        {
            var quoted = RandomValues.Text(text);
            await org.RowsAsync($"select Id from Contact@sf where LastName = {quoted}");
            await org.RowsAsync(
                $"select Id from Contact@sf where LastName like {RandomValues.Text(text + "%")} or starts_with(LastName, {quoted})");
            await org.RowsAsync($"select Id from Contact@sf where contains(LastName, {quoted}) and LastName in ({quoted}, 'x')");
        }
        await org.Sent.ReadAsync();
        Assert.InRange(org.Sent.Texts.Count, OddRows.Texts.Length, int.MaxValue);
        Assert.Empty(await SoqlParser.FaultsAsync(org.Sent.Texts));
    }
}
