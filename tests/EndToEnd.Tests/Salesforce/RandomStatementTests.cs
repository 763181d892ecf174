using System.Collections;
using System.Globalization;
using Koppel.Fuzzing;
using Koppel.Sandbox;

namespace Koppel.EndToEnd.Tests.Salesforce;

/// <summary>
/// Thousands of statements that nobody chose: what comes through the connector is what DuckDB finds in a copy of the whole table, whether
/// conditions, orders and figures are sent to Salesforce or not.
/// </summary>
public sealed class RandomStatementTests
{
    const int Pages = 1_000, Jobs = 300; // A job takes several calls and a while.

    /// <summary>The log keeps a thousand calls: it is read before it forgets.</summary>
    const int ReadEvery = 25;

    /// <summary>Signs that conditions, orders and figures were sent, and not all left to the engine.</summary>
    static readonly string[] Sent =
        [" WHERE ", " ORDER BY ", " LIMIT ", " GROUP BY ", "COUNT()", "COUNT(Id)", "MIN(", " IN (", " LIKE ", " != null", " = null",
            "Account.Owner.", " = true"];

    [Fact]
    public Task Rows_by_pages_are_those_of_a_copy() => CompareAsync(0, Pages, new SalesforceOptions { Seed = 250, QueryPage = 90 });

    [Fact]
    public Task Rows_by_jobs_are_those_of_a_copy() =>
        CompareAsync(
            1_000_000, Jobs, new SalesforceOptions { Seed = 250, ResultPage = 60, DailyApiRequests = 100_000_000 }, ("bulk_above", "3"));

    static async Task CompareAsync(int first, int usual, SalesforceOptions options, params (string, string)[] settings)
    {
        await using var org = await TestOrg.StartAsync(options with { DailyApiRequests = 100_000_000 }, settings);
        await OddRows.WriteAsync(org);
        CopiedTable[] tables =
        [
            await CopiedTable.CopyAsync(org, "Contact", "Account.Name", "Account.AnnualRevenue", "Account.Industry", "Account.Owner.Name",
                "Account.CreatedDate", "Owner.IsActive", "ReportsTo.Email"),
            await CopiedTable.CopyAsync(org, "Account", "Owner.Name", "Parent.Name", "CreatedBy.Id"),
            await CopiedTable.CopyAsync(org, "Lead", "CreatedBy.Name"),
            await CopiedTable.CopyAsync(org, "Opportunity", "Account.Type", "Account.AnnualRevenue", "Account.Owner.IsActive"),
            await CopiedTable.CopyAsync(org, "Subscription__c", "Account__r.Name", "Region__r.Growth__c", "Contact__r.HasOptedOutOfEmail"),
            await CopiedTable.CopyAsync(org, "Task", "Who.Name", "What.Name", "Account.Name"),
            await CopiedTable.CopyAsync(org, "Case", "Contact.Email", "Account.Name"),
        ];
        List<string> faults = [];
        var (refused, done) = (0, 0);
        foreach (var (number, _) in FuzzCases.All(usual))
        {
            var statement = RandomStatement.Of(FuzzCases.RandomOf(first + number), tables);
            List<object?[]> wanted;
            try
            {
                wanted = await org.RowsAsync(statement.Copied);
            }
            catch (InvalidOperationException)
            {
                refused++; // What DuckDB itself does not do, such as reading a text as a day.
                continue;
            }
            foreach (var text in new[] { statement.Pushed, statement.Held })
                if (await DifferenceAsync(org, statement, text, wanted) is { } difference)
                    faults.Add($"{FuzzCases.Again(number)}\n{text}\n{difference}");
            if (++done % ReadEvery == 0) await org.Sent.ReadAsync();
            if (faults.Count >= 12) break;
        }
        TestContext.Current.TestOutputHelper!.WriteLine(
            $"{done} statements were compared, {refused} refused by DuckDB; {org.Sent.Texts.Count} texts of SOQL");
        Assert.True(faults.Count == 0, string.Join("\n\n", faults));
        if (done < usual / 2) return; // A few were asked for.
        Assert.All(Sent, sign => Assert.Contains(org.Sent.Texts, t => t.Contains(sign, StringComparison.Ordinal)));
        Assert.True(settings.Length == 0 || org.Count("POST /services/data/{version}/jobs/query") > done / 10, "Few jobs ran.");
        Assert.InRange(refused, 0, Math.Max(3, (done + refused) / 20));
    }

    static async Task<string?> DifferenceAsync(TestOrg org, RandomStatement statement, string text, List<object?[]> wanted)
    {
        List<object?[]> got;
        try
        {
            got = await org.RowsAsync(text);
        }
        catch (InvalidOperationException fault)
        {
            return fault.Message;
        }
        if (statement.Taken is null) return Compare(Texts(wanted).Order(StringComparer.Ordinal), Texts(got).Order(StringComparer.Ordinal));
        if (wanted.Count != got.Count) return $"{got.Count} rows, not {wanted.Count}";
        if (statement.Key is { } key && Compare(wanted.Select(r => Text(r[key])), got.Select(r => Text(r[key]))) is { } order) return order;
        var all = Texts(await org.RowsAsync(statement.Whole)).CountBy(t => t).ToDictionary();
        return Texts(got).CountBy(t => t).FirstOrDefault(g => all.GetValueOrDefault(g.Key) < g.Value) is { Value: > 0 } odd
            ? $"no such row: {odd.Key}" : null;
    }

    static string? Compare(IEnumerable<string> wanted, IEnumerable<string> got)
    {
        var (all, theirs) = (wanted.ToList(), got.ToList());
        if (all.SequenceEqual(theirs)) return null;
        var (missing, more) = (all.ToList(), theirs.ToList());
        foreach (var one in theirs) missing.Remove(one);
        foreach (var one in all) more.Remove(one);
        return $"{theirs.Count} rows, not {all.Count}; missing: {string.Join(" / ", missing.Take(3))}; "
            + $"too many: {string.Join(" / ", more.Take(3))}";
    }

    static IEnumerable<string> Texts(List<object?[]> rows) => rows.Select(r => string.Join(" | ", r.Select(Text)));

    static string Text(object? value) => value switch
    {
        null => "∅",
        string text => $"'{text}'",
        DateTimeOffset moment => moment.UtcDateTime.ToString("O", CultureInfo.InvariantCulture),
        IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
        IEnumerable many => string.Join(",", many.Cast<object?>().Select(Text)),
        _ => value.ToString()!,
    };
}
