using System.Globalization;
using System.Text.Json;

namespace Koppel.EndToEnd.Tests.Salesforce;

/// <summary>What orgs really answered: descriptions become the right columns, and pages of queries come through value by value.</summary>
public sealed class RecordingTests
{
    /// <summary>Files of descriptions, and how many fields INDEX.md says that each has.</summary>
    public static TheoryData<string, string, int> Descriptions => new()
    {
        { "Account", "nango-devorg-2026/describe-Account.v58.json", 70 },
        { "Account", "cumulusci/describe-Account.json", 68 },
        { "Contact", "cumulusci/describe-Contact.json", 59 },
        { "Opportunity", "cumulusci/describe-Opportunity.json", 40 },
        { "Case", "cumulusci/describe-Case.json", 35 },
        { "OpportunityContactRole", "cumulusci/describe-OpportunityContactRole.json", 11 },
        { "Custom__c", "cumulusci/describe-Custom__c.json", 3 },
    };

    /// <summary>Recorded records and the description that goes with them.</summary>
    public static TheoryData<string, string, string, int> Records => new()
    {
        {
            "Account", "nango-devorg-2026/describe-Account.v58.json",
            "nango-devorg-2026/query-Account.page1.v59.json nango-devorg-2026/query-Account.page2.v59.json", 2086
        },
        { "Contact", "cumulusci/describe-Contact.json", "nango-devorg-2026/query-Contact.v59.json", 213 },
        { "Opportunity", "cumulusci/describe-Opportunity.json", "nango-devorg-2026/query-Opportunity.v59.json", 31 },
        { "Account", "nango-devorg-2026/describe-Account.v58.json", "nango-devorg-2026/query-limit5.v63.json", 5 },
        {
            "Contact", "cumulusci/describe-Contact.json",
            "netcoreforce/querybatch-batch-1.json netcoreforce/querybatch-batch-2.json netcoreforce/querybatch-batch-3.json "
                + "netcoreforce/querybatch-batch-4.json", 800
        },
        { "Account", "cumulusci/describe-Account.json", "cumulusci/query-standard-objects.json AccountNumber", 6 },
        { "Account", "nango-devorg-2026/describe-Account.v58.json", "nango-devorg-2026/get-Account-record.v62.json", 1 },
        { "Account", "cumulusci/describe-Account.json", "netcoreforce/account.json", 1 },
        { "Contact", "cumulusci/describe-Contact.json", "netcoreforce/contact.json", 1 },
        { "Account", "cumulusci/describe-Account.json", "swiftlysalesforce/MockAccount.json", 1 },
    };

    [Theory]
    [MemberData(nameof(Descriptions))]
    public async Task A_recorded_description_gives_the_right_columns_and_types(string name, string file, int fields)
    {
        Recorded.Need();
        var described = Recorded.Body(file);
        await using var org = await RecordedOrg.StartAsync(new Dictionary<string, JsonElement> { [name] = described });

        var table = await org.Session.DescribeAsync($"{name.ToLowerInvariant()}@sf", TestContext.Current.CancellationToken);

        var all = described.GetProperty("fields").EnumerateArray().ToList();
        Assert.Equal(fields, all.Count);
        Assert.Equal(all.Select(f => $"{Text(f, "name")} {TypeOf(f)}"),
            table.Columns.Where(c => !c.Name.Contains('.', StringComparison.Ordinal)).Select(c => $"{c.Name} {c.Type}"));
        // The kind of record that an id refers to stands beside it, when there are several.
        Assert.Equal(all.Where(f => f.GetProperty("referenceTo").GetArrayLength() > 1 && Text(f, "relationshipName") is not null)
            .Select(f => $"{Text(f, "relationshipName")}.Type VARCHAR"),
            table.Columns.Where(c => c.Name.Contains('.', StringComparison.Ordinal)).Select(c => $"{c.Name} {c.Type}"));
        Assert.Equal(["Id"], table.Columns.Where(c => c.Traits.Contains("key")).Select(c => c.Name));
        Assert.Equal(
            all.Where(f => Is(f, "createable") && !Is(f, "nillable") && !Is(f, "defaultedOnCreate") && Text(f, "type") != "boolean")
                .Select(f => Text(f, "name")), table.Columns.Where(c => c.Traits.Contains("required")).Select(c => c.Name));
        Assert.Equal(all.Where(f => !Is(f, "createable") && !Is(f, "updateable") && Text(f, "type") != "id").Select(f => Text(f, "name")),
            table.Columns.Where(c => c.Traits.Contains("read-only") && !c.Name.Contains('.', StringComparison.Ordinal))
                .Select(c => c.Name));
    }

