using Koppel.Sandbox;

namespace Koppel.EndToEnd.Tests;

/// <summary>A mirror that deletes only what loads of Koppel wrote.</summary>
public sealed class DeleteOnlyOwnTests
{
    const string ByEmail =
        "sync (select email, tag from wanted@memory) to ContactTagsByEmail@ac with insert or delete only own identified by email, tag";
    const string ByIds =
        "sync (select contact, tag from ids@memory) to contactTags@ac with insert or delete only own identified by contact, tag";
    const string Wanted = "create table wanted@memory as select * from (values {0}) w(email, tag); create table ids@memory as select c.id "
        + "as contact, t.id as tag from wanted@memory w join contacts@ac c on lower(c.email) = lower(w.email) join tags@ac t on t.tag = "
        + "w.tag; ";
    const string John = "john.doe@acme.com";
    static readonly string Linnea = SeedData.EmailOf(2);

    static async Task<Koppel> RunAsync(Sandbox sandbox, string sql)
    {
        var done = await sandbox.RunAsync("run", sandbox.Write("load.sql", sql), "--summary", "json");
        Assert.True(done.ExitCode == 0, done.Error);
        return done;
    }

    static string With(string sync, params string[] pairs) =>
        Wanted.Replace("{0}", string.Join(", ", pairs.Select(p => $"('{string.Join("', '", p.Split('|'))}')")), StringComparison.Ordinal)
            + sync;

    static async Task<string> TagsAsync(Sandbox sandbox, string email) =>
        (await sandbox.RunAsync("query",
            $"select string_agg(tag, ',' order by tag) as tags from ContactTagsByEmail@ac where email = '{email}'", "--format",
            "csv")).Output.Split('\n')[1].Trim('"');

    static async Task<Sandbox> StartAsync()
    {
        var sandbox = await Sandbox.StartAsync();
        await RunAsync(
            sandbox, "delete from ContactTagsByEmail@ac where true; insert into tags@ac (tag) values ('By hand'), ('One'), ('Two')");
        // By hand is what another folder's ledger knows, and ours does not.
        Assert.Equal(0,
            (await sandbox.RunAsync("query", $"insert into ContactTagsByEmail@ac values ('{John}', 'By hand'), ('{Linnea}', 'By hand')",
                "--state", Path.Combine(sandbox.Folder, "other"))).ExitCode);
        return sandbox;
    }

    [Theory]
    [InlineData(ByEmail, ByEmail)]
    [InlineData(ByIds, ByIds)]
    [InlineData(ByEmail, ByIds)]
    [InlineData(ByIds, ByEmail)]
    public async Task What_a_load_wrote_goes_and_what_was_given_by_hand_stays_however_it_was_written(string first, string second)
    {
        await using var sandbox = await StartAsync();
        await RunAsync(sandbox, With(first, $"{John}|One", $"{John.ToUpperInvariant()}|Two", $"{Linnea}|One"));
        var mirrored = await RunAsync(sandbox, With(second, $"{John}|Two"));
        Assert.Equal((5, 2, 3, 0, 0), mirrored.Load());
        Assert.Contains("delete only own: 2 rows that only the target has are left, since no load of Koppel wrote them", mirrored.Error,
            StringComparison.Ordinal);
        Assert.Equal(("By hand,Two", "By hand"), (await TagsAsync(sandbox, John), await TagsAsync(sandbox, Linnea)));

        var writes = sandbox.Writes;
        await RunAsync(sandbox, With(second, $"{John}|Two"));
        Assert.Equal(writes, sandbox.Writes);
    }

    [Fact]
    public async Task What_a_load_removed_and_somebody_gave_again_is_not_ours_any_more()
    {
        await using var sandbox = await StartAsync();
        await RunAsync(sandbox, $"insert into ContactTagsByEmail@ac values ('{John}', 'One'), ('{John}', 'Two')");
        await RunAsync(sandbox, "delete from ContactTagsByEmail@ac where tag = 'One'");
        Assert.Equal(0,
            (await sandbox.RunAsync("query", $"insert into ContactTagsByEmail@ac values ('{John}', 'One')", "--state",
                Path.Combine(sandbox.Folder, "other"))).ExitCode);
        await RunAsync(sandbox, With(ByEmail, $"{Linnea}|Two"));
        Assert.Equal("By hand,One", await TagsAsync(sandbox, John));
    }

    [Fact]
    public async Task What_an_undo_put_back_was_somebody_elses_and_stays()
    {
        await using var sandbox = await StartAsync();
        await RunAsync(sandbox, "delete from ContactTagsByEmail@ac where tag = 'By hand'");
        Assert.Equal(0, (await sandbox.RunAsync("undo", "2", "--yes")).ExitCode);
        await RunAsync(sandbox, With(ByEmail, $"{Linnea}|Two"));
        Assert.Equal(("By hand", "By hand,Two"), (await TagsAsync(sandbox, John), await TagsAsync(sandbox, Linnea)));
    }

    [Fact]
    public async Task Contacts_that_a_load_created_go_and_those_that_it_only_changed_stay()
    {
        await using var sandbox = await StartAsync();
        await RunAsync(
            sandbox, $"insert into contacts@ac (email, phone) values ('new@acme.com', '1'), ('{John}', '2'), ('kept@acme.com', '3')");
        var mirrored = await RunAsync(
            sandbox, "sync (select 'kept@acme.com' as email) to contacts@ac with insert or delete only own identified by email");
        Assert.Equal((102, 1, 101, 0, 0), mirrored.Load());
        Assert.Equal("n\n101\n", (await sandbox.RunAsync("query", "select count(*) as n from contacts@ac", "--format", "csv")).Output);
    }
}
