using System.Text.Json;
using System.Text.Json.Nodes;
using Koppel.Fuzzing;
using Koppel.Sandbox;

namespace Koppel.EndToEnd.Tests.Salesforce;

/// <summary>Queries that the connector makes of random statements are answered by the sandbox as by others' evaluator.</summary>
public sealed class SecondOpinionTests
{
    const int Statements = 700;
    const int FirstStatement = 5_000_000;

    static readonly string[] Objects = ["Contact", "Account", "Lead", "Opportunity", "Subscription__c", "Case"];

    [Fact]
    public async Task The_sandbox_answers_as_another_evaluator_does()
    {
        Needs.Installed(SecondOpinion.IsThere, "The npm package open-soql is not installed: run tests/npm/install.sh.");
        await using var org = await TestOrg.StartAsync(new SalesforceOptions { Seed = 120, DailyApiRequests = 100_000_000 });
        await OddRows.WriteAsync(org);
        var queries = await QueriesAsync(org);
        var tables = new JsonObject();
        foreach (var name in Objects) tables[name] = await RowsAsync(org, $"SELECT {await FieldsAsync(org, name)} FROM {name}");

        var asked = queries.Where(q => SecondOpinion.Why(q) is null).ToList();
        var opinions = await SecondOpinion.AskAsync(tables, asked);
        List<string> differences = [];
        foreach (var (query, opinion) in asked.Zip(opinions))
        {
            var mine = query.Contains("COUNT()", StringComparison.Ordinal)
                ? new JsonArray(new JsonObject { ["expr0"] = (await AskAsync(org, query))["totalSize"]!.GetValue<int>() })
                : await RowsAsync(org, query);
            if (Difference(query, mine, opinion) is { } difference)
                differences.Add($"{query}\n{difference}");
        }
        TestContext.Current.TestOutputHelper!.WriteLine($"{asked.Count} of {queries.Count} queries were compared");
        Assert.True(differences.Count == 0, $"{differences.Count} of {asked.Count}:\n" + string.Join("\n\n", differences.Take(20)));
        Assert.InRange(asked.Count, Statements / 8, int.MaxValue);
    }

    static string? Difference(string query, JsonArray mine, JsonNode? opinion)
    {
        // Of no rows at all, it gives no figures; an org gives one row of them, as SQL does.
        if (opinion is JsonArray { Count: 0 } && mine.Count == 1 && query.Contains("COUNT(Id)", StringComparison.Ordinal)) return null;
        if (opinion is not JsonArray) return $"refused: {opinion}";
        var isOrdered = query.Contains(" ORDER BY ", StringComparison.Ordinal);
        var (ours, theirs) = (SecondOpinion.Texts(mine, isOrdered), SecondOpinion.Texts(opinion, isOrdered));
        return ours.SequenceEqual(theirs) ? null
            : $"{ours.Count} and {theirs.Count} rows; only here {string.Join(", ", ours.Except(theirs).Take(3))}; "
                + $"only there {string.Join(", ", theirs.Except(ours).Take(3))}";
    }

    /// <summary>What the connector asks; of rows only what tells them apart is asked again, or what they are ordered by.</summary>
    static async Task<IReadOnlyList<string>> QueriesAsync(TestOrg org)
    {
        List<CopiedTable> tables = [];
        foreach (var name in Objects) tables.Add(await CopiedTable.CopyAsync(org, name));
        await org.Sent.ReadAsync();
        var before = org.Sent.Texts.ToHashSet();
        for (var i = 0; i < Statements; i++)
        {
            var statement = RandomStatement.Of(FuzzCases.RandomOf(FirstStatement + i), tables);
            try
            {
                await org.RowsAsync(statement.Pushed);
            }
            catch (InvalidOperationException)
            {
                continue; // DuckDB does not do it either: that is looked at by RandomStatementTests.
            }
            if (i % 25 == 0) await org.Sent.ReadAsync();
        }
        await org.Sent.ReadAsync();
        return [.. org.Sent.Texts.Except(before).Select(Short).Distinct().Where(q => q.Contains(" WHERE ", StringComparison.Ordinal))];
    }

    static string Short(string query)
    {
        var (from, order) = (query.IndexOf(" FROM ", StringComparison.Ordinal), query.IndexOf(" ORDER BY ", StringComparison.Ordinal));
        if (query[..from].Contains('(', StringComparison.Ordinal)) return query;
        if (order >= 0) return $"SELECT {query[(order + 10)..].Split(' ')[0]}{query[from..]}";
        return $"SELECT Id{query[from..].Split(" LIMIT ")[0]}";
    }

    static async Task<string> FieldsAsync(TestOrg org, string name)
    {
        var told = await org.CallAsync(HttpMethod.Get, $"sobjects/{name}/describe");
        return string.Join(", ", told.GetProperty("fields").EnumerateArray()
            .Where(f => f.GetProperty("type").GetString() is not ("address" or "location")).Select(f => f.GetProperty("name").GetString()));
    }

    static async Task<JsonArray> RowsAsync(TestOrg org, string query)
    {
        var page = await AskAsync(org, query);
        var rows = page["records"]!.AsArray().Select(r => r!.DeepClone()).ToList();
        while (page["nextRecordsUrl"]?.GetValue<string>() is { } next)
        {
            page = JsonObject.Create(await org.CallAsync(HttpMethod.Get, next["/services/data/v60.0/".Length..]))!;
            rows.AddRange(page["records"]!.AsArray().Select(r => r!.DeepClone()));
        }
        return new JsonArray([.. rows]);
    }

    static async Task<JsonObject> AskAsync(TestOrg org, string query)
    {
        var answer = await org.CallAsync(HttpMethod.Get, $"query?q={Uri.EscapeDataString(query)}");
        Assert.True(answer.ValueKind == JsonValueKind.Object, $"{query}: {answer}");
        return JsonObject.Create(answer)!;
    }
}