    [Theory]
    [MemberData(nameof(Records))]
    public async Task Recorded_records_come_through_value_by_value(string name, string description, string files, int count)
    {
        Recorded.Need();
        var described = Recorded.Body(description);
        var types = described.GetProperty("fields").EnumerateArray().ToDictionary(f => Text(f, "name")!, TypeOf);
        var parts = files.Split(' ');
        List<JsonElement> pages = parts is [var many, var address] && !address.Contains('/', StringComparison.Ordinal)
            ? [Recorded.Body(many, address)] : [.. parts.Select(p => Paged(Recorded.Body(p)))];
        await using var org = await RecordedOrg.StartAsync(new Dictionary<string, JsonElement> { [name] = described }, pages);
        var records = pages.SelectMany(p => p.GetProperty("records").EnumerateArray()).ToList();
        var fields = records[0].EnumerateObject().Select(f => f.Name).Where(types.ContainsKey).ToList();

        var rows = await org.RowsAsync($"select {string.Join(", ", fields.Select(f => $"\"{f}\""))} from {name}@sf");

        Assert.Equal(count, rows.Count);
        Assert.Equal(records.Select(r => string.Join('|', fields.Select(f => Wanted(r.GetProperty(f), types[f])))),
            rows.Select(r => string.Join('|', r.Select((v, i) => Got(v, types[fields[i]])))));
        Assert.Equal(pages.Count, org.Asked.Count(p => p.Contains("/query", StringComparison.Ordinal)));
    }

    /// <summary>A record by itself, as if it had been asked for by a query.</summary>
    static JsonElement Paged(JsonElement body) => body.TryGetProperty("records", out _) ? body
        : JsonSerializer.SerializeToElement(new { totalSize = 1, done = true, records = new[] { body } });

    /// <summary>The mapping that the issue asks for, written down here once more.</summary>
    static string TypeOf(JsonElement field)
    {
        var (precision, scale) = (field.GetProperty("precision").GetInt32(), field.GetProperty("scale").GetInt32());
        return Text(field, "type") switch
        {
            "boolean" => "BOOLEAN",
            "int" => "INTEGER",
            "currency" or "percent" or "double" => scale > 12 ? "DOUBLE"
                : string.Create(CultureInfo.InvariantCulture, $"DECIMAL({precision},{scale})"),
            "date" => "DATE",
            "datetime" => "TIMESTAMPTZ",
            "address" or "location" => "JSON",
            _ => "VARCHAR",
        };
    }

    static string Wanted(JsonElement value, string type) => value.ValueKind == JsonValueKind.Null ? "∅" : type switch
    {
        "TIMESTAMPTZ" => DateTimeOffset.Parse(value.GetString()!, CultureInfo.InvariantCulture).UtcDateTime.ToString("O"),
        "INTEGER" or "DOUBLE" => value.GetDouble().ToString("R", CultureInfo.InvariantCulture),
        _ when type.StartsWith("DECIMAL", StringComparison.Ordinal) =>
            value.GetDecimal().ToString("0.##########", CultureInfo.InvariantCulture),
        "JSON" => JsonSerializer.Serialize(value),
        _ => value.ToString(),
    };

    static string Got(object? value, string type) => value switch
    {
        null => "∅",
        DateTimeOffset moment => moment.UtcDateTime.ToString("O"),
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        decimal number => number.ToString("0.##########", CultureInfo.InvariantCulture),
        int or long or double => Convert.ToDouble(value, CultureInfo.InvariantCulture).ToString("R", CultureInfo.InvariantCulture),
        string text when type == "JSON" => JsonSerializer.Serialize(JsonDocument.Parse(text).RootElement),
        _ => value.ToString()!,
    };

    static string? Text(JsonElement field, string name) => field.GetProperty(name).GetString();

    static bool Is(JsonElement field, string name) => field.GetProperty(name).GetBoolean();
}
