using System.Globalization;
using System.Text.Json.Nodes;
using CsCheck;

namespace Koppel.Sandbox.Tests.Salesforce.Soql;

/// <summary>Conditions that nobody has thought of find the rows that the rules, written once more and as plainly as can be, find.</summary>
public sealed class RandomConditionTests
{
    static readonly string[] Texts = ["Alpha", "ALPHA", "beta", "Beta%", "be_ta", "", "O'Neill"];

    /// <summary>A condition as it is written, and what it means for a row as JSON shows it.</summary>
    sealed record Case(string Text, Func<JsonObject, bool> Holds);

    static readonly Gen<Case> OfText =
        from value in OneOf(Texts)
        from other in OneOf(Texts)
        from kind in Gen.Int[0, 6]
        let quoted = Quoted(value)
        select kind switch
        {
            0 => new Case($"Site = {quoted}", row => Same(Site(row), value)),
            1 => new($"Site != {quoted}", row => !Same(Site(row), value)),
            2 => new($"Site IN ({quoted}, {Quoted(other)})", row => Same(Site(row), value) || Same(Site(row), other)),
            3 => new($"Site NOT IN ({quoted}, {Quoted(other)})", row => !Same(Site(row), value) && !Same(Site(row), other)),
            4 => new("Site = null", row => Site(row) is null),
            5 => new("Site LIKE '%b\\_t%'", row => Site(row)?.Contains("b_t", StringComparison.OrdinalIgnoreCase) == true),
            _ => new("Site LIKE 'b%'", row => Site(row)?.StartsWith("b", StringComparison.OrdinalIgnoreCase) == true),
        };

    static readonly Gen<Case> OfNumber =
        from value in Gen.Int[-2, 4]
        from sign in OneOf("=", "!=", "<", "<=", ">", ">=")
        select new Case(string.Create(CultureInfo.InvariantCulture, $"NumberOfEmployees {sign} {value}"), row => (Count(row), sign) switch
        {
            (null, _) => sign == "!=",
            ({ } count, "=") => count == value,
            ({ } count, "!=") => count != value,
            ({ } count, "<") => count < value,
            ({ } count, "<=") => count <= value,
            ({ } count, ">") => count > value,
            ({ } count, _) => count >= value,
        });

    static readonly Gen<Case> OfFlag = OneOf(
        new Case("Parent.IsDeleted = false", _ => true), new("Parent.Name = null", row => row["Parent"] is null),
        new("Parent.Name = 'top'", row => row["Parent"] is not null), new("(NOT Parent.Name = 'TOP')", row => row["Parent"] is null));

    static Gen<Case> Any(int depth) => depth == 0
        ? Gen.Frequency((1, OfText), (1, OfNumber), (1, OfFlag))
        : Gen.Frequency(
            (1, Any(0)),
            (1, from one in Any(depth - 1) from other in Any(depth - 1)
            select new Case($"({one.Text}) AND ({other.Text})", row => one.Holds(row) && other.Holds(row))),
            (1, from one in Any(depth - 1) from other in Any(depth - 1)
            select new Case($"({one.Text}) OR ({other.Text})", row => one.Holds(row) || other.Holds(row))),
            (1, Any(depth - 1).Select(one => new Case($"NOT ({one.Text})", row => !one.Holds(row)))));

    [Fact]
    public async Task Random_conditions_find_the_rows_that_they_mean()
    {
        await using var org = await OrgCaller.FastAsync(new() { Seed = 1, DailyApiRequests = 100_000 });
        var top = await org.CreateAsync("Account", """{"Name":"Top"}""");
        var places = Enumerable.Range(0, 40).ToArray();
        foreach (var place in places)
            await org.CreateAsync("Account", new JsonObject
            {
                ["Name"] = "Random", ["Site"] = Texts[place % Texts.Length], ["NumberOfEmployees"] = place % 5 == 0 ? null
                    : (place % 6) - 2,
                ["ParentId"] = place % 3 == 0 ? top : null,
            }.ToJsonString());
        const string All = "SELECT Id, Site, NumberOfEmployees, Parent.Name FROM Account WHERE Name = 'Random'";
        JsonObject[] rows = [.. (await org.QueryAsync(All)).Json["records"]!.AsArray().Select(row => row!.AsObject())];
        Assert.Equal(places.Length, rows.Length);
        await Any(3).SampleAsync(async one =>
        {
            var reply = await org.QueryAsync($"SELECT Id FROM Account WHERE Name = 'Random' AND ({one.Text})");
            Assert.True(reply.Status == 200, reply.Body);
            Assert.Equal(rows.Where(one.Holds).Select(Id), reply.Json["records"]!.AsArray().Select(row => Id(row!.AsObject())));
        }, iter: 400, threads: 1);
    }

    static Gen<T> OneOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(place => values[place]);

    static string Quoted(string text) => $"'{text.Replace("'", "\\'", StringComparison.Ordinal)}'";

    static string Id(JsonObject row) => row["Id"]!.GetValue<string>();

    static string? Site(JsonObject row) => row["Site"]?.GetValue<string>();

    static int? Count(JsonObject row) => row["NumberOfEmployees"]?.GetValue<int>();

    // There is no empty text: it is null.
    static bool Same(string? one, string value) => value.Length == 0 ? one is null : value.Equals(one, StringComparison.OrdinalIgnoreCase);
}
