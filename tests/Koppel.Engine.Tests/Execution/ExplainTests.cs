using Koppel.Engine.Tests.Testing;

namespace Koppel.Engine.Tests.Execution;

public sealed class ExplainTests
{
    [Fact]
    public async Task Explain_tells_what_is_asked_of_each_table()
    {
        var crm = new Crm();
        await using var database = crm.Open();
        Assert.Equal("""
            scan contacts@ac
              columns   id, email, country
              request   GET contacts
              checked   "email" = 'x'  (in DuckDB)
              pushed    "id" > 2  (exact, filter)
              pushed    "country" = 'NL'  (filter; checked again in DuckDB)
              calls     2  (about 4 rows)
            """.Replace("\"email\" = 'x'", "starts_with(\"email\", 'x')", StringComparison.Ordinal).ReplaceLineEndings("\n"),
            await database.PlanAsync("explain select id from contacts@ac where id > 2 and country = 'NL' and email like 'x%'"));
        Assert.Equal("", crm.Asked);
    }

    [Fact]
    public async Task Explain_tells_limits_lookups_staging_and_tables_that_do_not_matter()
    {
        await using var database = new Crm().Open();
        Assert.Contains("  limit     3, kept by the table", await database.PlanAsync("explain select id from contacts@ac limit 3"),
            StringComparison.Ordinal);
        Assert.Contains("  staged    read once, serves 2 places",
            await database.PlanAsync("explain select a.id from contacts@ac a join contacts@ac b using (id)"), StringComparison.Ordinal);
        Assert.Contains("  nothing   no row of it can matter", await database.PlanAsync("explain select id from contacts@ac where 1 = 0"),
            StringComparison.Ordinal);
        var lookup = await database.PlanAsync(
            "create table one@memory as select 'a' email; explain select c.id from contacts@ac c join one@memory using (email)");
        Assert.Contains("  lookup    1 value of email from one@inmemorystorage\n", lookup, StringComparison.Ordinal);
        Assert.EndsWith("  calls     1", lookup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Explain_does_not_read_a_large_table_to_tell_that_it_is_read_once()
    {
        var crm = new Crm();
        await using var database = crm.Open();
        var plan = await database.PlanAsync("explain select a.id from contacts@ac a join contacts@ac b using (country)");
        Assert.Equal("", crm.Asked);
        Assert.EndsWith("calls     4  (about 7 rows)", plan, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Explain_of_what_DuckDB_holds_is_DuckDBs_own()
    {
        await using var database = TestDatabase.Of();
        Assert.Contains("PROJECTION", await database.TextAsync("explain select range + 1 from range(3)"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Explain_analyze_runs_the_query()
    {
        var crm = new Crm();
        await using var database = crm.Open();
        Assert.Contains(
            "Total Time", await database.TextAsync("explain analyze select email from contacts@ac where id = 3"), StringComparison.Ordinal);
        Assert.Equal("contacts(id, email) where \"id\" = 3", crm.Asked);
    }

    [Fact]
    public async Task A_wrong_statement_is_not_explained()
    {
        await using var database = new Crm().Open();
        Assert.Equal("There is no column 'emial'. Did you mean 'email'?",
            (await database.ErrorAsync("explain select emial from contacts@ac")).Message);
    }
}
