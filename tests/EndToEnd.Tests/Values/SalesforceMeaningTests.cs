using Koppel.EndToEnd.Tests.Salesforce;
using Koppel.Engine.Statements;

namespace Koppel.EndToEnd.Tests.Values;

/// <summary>The words on the meaning of values, over Salesforce, where a list of choices is one text.</summary>
public sealed class SalesforceMeaningTests
{
    static async Task<TestOrg> StartAsync()
    {
        var org = await TestOrg.StartAsync();
        await org.RowsAsync("""
            insert into Account@sf (Name, Phone, NumberOfEmployees, Interests__c) values ('Choosers', null, 7, 'Tools;Finance')
            """);
        return org;
    }

    static string Statement(string verb, string words, string row) => verb switch
    {
        "update" => $"update Account@sf a {words} set Phone = s.b, NumberOfEmployees = s.c, Interests__c = s.d from (select {row}) "
            + "s(b, c, d) where a.Name = 'Choosers'",
        "merge" => $"merge into Account@sf as a {words} using (select {row}) s(b, c, d) on a.Name = 'Choosers' when matched then update "
            + "set Phone = s.b, NumberOfEmployees = s.c, Interests__c = s.d",
        _ => $"synchronize (select 'Choosers' as Name, * from (select {row}) s(Phone, NumberOfEmployees, Interests__c)) to Account@sf "
            + $"{words} with update identified by Name",
    };

    [Theory]
    [InlineData("nulls keep", "null, null, null", "|7|Tools;Finance")]
    [InlineData("nulls clear", "'1', null, ''", "1||")]
    [InlineData("fill empty", "'1', 8, 'Insurance'", "1|7|Tools;Finance")]
    [InlineData("add choices on (Interests__c)", "null, 8, 'finance; Insurance;Insurance'", "|8|Tools;Finance;Insurance")]
    [InlineData("remove choices on Interests__c nulls keep", "null, null, 'TOOLS'", "|7|Finance")]
    [InlineData("remove choices on (Interests__c) nulls keep", "null, null, 'Finance;Tools'", "|7|")]
    [InlineData("replace choices on (Interests__c) nulls keep", "'2', null, 'Finance;Tools'", "2|7|Tools;Finance")]
    [InlineData("nulls keep on (NumberOfEmployees) replace choices on (Interests__c)", "'2', null, 'Insurance'", "2|7|Insurance")]
    public async Task Every_statement_takes_the_words_in_the_same_meaning(string words, string row, string expected)
    {
        foreach (var verb in new[] { "update", "merge", "synchronize" })
        {
            await using var org = await StartAsync();
            var statement = Statement(verb, words, row);
            await org.RowsAsync(statement);
            Assert.Equal((verb, expected), (verb, await org.ValueAsync("""
                select concat_ws('|', coalesce(Phone, ''), coalesce(cast(NumberOfEmployees as varchar), ''), coalesce(Interests__c, ''))
                from Account@sf where Name = 'Choosers'
                """)));
            await foreach (var again in org.Session.ExecuteAsync(statement, cancellationToken: TestContext.Current.CancellationToken))
                Assert.Equal((verb, 0L), (verb, Assert.IsType<LoadResult>(again).Report.Outcome.Changed));
        }
    }

    [Fact]
    public async Task An_insert_with_words_finds_rows_by_the_key_of_another_system_and_is_refused_without_one()
    {
        await using var org = await StartAsync();
        await org.RowsAsync("insert into Contact@sf (External_Id__c, LastName, Phone) values ('k1', 'One', '1')");
        await org.RowsAsync("""
            insert into Contact@sf (External_Id__c, LastName, Phone) fill empty on (Phone)
            values ('K1', 'Uno', '2'), ('k2', 'Two', '3')
            """);
        Assert.Equal("k1 Uno 1, k2 Two 3", await org.ValueAsync("""
            select string_agg(lower(External_Id__c) || ' ' || LastName || ' ' || Phone, ', ' order by LastName desc)
            from Contact@sf where lower(External_Id__c) in ('k1', 'k2')
            """));
        var fault = await org.FaultAsync("insert into Task@sf (Subject) fill empty values ('a')");
        Assert.Contains("nothing identifies the rows of Task@sf of themselves", fault.Message, StringComparison.Ordinal);
        Assert.Contains(
            "synchronize (…) to Task@sf fill empty … with insert or update identified by …", fault.Message, StringComparison.Ordinal);
    }
}
