using static Koppel.EndToEnd.Tests.Undoing;

namespace Koppel.EndToEnd.Tests.Plans;

/// <summary>Changes of case or blanks only, where the system tells texts apart without them: they are changes all the same.</summary>
public sealed class CaseOnlyTests
{
    const string Names = "select name, accountUrl from accounts@ac where name ilike 'acme %' order by name";

    [Fact]
    public async Task A_plan_that_changes_only_the_case_of_names_is_applied()
    {
        await using var sandbox = await StartAsync();
        await DoneAsync(sandbox, "explain", "update accounts@ac set name = upper(name) where name like 'Acme %'", "--output", "p.koppel");
        var applied = await DoneAsync(sandbox, "apply", "p.koppel");
        Assert.Contains("2 changed + 0 unchanged", applied.Error, StringComparison.Ordinal);
        Assert.Equal("name,accountUrl\nACME X,http://x\nACME Y,http://y\n", await ReadAsync(sandbox, Names));
    }

    [Fact]
    public async Task Names_of_which_a_run_changed_only_the_case_are_put_back_but_for_those_that_somebody_spelled_anew()
    {
        await using var sandbox = await StartAsync();
        await LoadAsync(sandbox, "update accounts@ac set name = upper(name) where name like 'Acme %'");
        await LoadAsync(sandbox, "update accounts@ac set name = 'acme y' where name = 'ACME Y'");
        await UndoAsync(sandbox, 2);
        Assert.Equal("name,accountUrl\nAcme X,http://x\nacme y,http://y\n", await ReadAsync(sandbox, Names));
        Assert.Equal("reason\nchanged by somebody else since\n",
            await ReadAsync(sandbox, "select reason from left@koppel where run = (select max(run) from runs@koppel)"));
    }

    [Fact]
    public async Task A_name_of_which_somebody_changed_the_case_since_the_plan_drifted()
    {
        await using var sandbox = await StartAsync();
        await DoneAsync(sandbox, "explain", "update accounts@ac set name = 'Globex' where name = 'Acme X'", "--output", "p.koppel");
        await LoadAsync(sandbox, "update accounts@ac set name = 'ACME X' where name = 'Acme X'");
        await DoneAsync(sandbox, "apply", "p.koppel", "--on-drift", "leave");
        Assert.Equal("name,accountUrl\nACME X,http://x\nAcme Y,http://y\n", await ReadAsync(sandbox, Names));
    }

    [Fact]
    public async Task Tags_whose_case_a_plan_changes_get_it_and_lose_it_again_when_that_is_taken_back()
    {
        await using var sandbox = await Sandbox.StartAsync();
        const string read = "select tag from tags@ac where tag ilike 'Customer'";
        await DoneAsync(sandbox, "explain", "update tags@ac set tag = upper(tag) where tag = 'Customer'", "--output", "p.koppel");
        await DoneAsync(sandbox, "apply", "p.koppel");
        Assert.Equal("tag\nCUSTOMER\n", await ReadAsync(sandbox, read));
        await UndoAsync(sandbox, 1);
        Assert.Equal("tag\nCustomer\n", await ReadAsync(sandbox, read));
    }

    [Fact]
    public async Task Rows_that_were_found_by_an_address_in_capitals_are_taken_back_many_a_call_and_none_counts_as_changed_by_others()
    {
        await using var sandbox = await Sandbox.StartAsync();
        var before = await sandbox.ContentsAsync();
        await LoadAsync(sandbox, "insert into contacts@ac (email, phone) select upper(email), '555' from contacts@ac where id <= 40");
        Assert.Equal("n\n40\n", await ReadAsync(sandbox,
            "select count(*) as n from changes@koppel where run = 1 and (new->>'email') = lower(new->>'email')"));
        await LoadAsync(sandbox, """
            sync (select upper(email) as email, '556' as phone from contacts@ac where id <= 40) to contacts@ac
            with update identified by email
            """);
        await UndoAsync(sandbox, 2);
        await UndoAsync(sandbox, 1);
        Assert.Equal(before, await sandbox.ContentsAsync());
        Assert.Equal(0, sandbox.Count("PUT /api/3/contacts/{id}"));
    }

    /// <summary>The sandbox keeps an address as it comes; a system that does not is played by a second run.</summary>
    [Theory, InlineData("upper(email)"), InlineData("'New.' || id || '@Acme.com'")]
    public async Task An_address_that_the_system_keeps_in_lower_case_does_not_count_as_changed_by_somebody_else(string written)
    {
        await using var sandbox = await Sandbox.StartAsync();
        var before = await sandbox.ContentsAsync();
        await LoadAsync(sandbox, $"update contacts@ac set email = {written}, phone = '555' where id <= 3");
        await LoadAsync(sandbox, "update contacts@ac set email = lower(email) where id <= 2");
        await UndoAsync(sandbox, 1);
        Assert.Equal(before, await sandbox.ContentsAsync());
    }

    static async Task<Sandbox> StartAsync()
    {
        var sandbox = await Sandbox.StartAsync();
        await LoadAsync(sandbox, "insert into accounts@ac (name, accountUrl) values ('Acme X', 'http://x'), ('Acme Y', 'http://y')");
        return sandbox;
    }
}
