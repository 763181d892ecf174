using Koppel.Sandbox;

namespace Koppel.EndToEnd.Tests;

/// <summary>
/// A run that created contacts is taken back: the contacts are deleted, and what goes with them is not taken from them one by one before.
/// </summary>
public sealed class UndoCreatedTests
{
    const string ByNames = "set create_contacts@ac = on; insert into ContactTagsByEmail@ac select 'new' || x || '@acme.com', tag from "
        + "range(20) r(x), (values ('Brand new'), ('Test')) t(tag) "
        + "union all select email, 'Brand new' from contacts@ac where id <= 5";

    const string ByIds = "insert into contacts@ac (email, firstName) select 'new' || x || '@acme.com', 'New' from range(20) r(x); insert "
        + "into tags@ac (tag, tagType) values ('Brand new', 'contact'); "
        + "insert into contactTags@ac (contact, tag) select c.id, t.id from contacts@ac c, tags@ac t where t.tag in ('Brand new', 'Test') "
        + "and c.email like 'new%@acme.com' "
        + "union all select c.id, t.id from contacts@ac c, tags@ac t where t.tag = 'Brand new' and c.id <= 5";

    /// <summary>Starts one that refuses no call for being one too many, so that calls can be counted.</summary>
    static Task<Sandbox> StartAsync() => Sandbox.StartAsync(new SandboxOptions { Seed = 100, TimeScale = 50, RefusesTooMany = false });

    static async Task<Koppel> DoneAsync(Sandbox sandbox, params string[] arguments)
    {
        var done = await sandbox.RunAsync(arguments);
        Assert.True(done.ExitCode == 0, $"{string.Join(' ', arguments)}\n{done.Error}");
        return done;
    }

    static (long Contacts, long Links, long Tags, long Other) Deletes(Sandbox sandbox)
    {
        var (contacts, links, tags) = (sandbox.Count("DELETE /api/3/contacts/{id}"), sandbox.Count("DELETE /api/3/contactTags/{id}"),
            sandbox.Count("DELETE /api/3/tags/{id}"));
        return (contacts, links, tags, sandbox.Writes - contacts - links - tags);
    }

    [Theory]
    [InlineData(ByNames, "ContactTagsByEmail@ac"), InlineData(ByIds, "contactTags@ac")]
    public async Task The_tags_of_contacts_that_it_deletes_are_not_taken_before_and_those_of_others_are(string load, string links)
    {
        await using var sandbox = await StartAsync();
        var before = await sandbox.ContentsAsync();
        await DoneAsync(sandbox, "query", load);
        var loaded = Deletes(sandbox);

        var plan = (await DoneAsync(sandbox, "undo", "1", "--delete-created", "--dry-run")).Output;
        Assert.Contains("call      20 x DELETE /api/3/contacts/{id}", plan, StringComparison.Ordinal);
        Assert.Contains("call      5 x DELETE /api/3/contactTags/{id}", plan, StringComparison.Ordinal);
        Assert.Contains("call      1 x DELETE /api/3/tags/{id}", plan, StringComparison.Ordinal);
        Assert.Contains(
            "40 rows go with the rows of contacts@ac that this undo deletes: no call is made for them", plan, StringComparison.Ordinal);
        Assert.Equal(loaded, Deletes(sandbox));

        var undone = await DoneAsync(sandbox, "undo", "1", "--delete-created", "--yes");
        Assert.Equal((20, 5, 1, loaded.Other), Deletes(sandbox));
        Assert.Equal(before, await sandbox.ContentsAsync());
        Assert.Contains(
            $"{links}: 45 rows read = 5 changed + 40 unchanged + 0 rejected + 0 not sent", undone.Error, StringComparison.Ordinal);
        Assert.Contains("40 rows go with the rows of contacts@ac that this undo deletes: no call is made for them", undone.Error,
            StringComparison.Ordinal);
        Assert.Equal("operation,n\ndelete,26\n",
            (await DoneAsync(sandbox, "query",
                "select operation, count(*) as n from changes@koppel where run = 2 and status = 'done' group by all", "--format",
                "csv")).Output);
        Assert.Equal(
            "n\n0\n", (await DoneAsync(sandbox, "query", "select count(*) as n from left@koppel where run = 2", "--format", "csv")).Output);
    }

    [Theory]
    [InlineData(ByNames), InlineData(ByIds)]
    public async Task Contacts_that_stay_since_somebody_uses_or_changed_them_lose_what_the_run_gave_them(string load)
    {
        await using var sandbox = await StartAsync();
        var before = await sandbox.ContentsAsync();
        await DoneAsync(sandbox, "query", load);
        // Somebody gives one contact another tag, exchanges a tag of a second one, and changes a third.
        await DoneAsync(sandbox, "query",
            "insert into ContactTagsByEmail@ac values ('new7@acme.com', 'Customer'), ('new8@acme.com', 'Customer'); delete from "
                + "ContactTagsByEmail@ac where email = 'new8@acme.com' and tag = 'Test'; "
            + "update contacts@ac set phone = '1' where email = 'new9@acme.com'");
        var first = load == ByIds ? "New" : "";

        await DoneAsync(sandbox, "undo", "1", "--delete-created", "--yes");

        Assert.Equal(
            [.. before.Append($"new7@acme.com|{first}|||Customer").Append($"new8@acme.com|{first}|||Customer")
                .Append($"new9@acme.com|{first}||1|").Order()], (await sandbox.ContentsAsync()).Order());
        Assert.Equal(17, Deletes(sandbox).Contacts);
    }

