using static Koppel.EndToEnd.Tests.Undoing;

namespace Koppel.EndToEnd.Tests;

/// <summary>A run is taken back of which it is not known what arrived: that is told, and nothing is said to be changed by nobody.</summary>
public sealed class UndoDoubtTests
{
    const string Contacts = "insert into contacts@ac (email, firstName) select 'new' || i || '@example.com', 'N' from range(20) r(i)";

    const string Lost = "cut:1:POST /api/3/import/bulk_import";

    const string InDoubt = "note      20 changes of run 1 are in doubt and are left: koppel resume 1 settles them, then take it back again";

    [Fact]
    public async Task A_run_whose_only_call_is_in_doubt_is_not_said_to_have_changed_nothing()
    {
        await using var sandbox = await StartAsync(Lost);
        await LoseAsync(sandbox, Contacts);
        var (reads, writes) = (sandbox.Count("GET /api/3/contacts"), sandbox.Writes);

        var undone = await DoneAsync(sandbox, "undo", "1", "--yes");

        Assert.DoesNotContain("changed nothing", undone.Error, StringComparison.Ordinal);
        Assert.Contains(InDoubt, undone.Error, StringComparison.Ordinal);
        // Nothing is looked up for rows of which nothing is known.
        Assert.Equal((reads, writes), (sandbox.Count("GET /api/3/contacts"), sandbox.Writes));

        await DoneAsync(sandbox, "resume", "1");
        await UndoAsync(sandbox, 1, "--delete-created");
        Assert.Equal("n\n0\n", await ReadAsync(sandbox, "select count(*) as n from contacts@ac where email like 'new%'"));
    }

    [Fact]
    public async Task A_table_of_a_larger_run_with_nothing_but_doubts_is_told_beside_the_others()
    {
        await using var sandbox = await StartAsync(Lost);
        await LoseAsync(sandbox, $"insert into tags@ac (tag) values ('Brand new'); {Contacts}");

        var shown = (await DoneAsync(sandbox, "undo", "1", "--dry-run")).Output;

        Assert.Contains("load tags@ac", shown, StringComparison.Ordinal);
        Assert.Contains("load contacts@ac", shown, StringComparison.Ordinal);
        Assert.Contains(InDoubt, shown, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rejected_rows_that_may_be_there_in_part_are_told_and_counted_as_not_taken_back()
    {
        await using var sandbox = await StartAsync("import-interrupted:1");
        await LoseAsync(sandbox, Contacts);
        Assert.Equal("code,n\ninterrupted,20\n",
            await ReadAsync(sandbox, "select code, count(*) as n from rejects@koppel group by code"));

        var undone = await DoneAsync(sandbox, "undo", "1", "--yes");

        Assert.Contains("note      20 rejected rows of run 1 may have been taken in part, and what of them is not known: they are not "
            + "taken back. See: koppel rejects 1", undone.Error, StringComparison.Ordinal);
        Assert.Contains("0 rows to take back, 0 kept because somebody changed or uses them since, 20 that cannot be taken back",
            undone.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_run_of_which_nothing_can_have_arrived_changed_nothing()
    {
        await using var sandbox = await StartAsync();
        await LoseAsync(sandbox, "insert into contacts@ac (email) values ('no address')");
        Assert.Equal("Run 1 changed nothing: there is nothing to take back.\n", (await DoneAsync(sandbox, "undo", "1")).Error);
    }

    static Task<Sandbox> StartAsync(params string[] faults) => Sandbox.StartAsync(contacts: 20, timeScale: 50, faults);

    /// <summary>Runs a load that does not come to its end, and lets the system answer again.</summary>
    static async Task LoseAsync(Sandbox sandbox, string load)
    {
        var lost = await sandbox.RunAsync("query", load);
        Assert.True(lost.ExitCode is 1 or 3 or 4, $"{lost.ExitCode} {lost.Error}");
        await sandbox.SetFaultsAsync();
    }
}
