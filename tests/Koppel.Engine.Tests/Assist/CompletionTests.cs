using Koppel.Engine.Assist;
using Koppel.Engine.Tests.Testing;

namespace Koppel.Engine.Tests.Assist;

/// <summary>What is offered where somebody writes.</summary>
public sealed class CompletionTests
{
    [Theory]
    [InlineData("|", "select", "insert into", "synchronize")]
    [InlineData("select 1; up|", "update")]
    [InlineData("select * from con|", "contacts@ac", "contactTags@ac")]
    [InlineData("select * from contacts@|", "ac")]
    [InlineData("select * from contacts@a|", "ac")]
    [InlineData("select | from contacts@ac", "email", "country")]
    [InlineData("select c.| from contacts@ac c", "email", "country")]
    [InlineData("select c.em| from contacts@ac as c join tags@ac t on t.id = c.id", "email")]
    [InlineData("select * from contacts@ac c where c.| = 'NL'", "country")]
    [InlineData("select * from contacts@ac w|", "where")]
    [InlineData("with some as (select id as number, tag from tags@ac) select | from some", "number", "tag")]
    [InlineData("with some as (select 1 as a) select * from so|", "some")]
    [InlineData("select x.| from (select email as address from contacts@ac) x", "address")]
    [InlineData("create table x@memory as select id, tag as name from tags@ac; select | from x@memory", "id", "name")]
    [InlineData("create temp table x (one int, two text); select | from x", "one", "two")]
    [InlineData("insert into contactTags@ac (|", "contact", "tag")]
    [InlineData("insert into contactTags@ac nu|", "nulls keep", "nulls clear")]
    [InlineData("select up|", "upper")]
    [InlineData("set auto|", "automations@ac")]
    [InlineData("set automations@ac = |", "run", "skip")]
    [InlineData("synchronize x@memory to contacts@ac iden|", "identified by")]
    [InlineData("explain |", "select")]
    [InlineData("select * from contacts@ac where id in (select | from contactTags@ac)", "contact", "email")]
    [InlineData("merge into contacts@ac using |", "tags@ac")]
    public async Task What_may_stand_there_is_offered(string marked, params string[] expected)
    {
        await using var database = new Crm().Open();
        Assert.Subset((await database.LabelsAsync(marked)).ToHashSet(), expected.ToHashSet());
    }

    [Theory]
    [InlineData("-- sel|")]
    [InlineData("/* sel| */ select 1")]
    [InlineData("select 'sel|'")]
    [InlineData("select $$ sel| $$")]
    public async Task In_comments_and_texts_nothing_is_offered(string marked)
    {
        await using var database = new Crm().Open();
        Assert.Empty(await database.LabelsAsync(marked));
    }

    [Fact]
    public async Task The_nearest_column_comes_first_and_one_that_cannot_be_written_is_not_offered_to_a_load()
    {
        await using var database = new Crm().Open();
        Assert.Equal("email", (await database.LabelsAsync("select em| from contacts@ac"))[0]);
        Assert.DoesNotContain("cdate", await database.LabelsAsync("insert into contactTags@ac (|"));
    }

    [Fact]
    public async Task What_is_chosen_takes_the_place_of_the_word_that_was_begun()
    {
        await using var database = new Crm().Open();
        var given = await database.CompleteAsync("select co|un from contacts@ac");
        Assert.Equal((7, 11), (given.From, given.To));
    }

    [Fact]
    public async Task Variables_are_offered_with_and_without_braces()
    {
        await using var database = new Crm().Open();
        var options = new AssistOptions { Variables = new Dictionary<string, string> { ["day"] = "1" } };
        Assert.Equal("$day", Assert.Single((await database.CompleteAsync("select $d|", options)).Items).Insert);
        Assert.Equal("${day}", Assert.Single((await database.CompleteAsync("select ${d|", options)).Items).Insert);
    }

    [Fact]
    public async Task Functions_of_other_databases_are_offered_too()
    {
        await using var database = new Crm().Open();
        Assert.Contains("normalize_email", await database.LabelsAsync("select norm|"));
    }

    [Fact]
    public async Task A_table_of_the_session_is_offered_with_its_columns()
    {
        await using var database = new Crm().Open();
        await database.RunAsync("create table pairs@inmemorystorage as select 1 as one; create temp table brief as select 2 as two");
        Assert.Contains("pairs@inmemorystorage", await database.LabelsAsync("select * from pa|"));
        Assert.Contains("one", await database.LabelsAsync("select | from pairs@memory"));
        Assert.Contains("two", await database.LabelsAsync("select | from brief"));
    }

    [Fact]
    public async Task Nothing_is_asked_of_any_table()
    {
        var crm = new Crm();
        await using var database = crm.Open();
        await database.LabelsAsync("select | from contacts@ac");
        await database.CheckAsync("select * from contacts@ac c join tags@ac t on t.id = c.id");
        Assert.Equal("", crm.Asked);
    }
}
