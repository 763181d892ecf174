using static Koppel.EndToEnd.Tests.Undoing;

namespace Koppel.EndToEnd.Tests;

/// <summary>A run is taken back: what it changed and nobody changed since is as it was before.</summary>
public sealed class UndoTests
{
    [Fact]
    public async Task A_dry_run_tells_what_would_be_done_with_the_tags_that_were_created_too_and_writes_nothing()
    {
        await using var sandbox = await Sandbox.StartAsync();
        await LoadAsync(sandbox, "insert into ContactTagsByEmail@ac select email, 'Brand new' from contacts@ac");
        var writes = sandbox.Writes;
        var shown = (await DoneAsync(sandbox, "undo", "1", "--dry-run")).Output;
        Assert.Contains("call      100 x DELETE /api/3/contactTags/{id}", shown, StringComparison.Ordinal);
        Assert.Contains("call      1 x DELETE /api/3/tags/{id}", shown, StringComparison.Ordinal);
        Assert.Equal(writes, sandbox.Writes);
    }

    [Fact]
    public async Task A_large_one_asks_as_any_load_does()
    {
        await using var sandbox = await Sandbox.StartAsync();
        await LoadAsync(sandbox, "insert into ContactTagsByEmail@ac select email, 'Brand new' from contacts@ac");
        var writes = sandbox.Writes;
        var refused = await Koppel.RunInAsync(sandbox.Folder, ["undo", "1", "--connect", $"{sandbox.Connect};confirm_above=99"]);
        Assert.NotEqual(0, refused.ExitCode);
        Assert.Contains("--yes", refused.Error, StringComparison.Ordinal);
        Assert.Equal(writes, sandbox.Writes);
        Assert.Equal(0,
            (await Koppel.RunInAsync(sandbox.Folder, ["undo", "1", "--yes", "--connect", $"{sandbox.Connect};confirm_above=99"])).ExitCode);
        Assert.Equal(2, (await sandbox.RunAsync("undo", "9")).ExitCode);
    }