    [Fact]
    public async Task A_tag_that_somebody_took_and_gave_again_keeps_its_contact()
    {
        await using var sandbox = await StartAsync();
        await DoneAsync(sandbox, "query", ByIds);
        await Task.Delay(3_000, TestContext.Current.CancellationToken);
        await DoneAsync(sandbox, "query",
            "delete from ContactTagsByEmail@ac where email = 'new7@acme.com' and tag = 'Test'; insert into ContactTagsByEmail@ac values "
            + "('new7@acme.com', 'Test')");

        await DoneAsync(sandbox, "undo", "1", "--delete-created", "--yes");

        Assert.Equal("email,tag\nnew7@acme.com,Test\n",
            (await DoneAsync(sandbox, "query", "select email, tag from ContactTagsByEmail@ac where email like 'new%@acme.com'", "--format",
                "csv")).Output);
    }

    [Fact]
    public async Task Neither_are_values_of_fields_and_places_on_lists_taken_from_them()
    {
        await using var sandbox = await WideSandbox.StartAsync();
        var before = await sandbox.ContentsAsync();
        await DoneAsync(sandbox, "query", """
            insert into contacts@ac (email) select 'new' || x || '@acme.com' from range(12) r(x);
            insert into FieldValuesByEmail@ac select 'new' || x || '@acme.com', 'PLAATS', 'Ede' from range(12) r(x);
            insert into ContactListsByEmail@ac select 'new' || x || '@acme.com', 'Nieuws', 'active' from range(12) r(x)
            """);
        var loaded = Deletes(sandbox);

        await DoneAsync(sandbox, "undo", "1", "--delete-created", "--yes");

        Assert.Equal(before, await sandbox.ContentsAsync());
        Assert.Equal((12, 0, 0, loaded.Other), Deletes(sandbox));
    }

    [Fact]
    public async Task A_contact_is_taken_off_its_account_before_it_is_deleted_and_stays_when_somebody_put_it_on_one()
    {
        await using var sandbox = await StartAsync();
        await DoneAsync(sandbox, "query", "insert into accounts@ac (name) values ('Acme X')");
        await DoneAsync(sandbox, "query", """
            insert into contacts@ac (email) select 'new' || x || '@acme.com' from range(3) r(x);
            insert into accountContacts@ac (contact, account) select c.id, a.id from contacts@ac c, accounts@ac a where a.name = 'Acme X'
                and c.email in ('new0@acme.com', 'new1@acme.com');
            insert into ContactTagsByEmail@ac select 'new' || x || '@acme.com', 'Brand new' from range(3) r(x)
            """);
        await DoneAsync(sandbox, "query",
            "insert into accountContacts@ac (contact, account) select c.id, a.id from contacts@ac c, accounts@ac a where a.name = 'Acme "
            + "X' and c.email = 'new2@acme.com'");

        var plan = (await DoneAsync(sandbox, "undo", "2", "--delete-created", "--dry-run")).Output;
        Assert.Contains("call      2 x DELETE /api/3/contacts/{id}", plan, StringComparison.Ordinal);
        Assert.Contains("call      1 x DELETE /api/3/contactTags/{id}", plan, StringComparison.Ordinal);
        await DoneAsync(sandbox, "undo", "2", "--delete-created", "--yes");

        Assert.Equal((2, 1, 1), (Deletes(sandbox).Contacts, Deletes(sandbox).Links, Deletes(sandbox).Tags));
        Assert.Equal(2, sandbox.Count("DELETE /api/3/accountContacts/{id}"));
        Assert.Equal("email\nnew2@acme.com\n",
            (await DoneAsync(
                sandbox, "query", "select email from contacts@ac where email like 'new%@acme.com'", "--format", "csv")).Output);
    }

    [Fact]
    public async Task One_that_breaks_off_behind_the_contacts_is_gone_on_with_and_takes_no_tags_of_theirs()
    {
        await using var sandbox = await StartAsync();
        var before = await sandbox.ContentsAsync();
        await DoneAsync(sandbox, "query", ByNames);
        await sandbox.SetFaultsAsync("500-before:1:DELETE /api/3/contactTags/{id}");

        var broken = await sandbox.RunAsync("undo", "1", "--delete-created", "--yes");
        Assert.NotEqual(0, broken.ExitCode);
        Assert.Equal((20, 0), (Deletes(sandbox).Contacts, Deletes(sandbox).Tags));
        await sandbox.SetFaultsAsync();
        var asked = Deletes(sandbox).Links;
        var resumed = await DoneAsync(sandbox, "resume", "2");

        Assert.Equal((20, 1), (Deletes(sandbox).Contacts, Deletes(sandbox).Tags));
        Assert.InRange(Deletes(sandbox).Links - asked, 1, 5);
        Assert.Equal(before, await sandbox.ContentsAsync());
        Assert.Contains("5 changed + 40 unchanged", resumed.Error, StringComparison.Ordinal);
    }
}
