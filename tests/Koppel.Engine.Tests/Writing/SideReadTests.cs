using Koppel.Engine.Tests.Testing;

namespace Koppel.Engine.Tests.Writing;

/// <summary>The load's session sees the rows of tables that its query reads anyway, so that it need not read them itself.</summary>
public sealed class SideReadTests
{
    static async Task<(Crm Crm, MemoryLoad Load)> LoadAsync(string query, Action<Crm>? prepare = null)
    {
        var crm = new Crm();
        prepare?.Invoke(crm);
        await using var database = crm.Open();
        var results = await database.RunAsync(
            $"create table few@memory as select unnest(['bob@x.de', 'eva@x.nl']) email; insert into contactTags@ac (contact, tag) {query}");
        Assert.IsType<Koppel.Engine.Statements.LoadResult>(results[^1].Of);
        return (crm, Assert.Single(crm.ContactTags.Loads));
    }

    static string[] Emails(MemoryLoad load) =>
        [.. load.Observed.Select(o => (string)o.Row[Array.IndexOf(o.Columns, "email")]!).Order(StringComparer.Ordinal)];

    [Fact]
    public async Task Columns_that_the_session_needs_are_read_with_the_querys_own()
    {
        var (crm, load) = await LoadAsync("select id, 10 from contacts@ac where id > 4");
        Assert.Equal("contacts(id, email) where \"id\" > 4", crm.Asked);
        Assert.Equal(["eva@x.nl", "fay@x.de", "gus@x.fr"], Emails(load));
        Assert.All(load.Observed, o => Assert.Equal("contacts", o.Table));
    }

    [Fact]
    public async Task Rows_are_observed_even_where_the_query_only_counts_them()
    {
        var (crm, load) = await LoadAsync("select count(*), 10 from contacts@ac");
        Assert.Equal("contacts(id, email)", crm.Asked);
        Assert.Equal(7, load.Observed.Count);
        Assert.Equal([7L, 10L], load.Given[0]);
    }

    [Fact]
    public async Task Rows_of_a_lookup_are_observed()
    {
        var (crm, load) = await LoadAsync("select c.id, 10 from few@memory f join contacts@ac c using (email)");
        Assert.Equal("contacts(id, email) where \"email\" in ('bob@x.de', 'eva@x.nl')", crm.Asked);
        Assert.Equal(["bob@x.de", "eva@x.nl"], Emails(load));
    }

    [Fact]
    public async Task A_table_in_two_places_is_read_and_observed_once()
    {
        var (crm, load) = await LoadAsync("select a.id, 10 from contacts@ac a join contacts@ac b on a.country = b.country");
        Assert.Equal("contacts(id, country, email)", crm.Asked);
        Assert.Equal(7, load.Observed.Count);
    }

    [Fact]
    public async Task A_table_that_the_query_does_not_read_is_not_read_for_the_session()
    {
        var (crm, load) = await LoadAsync("select 1, id from tags@ac");
        Assert.Equal("tags(id)", crm.Asked);
        Assert.Empty(load.Observed);
    }

    [Fact]
    public async Task The_target_itself_can_be_read_by_its_own_load()
    {
        var (crm, load) = await LoadAsync(
            "select c.id, 12 from contacts@ac c where not exists (select 1 from contactTags@ac ct where ct.contact = c.id)");
        Assert.Equal([3L, 4L, 5L, 6L, 7L], load.Given.Select(r => (long)r[0]!).Order());
        Assert.Equal(7, load.Observed.Count);
        Assert.Single(crm.Contacts.Asked);
    }
}