    [Fact]
    public async Task What_somebody_did_meanwhile_stays_and_is_listed()
    {
        await using var sandbox = await Sandbox.StartAsync();
        await LoadAsync(sandbox,
            "insert into contactTags@ac (contact, tag) select id, 1 from contacts@ac where id <= 30; insert into ContactTagsByEmail@ac "
            + "select email, 'Brand new' from contacts@ac where id <= 20");
        // Contact 5 loses the tag by hand; contact 7 loses it and gets it back; somebody gives the new tag to contact 50.
        await Task.Delay(3_000, TestContext.Current.CancellationToken);
        await LoadAsync(sandbox,
            "delete from contactTags@ac where tag = 1 and contact in (5, 7); insert into contactTags@ac (contact, tag) values (7, 1); "
            + "insert into ContactTagsByEmail@ac select email, 'Brand new' from contacts@ac where id = 50");
        var meanwhile = await sandbox.ContentsAsync();

        var undone = await UndoAsync(sandbox, 1);

        var had = await ReadAsync(sandbox, "select contact from contactTags@ac where tag = 1 and contact <= 30 order by contact");
        Assert.Contains("\n7\n", had, StringComparison.Ordinal);
        Assert.Equal("n\n1\n", await ReadAsync(sandbox, "select count(*) as n from ContactTagsByEmail@ac where tag = 'Brand new'"));
        Assert.Contains("Brand new", meanwhile, StringComparer.Ordinal);
        Assert.Contains("1 row is left: put there by somebody else since: (7, 1)", undone.Error, StringComparison.Ordinal);
        Assert.Equal("""
            "values",reason
            "{""contact"":""5"",""tag"":""1""}",not there any more
            "{""contact"":""7"",""tag"":""1""}",put there by somebody else since
            "{""tag"":""Brand new"",""tagType"":""contact""}","created by the run, and used by others now"

            """.Replace("\"values\"", "values", StringComparison.Ordinal),
            (await ReadAsync(sandbox, "select \"values\", reason from left@koppel where run = 3 "
                + "order by reason <> 'not there any more', reason <> 'put there by somebody else since'"))
                .Replace("\"values\"", "values", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Contacts_get_their_old_values_back_unless_somebody_changed_them()
    {
        await using var sandbox = await Sandbox.StartAsync();
        await LoadAsync(sandbox,
            "insert into contacts@ac (email, firstName, phone) select email, firstName || '!', '555' from contacts@ac where id <= 40 "
            + "union all values ('brand.new@acme.com', 'Brand', '556')");
        var hand = "update contacts@ac set phone = '777' where id = 3; update contacts@ac set phone = '' where id = 4";
        await LoadAsync(sandbox, hand);
        await UndoAsync(sandbox, 1);

        Assert.Equal(
            "id,firstName,phone\n3,Lars!,777\n", await ReadAsync(sandbox, "select id, firstName, phone from contacts@ac where id = 3"));
        var after = await sandbox.ContentsAsync();
        await using var fresh = await Sandbox.StartAsync();
        var before = await fresh.ContentsAsync();
        Assert.Equal(before.Count - 2, before.Intersect(after).Count());
        Assert.Equal("reason,n\nchanged by somebody else since,2\ncreated by the run: such rows are deleted with --delete-created only,1\n",
            await ReadAsync(sandbox, "select reason, count(*) as n from left@koppel where run = 3 group by all order by all"));

        await UndoAsync(sandbox, 1, "--delete-created");
        Assert.Equal("n\n0\n", await ReadAsync(sandbox, "select count(*) as n from contacts@ac where email = 'brand.new@acme.com'"));
    }

    [Fact]
    public async Task A_change_of_a_contact_tells_its_key_and_its_old_values()
    {
        await using var sandbox = await Sandbox.StartAsync();
        await LoadAsync(sandbox, "sync (select 'john.doe@acme.com' as email, '1' as phone) to contacts@ac with update identified by email");
        Assert.Equal(
            """{"old":{"email":"john.doe@acme.com","phone":"+1-202-555-0101","id":"1"}"""
            + ""","new":{"email":"john.doe@acme.com","phone":"1","id":"1"}}""" + "\n",
            (await DoneAsync(sandbox, "query", "select old, new from changes@koppel", "--format", "jsonl")).Output);
    }

    [Fact]
    public async Task Several_changes_of_a_row_are_taken_back_as_one()
    {
        await using var sandbox = await Sandbox.StartAsync();
        var before = await sandbox.ContentsAsync();
        await LoadAsync(sandbox, """
            update contacts@ac set phone = '1', firstName = 'A' where id <= 5;
            insert into contacts@ac (email, phone) select email, '2' from contacts@ac where id <= 4;
            update contacts@ac set phone = '3' where id <= 3;
            delete from ContactTagsByEmail@ac where tag = 'Customer';
            insert into ContactTagsByEmail@ac select email, 'Customer' from contacts@ac where id <= 10
            """);
        await UndoAsync(sandbox, 1);
        Assert.Equal(before, await sandbox.ContentsAsync());
    }

    [Fact]
    public async Task What_a_run_created_and_changed_goes_when_that_is_wanted_and_what_it_deleted_is_told()
    {
        await using var sandbox = await Sandbox.StartAsync();
        await LoadAsync(sandbox, """
            insert into accounts@ac (name, accountUrl) values ('Acme X', 'http://x'), ('Acme Y', 'http://y');
            update accounts@ac set accountUrl = 'http://z' where name = 'Acme Y';
            delete from accounts@ac where name = 'Acme X';
            delete from tags@ac where tag = 'Customer'
            """);
        await UndoAsync(sandbox, 1);
        Assert.Equal(
            "reason,n\ncreated by the run: such rows are deleted with --delete-created only,1\ndeleted by the run: the system cannot put "
            + "it back as it was,1\n",
            await ReadAsync(sandbox, "select reason, count(*) as n from left@koppel where run = 2 group by all order by all"));
        await UndoAsync(sandbox, 1, "--delete-created");
        Assert.Equal("n\n0\n", await ReadAsync(sandbox, "select count(*) as n from accounts@ac where name like 'Acme %'"));
    }

    [Fact]
    public async Task Contacts_that_were_created_on_the_way_go_when_that_is_wanted_and_nobody_has_use_for_them()
    {
        await using var sandbox = await Sandbox.StartAsync();
        var before = await sandbox.ContentsAsync();
        await LoadAsync(sandbox,
            "set create_contacts@ac = on; insert into ContactTagsByEmail@ac select 'new' || x || '@acme.com', 'Brand new' from range(20) "
            + "r(x)");
        await LoadAsync(sandbox,
            "insert into ContactTagsByEmail@ac values ('new7@acme.com', 'Test'); update contacts@ac set phone = '1' where email = "
            + "'new8@acme.com'");
        await UndoAsync(sandbox, 1);
        Assert.Equal(before.Count + 20, (await sandbox.ContentsAsync()).Count);
        await UndoAsync(sandbox, 1, "--delete-created");
        Assert.Equal(
            [.. before.Append("new7@acme.com||||Test").Append("new8@acme.com|||1|").Order()], (await sandbox.ContentsAsync()).Order());
    }
}
