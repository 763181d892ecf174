using System.Net.Http.Json;
using Koppel.Sandbox;

namespace Koppel.EndToEnd.Tests;

/// <summary>
/// With <c>snapshot = on</c> contacts are kept on this machine, and only what changed is read again. What comes is what a fresh reading
/// brings.
/// </summary>
public sealed class SnapshotTests
{
    const string List = "GET /api/3/contacts";
    const string Query = "select id, email, firstName, lastName, phone, cdate, udate from contacts@ac order by id";

    [Fact]
    public async Task A_second_reading_takes_two_calls_and_says_how_old_the_rows_are()
    {
        await using var sandbox = await StartAsync(contacts: 3_000);

        var first = await ReadAsync(sandbox);
        Assert.Equal(30, sandbox.Count(List));
        Assert.Contains("note: contacts@ac: the rows are kept as a snapshot", first.Error, StringComparison.Ordinal);

        var second = await ReadAsync(sandbox);
        Assert.Equal(32, sandbox.Count(List));
        Assert.Equal(first.Output, second.Output);
        Assert.Matches(
            @"note: contacts@ac: from the snapshot of \d{4}-\d\d-\d\d \d\d:\d\d UTC \(3,000 rows, refreshed just now\)", second.Error);

        var plan = await KoppelAsync(sandbox, "explain", Query);
        Assert.Contains(
            "  request   GET /api/3/contacts?filters[updated_after]=… onto the snapshot", plan.Output, StringComparison.Ordinal);
        Assert.Matches(
            @"  note      from the snapshot of .* UTC \(3,000 rows, refreshed "
            + @"(\d+ minutes ago|just now)\); what changed since is asked for first", plan.Output);
        Assert.Contains("  calls     2  (about 3,000 rows)", plan.Output, StringComparison.Ordinal);
        Assert.Equal(32, sandbox.Count(List));
    }

    [Fact]
    public async Task What_others_change_add_and_remove_is_seen()
    {
        await using var sandbox = await StartAsync(contacts: 1_000);
        await ReadAsync(sandbox);
        using var http = new HttpClient { BaseAddress = sandbox.Server.Url };
        http.DefaultRequestHeaders.Add("Api-Token", sandbox.Server.Token);

        await http.PutAsJsonAsync("api/3/contacts/17", new { contact = new { firstName = "Changed" } });
        await http.PostAsJsonAsync("api/3/contacts", new { contact = new { email = "new@example.org" } });
        var calls = sandbox.Count(List);
        var changed = await ReadAsync(sandbox);
        Assert.Equal(2, sandbox.Count(List) - calls);
        Assert.Equal(await LiveAsync(sandbox), changed.Output);
        Assert.Contains("\n17,", changed.Output, StringComparison.Ordinal);
        Assert.Contains(",Changed,", changed.Output, StringComparison.Ordinal);
        Assert.Contains("new@example.org", changed.Output, StringComparison.Ordinal);

        await http.DeleteAsync("api/3/contacts/500");
        var removed = await ReadAsync(sandbox);
        Assert.Equal(await LiveAsync(sandbox), removed.Output);
        Assert.Contains("the snapshot was taken anew: 1 of its rows is not there any more", removed.Error, StringComparison.Ordinal);

        // One more and one less: the number of rows alone would not tell.
        await http.DeleteAsync("api/3/contacts/501");
        await http.PostAsJsonAsync("api/3/contacts", new { contact = new { email = "newer@example.org" } });
        Assert.Equal(await LiveAsync(sandbox), (await ReadAsync(sandbox)).Output);
    }

    [Fact]
    public async Task What_can_change_unseen_is_read_from_the_account_and_said_so()
    {
        await using var sandbox = await StartAsync(contacts: 300);
        await ReadAsync(sandbox);
        var calls = sandbox.Count(List);

        var run = await KoppelAsync(sandbox, "query", "select count(*) from contacts@ac where len(contactTags) = 0");

        Assert.Equal(3, sandbox.Count(List) - calls);
        Assert.Contains("note: contacts@ac: read from the account: the snapshot does not keep contactTags, which can change without udate",
            run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Few_contacts_are_still_asked_for_by_their_address()
    {
        await using var sandbox = await StartAsync(contacts: 300);
        await ReadAsync(sandbox);
        var calls = sandbox.Count(List);

        var run = await KoppelAsync(sandbox, "query", "select email from contacts@ac where email = 'john.doe@acme.com'", "--format", "csv");

        Assert.Equal("email\njohn.doe@acme.com\n", run.Output);
        Assert.Equal(1, sandbox.Count(List) - calls);
    }

    [Fact]
    public async Task Set_snapshot_new_takes_it_anew_and_off_leaves_it_aside()
    {
        await using var sandbox = await StartAsync(contacts: 300);
        await ReadAsync(sandbox);
        var calls = sandbox.Count(List);

        var anew =
            await KoppelAsync(sandbox, "query", $"set snapshot@ac = new; {Query}; {Query}", "--format", "csv", "--output", "anew.csv");
        Assert.Contains("the snapshot was taken anew: that was asked for", anew.Error, StringComparison.Ordinal);
        Assert.Equal(3 + 2, sandbox.Count(List) - calls);

        var off = await KoppelAsync(sandbox, "query", $"set snapshot@ac = off; {Query}", "--format", "csv");
        Assert.DoesNotContain("note:", off.Error, StringComparison.Ordinal);
        Assert.Equal(3 + 2 + 3, sandbox.Count(List) - calls);
    }

    [Fact]
    public async Task A_load_that_reads_contacts_sees_what_changed_a_moment_ago()
    {
        await using var sandbox = await StartAsync(contacts: 1_000);
        await ReadAsync(sandbox);
        using var http = new HttpClient { BaseAddress = sandbox.Server.Url };
        http.DefaultRequestHeaders.Add("Api-Token", sandbox.Server.Token);
        await http.PutAsJsonAsync("api/3/contacts/17", new { contact = new { firstName = "Wanted" } });
        var calls = sandbox.Count(List);

        var run = await KoppelAsync(
            sandbox, "query", "update contacts@ac set lastName = 'Found' where firstName = 'Wanted'", "--summary", "json");

        Assert.Equal((1, 1, 0, 0, 0), run.Load());
        Assert.InRange(sandbox.Count(List) - calls, 2, 3);
        Assert.Contains("from the snapshot of", run.Error, StringComparison.Ordinal);
        Assert.Equal(await LiveAsync(sandbox), (await ReadAsync(sandbox)).Output);
    }

    static Task<Sandbox> StartAsync(int contacts) =>
        Sandbox.StartAsync(new SandboxOptions { Seed = contacts, TimeScale = 500, RefusesTooMany = false });

    static Task<Koppel> ReadAsync(Sandbox sandbox) => KoppelAsync(sandbox, "query", Query, "--format", "csv");

    static async Task<string> LiveAsync(Sandbox sandbox) => (await sandbox.RunAsync("query", Query, "--format", "csv")).Output;

    static async Task<Koppel> KoppelAsync(Sandbox sandbox, params string[] arguments)
    {
        var run = await Koppel.RunInAsync(sandbox.Folder, [.. arguments, "--connect", sandbox.Connect + ";snapshot=on"]);
        Assert.True(run.ExitCode == 0, run.Error);
        return run;
    }
}
