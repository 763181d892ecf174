using Koppel.Engine.Sql;
using Koppel.Engine.Statements;
using Koppel.Engine.Tests.Testing;
using Koppel.Sdk.Connections;
using Koppel.Sdk.Schema;

namespace Koppel.Engine.Tests.Execution;

/// <summary>Errors say what, where in the user's own text, why and what to do.</summary>
public sealed class ErrorTests
{
    [Theory]
    [InlineData("select *\nfrom contacts@acc", 2, 6, "contacts@acc", "There is no connection 'acc'. Did you mean 'ac'?")]
    [InlineData("select * from x@somewhere", 1, 15, "x@somewhere", "There is no connection 'somewhere'. There are: ac, inmemorystorage.")]
    [InlineData("select 1;\n\tselect * from contcats@ac", 2, 16, "contcats@ac",
        "Connection 'ac' has no table 'contcats'. Did you mean contacts@ac?")]
    [InlineData("select * from zzz@ac", 1, 15, "zzz@ac",
        "Connection 'ac' has no table 'zzz'. It has: contacts, tags, contactTags, ContactTagsByContactId.")]
    [InlineData("select 'ü', c.emial from contacts@ac c", 1, 13, "c.emial", "'c' has no column 'emial'. Did you mean 'email'?")]
    [InlineData("select emial from contacts@ac", 1, 8, "emial", "There is no column 'emial'. Did you mean 'email'?")]
    [InlineData("select * from contacts@ac c\njoin tags@ac t on t.id = c.tag", 2, 26, "c.tag", "'c' has no column 'tag'.")]
    [InlineData("select * from nothing@memory", 1, 15, "nothing@memory", "There is no table nothing@memory")]
    [InlineData("select nofunction(email) from contacts@ac", 1, 8, "nofunction", "nofunction")]
    [InlineData("insert into contactTags@ac (contact, tag)\nselect c.nosuch, 1 from contacts@ac c", 2, 8, "c.nosuch",
        "'c' has no column 'nosuch'.")]
    [InlineData("insert into contactTags@ac (contact, tga) select 1, 2", 1, 38, "tga",
        "contactTags@ac has no column 'tga'. Did you mean 'tag'?")]
    [InlineData("insert into contactTags@ac (contact, zzz) select 1, 2", 1, 38, "zzz",
        "contactTags@ac has no column 'zzz'. It can be given: contact, tag.")]
    [InlineData("insert into contactTags@ac (contact, cdate) select 1, 2", 1, 38, "cdate",
        "Column 'cdate' of contactTags@ac is given by the system and cannot be written. Leave it out.")]
    [InlineData("insert into contactTags@ac (contact, Contact) select 1, 2", 1, 38, "Contact",
        "Column 'contact' is named twice. Name it once.")]
    [InlineData("insert into contactTags@ac (contact) select 1", 1, 13, "contactTags@ac",
        "contactTags@ac needs tag. Name it and give it a value.")]
    [InlineData("insert into contactTags@ac (contact, tag) select 1", 1, 13, "contactTags@ac",
        "contactTags@ac is to get 2 columns (contact, tag), but the query gives 1 (1). Give it the same number, in the same order.")]
    [InlineData("insert into contactTags@ac select 1, 2, 3 x", 1, 13, "contactTags@ac",
        "is to get 2 columns (contact, tag), but the query gives 3 (1, 2, x).")]
    [InlineData("insert into contacts@ac (email) select 'a'", 1, 13, "contacts@ac", "contacts@ac can be read but not loaded.")]
    [InlineData("insert into contactTags@ac (contact, tag)\nvalues (1, 'x'), (2, 'zz')", 1, 38, "tag", "'x' to INT64")]
    [InlineData("insert into contactTags@ac (contact, tag) select id, 'no number' from contacts@ac", 1, 38, "tag",
        "A value cannot be converted: Could not convert string 'no number' to INT64")]
    [InlineData("select 1 as x\nfrom contacts@ac where email::integer = 1", 2, 29, ":", "'ada@x.nl'")]
    [InlineData("update contacts@ac set email = 'a'", 1, 1, "update",
        "Without where it changes every row of contacts@ac. Write where and a condition; where true, when all rows are meant.")]
    [InlineData("delete from contactTags@ac", 1, 1, "delete", "Without where it removes every row of contactTags@ac.")]
    [InlineData("explain delete from contacts@ac where true", 1, 21, "contacts@ac", "contacts@ac can be read but not loaded.")]
    [InlineData("delete from contactTags@ac where id = 1", 1, 1, "delete",
        "Rows of contactTags@ac cannot be deleted: the system has no call for it.")]
    [InlineData("update contactTags@ac set tag = 1 where id = 1", 1, 1, "update",
        "Rows of contactTags@ac cannot be updated: the system has no call for it. Insert is all that it can.")]
    [InlineData("truncate contactTags@ac", 1, 10, "contactTags@ac", "A table of another system cannot be truncated.")]
    [InlineData("explain analyze delete from contactTags@ac where true", 1, 29, "contactTags@ac",
        "explain analyze would load contactTags@ac.")]
    [InlineData("create table x@ac as select 1", 1, 14, "x@ac", "A table can be created in inmemorystorage only: write x@inmemorystorage.")]
    [InlineData("drop table contacts@ac", 1, 12, "contacts@ac",
        "A table of another system cannot be dropped from here; only one of inmemorystorage can.")]
    [InlineData("create view contacts@ac as select 1", 1, 13, "contacts@ac",
        "A view can be defined in inmemorystorage only: write contacts@inmemorystorage.")]
    [InlineData("explain analyze insert into contactTags@ac select 1, 2", 1, 29, "contactTags@ac",
        "explain analyze would load contactTags@ac.")]
    [InlineData("select * from contacts@ac where (select id from contacts@ac) = 1", 0, 0, "", "More than one row")]
    public async Task A_fault_points_at_the_users_own_text(string script, int line, int column, string meant, string message)
    {
        var crm = new Crm();
        await using var database = crm.Open();
        var fault = await database.ErrorAsync(script);
        Assert.Contains(message, fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("\"ac\"", fault.Message, StringComparison.Ordinal);
        if (line > 0) Assert.Equal((line, column, meant.Length), (fault.Line, fault.Column, fault.Length));
        else Assert.False(fault.HasPosition);
        Assert.Empty(crm.ContactTags.Loads.SelectMany(l => l.Written));
    }

    [Fact]
    public async Task A_fault_is_described_with_the_line_and_marks_below_it()
    {
        await using var database = new Crm().Open();
        var fault = await database.ErrorAsync("select 1;\nselect *\n\tfrom contcats@ac x");
        Assert.Equal(
            "line 3, column 7: Connection 'ac' has no table 'contcats'. Did you mean contacts@ac?\n  \tfrom contcats@ac x\n  \t     "
            + "^^^^^^^^^^^", fault.Describe().ReplaceLineEndings("\n"));
    }

    [Fact]
    public async Task A_syntax_error_in_the_second_statement_comes_after_the_first_has_run()
    {
        await using var database = new Crm().Open();
        var results = await database.RunAsync("select 1;\nselect from where;\nselect 3");
        Assert.Equal(2, results.Count);
        Assert.Equal([1], results[0].Rows[0]);
        var fault = Assert.IsType<QueryException>(Assert.IsType<FailedResult>(results[1].Of).Fault);
        Assert.StartsWith("The SQL cannot be read: syntax error", fault.Message, StringComparison.Ordinal);
        Assert.Equal(2, fault.Line);
        Assert.Equal(2, ((FailedResult)results[1].Of).Number);
    }

    [Fact]
    public async Task A_connector_that_fails_in_the_middle_of_a_scan_ends_the_rows_with_its_own_fault()
    {
        var failure =
            new ConnectorException(ConnectorErrorKind.Throttled, "Too many calls.") { Connection = "ac", Table = "numbers", Status = 429 };
        var table = new MemoryTable("numbers", Column.BigInt("i"))
        {
            Rows = [.. Enumerable.Range(0, 500_000).Select(i => new object?[] { (long)i })], PageSize = 2048, FailsAfter = 400_000,
            Failure = failure,
        };
        await using var database = TestDatabase.Of(table);
        var rows = 0;
        var fault = await Assert.ThrowsAsync<ConnectorException>(async () =>
        {
            await foreach (var result in database.Database.ExecuteAsync("select i from numbers@ac"))
                await foreach (var row in Assert.IsType<RowsResult>(result).Rows) rows++;
        });
        Assert.Same(failure, fault);
        Assert.True(rows > 0);
        Assert.Equal(0, table.Open);
        // The session goes on.
        table.FailsAfter = null;
        Assert.Equal("500000", await database.TextAsync("select count(*) from numbers@ac"));
    }

    [Fact]
    public async Task A_connector_that_fails_while_a_table_is_staged_leaves_nothing_behind()
    {
        var crm = new Crm();
        await using var database = crm.Open();
        crm.Contacts.FailsAfter = 3;
        const string twice = "select count(*) from contacts@ac a join contacts@ac b on a.id = b.id";
        Assert.Equal("The remote system has failed.", Assert.IsType<ConnectorException>(await database.FaultAsync(twice)).Message);
        crm.Contacts.FailsAfter = null;
        Assert.Equal("7", await database.TextAsync(twice));
    }

    [Fact]
    public async Task A_statement_that_fails_keeps_no_rows_for_the_next_one()
    {
        var crm = new Crm();
        await using var database = crm.Open();
        crm.Tags.FailsAfter = 0;
        // The contacts are read twice, and kept; then the tags fail.
        const string sql = "select count(*) from contacts@ac a join contacts@ac b on a.id = b.id join tags@ac t on t.id > a.id";
        Assert.IsType<ConnectorException>(await database.FaultAsync(sql));
        crm.Tags.FailsAfter = null;
        crm.Contacts.Rows.Clear();
        Assert.Equal("0", await database.TextAsync(sql));
    }

    [Fact]
    public async Task A_connector_that_fails_during_a_load_writes_nothing()
    {
        var crm = new Crm();
        await using var database = crm.Open();
        crm.Contacts.FailsAfter = 2;
        Assert.IsType<ConnectorException>(
            await database.FaultAsync("insert into contactTags@ac (contact, tag) select id, 10 from contacts@ac"));
        var load = Assert.Single(crm.ContactTags.Loads);
        Assert.Empty(load.Written);
        Assert.True(load.IsDisposed);
    }

    [Fact]
    public async Task A_table_reached_behind_the_back_of_the_statement_is_refused()
    {
        await using var database = new Crm().Open();
        var fault = await database.ErrorAsync("select count(*) from tags@ac; select * from query('from ac.tags')");
        Assert.Equal("tags@ac can only be read where the statement itself writes tags@ac.", fault.Message);
    }
}
