using System.Text.RegularExpressions;

namespace Koppel.EndToEnd.Tests;

/// <summary>Contacts with their fields, tags, lists and account, in SQL.</summary>
public sealed class WideTests
{
    const string Insert = """
        insert into ContactsWithFields@ac (email, firstName, KLEUR, MERKEN, GEBOREN, PLAATS, tags, lists, account)
        select 'new' || i || '@example.org', 'Name ' || i, ['rood', 'GROEN', 'Blauw'][1 + i % 3], ['Volvo', 'opel'], date '1980-01-31' +
            i::int, null, ['Klant', 'Groep ' || i % 3], ['Nieuws'], 'Bedrijf ' || i % 5
        from   range(60) r(i)
        """;

    const string Columns = "firstName, KLEUR, MERKEN, GEBOREN, PLAATS, tags, lists, account";

    [Fact]
    public async Task What_was_loaded_is_read_back_in_its_types_and_a_second_run_sends_nothing()
    {
        await using var sandbox = await WideSandbox.StartAsync(40);
        var plan = await sandbox.RunAsync("explain", Insert);
        Assert.Contains("call      1 x POST /api/3/import/bulk_import", plan.Output, StringComparison.Ordinal);
        Assert.Contains("creates   account 'Bedrijf 0'", plan.Output, StringComparison.Ordinal);

        Assert.Equal((60, 60, 0, 0, 0), await RunAsync(sandbox, Insert));
        Assert.Equal(1, sandbox.Count("POST /api/3/import/bulk_import"));
        Assert.Equal("Name 7|Groen|Opel+Volvo|1980-02-07||Groep 1+Klant|Nieuws|Bedrijf 2\n",
            Plain(await ReadAsync(sandbox, $"select {Columns} from ContactsWithFields@ac where email = 'new7@example.org'")));
        Assert.Equal("20,60\n",
            Body(
                await ReadAsync(sandbox,
                    "select count(*) filter (where KLEUR = 'Rood' and len(tags) = 2 and list_contains(lists, 'Nieuws')), count(GEBOREN) "
                    + "from ContactsWithFields@ac")));

        var writes = sandbox.Writes;
        Assert.Equal((60, 0, 60, 0, 0), await RunAsync(sandbox, Insert));
        Assert.Equal(writes, sandbox.Writes);
    }

    [Fact]
    public async Task An_update_replaces_tags_and_lists_and_moves_between_accounts()
    {
        await using var sandbox = await WideSandbox.StartAsync(40);
        await RunAsync(sandbox, Insert);

        Assert.Equal((1, 1, 0, 0, 0),
            await RunAsync(sandbox,
                "update ContactsWithFields@ac set PLAATS = 'Breda', MERKEN = ['Fiat'], tags = ['Klant', 'Nieuwe tag'], lists = "
                + "['Acties'], account = 'Bedrijf 4' where email = 'new7@example.org'"));
        Assert.Equal("Groen|Fiat|Breda|Klant+Nieuwe tag|Acties|Bedrijf 4\n",
            Plain(
                await ReadAsync(sandbox,
                    "select KLEUR, MERKEN, PLAATS, tags, lists, account from ContactsWithFields@ac where email = 'new7@example.org'")));
        Assert.Equal((1L, 1L), (sandbox.Count("DELETE /api/3/contactTags/{id}"), sandbox.Count("PUT /api/3/accountContacts/{id}")));
        Assert.Equal("Nieuws,unsubscribed\nActies,active\n",
            Body(
                await ReadAsync(
                    sandbox, "select list, status from ContactListsByEmail@ac where email = 'new7@example.org' order by list desc")));

        Assert.Equal((1, 1, 0, 0, 0),
            await RunAsync(sandbox, "update ContactsWithFields@ac set KLEUR = '', account = '' where email = 'new7@example.org'"));
        Assert.Equal(
            ",\n", Body(await ReadAsync(sandbox, "select KLEUR, account from ContactsWithFields@ac where email = 'new7@example.org'")));
    }

    [Fact]
    public async Task Synchronize_and_merge_go_by_address_and_do_nothing_the_second_time()
    {
        await using var sandbox = await WideSandbox.StartAsync(40);
        await RunAsync(sandbox, Insert);
        const string Sync = """
            synchronize (select 'new' || i || '@example.org' as email, 'Groen' as KLEUR, ['Klant', 'Vast'] as tags from range(50, 70) r(i))
                to ContactsWithFields@ac
            with insert or update identified by email
            """;

        Assert.Equal((20, 20, 0, 0, 0), await RunAsync(sandbox, Sync));
        Assert.Equal("20\n",
            Body(
                await ReadAsync(sandbox, "select count(*) from ContactsWithFields@ac where KLEUR = 'Groen' and tags = ['Klant', 'Vast']")));
        var writes = sandbox.Writes;
        Assert.Equal((20, 0, 20, 0, 0), await RunAsync(sandbox, Sync));
        Assert.Equal(writes, sandbox.Writes);

        Assert.Equal((2, 2, 0, 0, 0), await RunAsync(sandbox, """
            merge into ContactsWithFields@ac t using (values ('new1@example.org', 'Breda'), ('other@example.org', 'Ede')) s(email, plaats)
                on t.email = s.email
            when matched then update set PLAATS = s.plaats when not matched then insert (email, PLAATS) values (s.email, s.plaats)
            """));
        Assert.Equal(
            "Breda\nEde\n", Body(await ReadAsync(sandbox, "select PLAATS from ContactsWithFields@ac where PLAATS is not null order by 1")));
    }

    [Theory]
    [InlineData("insert into ContactsWithFields@ac (email, firstName, KLEUR, PLAATS, tags, account, GEBOREN) select email, 'Same', "
        + "'Blauw', null, ['Klant', 'Heel nieuw'], 'Bedrijf 1', date '2000-02-29' from ContactsWithFields@ac where account is null")]
    [InlineData("insert into FieldValuesByEmail@ac select email, f, 'Groen' from contacts@ac, (values ('KLEUR'), ('PLAATS')) v(f)")]
    [InlineData("insert into AccountContactsByName@ac (email, account, jobTitle) select email, 'Bedrijf 1', case when id % 9 = 0 then "
        + "'Chef' end from contacts@ac where email not in (select email from AccountContactsByName@ac)")]
    [InlineData("update ContactsWithFields@ac set tags = ['Klant'], KLEUR = '', account = 'Bedrijf 2' where email like 'new%'")]
    public async Task What_a_run_changed_is_taken_back(string load)
    {
        await using var sandbox = await WideSandbox.StartAsync(40);
        await RunAsync(sandbox, Insert);
        await RunAsync(sandbox, "insert into FieldValuesByEmail@ac select email, 'PLAATS', 'Ede' from contacts@ac where id % 2 = 0");
        const string All = $"select email, {Columns} from ContactsWithFields@ac order by email";
        var before = await ReadAsync(sandbox, All);
        var done = await RunAsync(sandbox, load);
        Assert.True(done.Changed > 0 && done.Rejected == 0);
        Assert.NotEqual(before, await ReadAsync(sandbox, All));

        var undone = await sandbox.RunAsync("undo", "3", "--yes", "--summary", "json");
        Assert.True(undone.ExitCode == 0, undone.Error);

        Assert.Equal(before, await ReadAsync(sandbox, All));
    }

    [Fact]
    public async Task Who_a_run_subscribed_an_undo_unsubscribes_and_says_so_before()
    {
        await using var sandbox = await WideSandbox.StartAsync(40);
        const string Load = "insert into ContactListsByEmail@ac select email, 'Nieuws', 'active' from contacts@ac";
        Assert.Contains("undo      no call takes a contact off a list without a trace", (await sandbox.RunAsync("explain", Load)).Output,
            StringComparison.Ordinal);
        await RunAsync(sandbox, Load);

        Assert.Equal(0, (await sandbox.RunAsync("undo", "1", "--yes")).ExitCode);
        Assert.Equal(
            "unsubscribed,40\n", Body(await ReadAsync(sandbox, "select status, count(*) from ContactListsByEmail@ac group by all")));

        var again = await sandbox.RunAsync("query", Load, "--summary", "json");
        Assert.Equal((40, 0, 0, 40, 0), again.Load());
        Assert.Contains("an import subscribes nobody again", again.Error, StringComparison.Ordinal);
        Assert.Equal(
            (40, 40, 0, 0, 0), (await sandbox.RunAsync("query", $"set resubscribe@ac = true; {Load}", "--summary", "json")).Load());
    }

    [Fact]
    public async Task Names_that_a_statement_makes_are_known_to_the_next()
    {
        await using var sandbox = await WideSandbox.StartAsync(20);
        const string Read = "select tags, account from ContactsWithFields@ac where email = 'vers@example.org'";
        var script = $"{Read}; insert into ContactsWithFields@ac (email, tags, account) select 'vers@example.org', ['Vers van de pers'], "
            + $"'Net begonnen'; {Read}";

        var run = await sandbox.RunAsync("query", script, "--format", "csv");

        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Contains("[Vers van de pers],Net begonnen", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_load_that_is_killed_again_and_again_under_faults_is_there_once_and_whole()
    {
        await using var sandbox = await WideSandbox.StartAsync(
            20, "429:0.02", "500-before:0.03", "500-after:0.03", "cut:0.03", "503:0.02", "slow:0.01", "import-interrupted:0.1");
        const string Load = """
            insert into ContactsWithFields@ac (email, KLEUR, PLAATS, tags, lists, account)
            select 'new' || i || '@example.org', 'Rood', 'Plaats ' || i, ['Klant', 'Nieuw ' || i % 3], ['Acties'], 'Bedrijf ' || i % 50 from
                range(5000) r(i)
            """;
        Assert.InRange(await KilledLoad.RunAsync(sandbox, Load, kills: 4, () => sandbox.Writes, 2, 6), 1, 4);
        await sandbox.SetFaultsAsync();

        Assert.Equal(
            "5000,5000,0,0,0\n", Body(await ReadAsync(sandbox, "select read, changed, unchanged, rejected, not_sent from runs@koppel")));
        Assert.Equal("5000\n",
            Body(
                await ReadAsync(sandbox,
                    "select count(*) from ContactsWithFields@ac where KLEUR = 'Rood' and PLAATS like 'Plaats %' and len(tags) = 2 and "
                    + "lists = ['Acties'] and account like 'Bedrijf %'")));
        Assert.Equal((5000, 0, 5000, 0, 0), await RunAsync(sandbox, Load));
    }

    static async Task<(long Read, long Changed, long Unchanged, long Rejected, long NotSent)> RunAsync(Sandbox sandbox, string sql)
    {
        var run = await sandbox.RunAsync("query", sql, "--summary", "json");
        Assert.True(run.ExitCode == 0, run.Error);
        return run.Load();
    }

    static async Task<string> ReadAsync(Sandbox sandbox, string sql)
    {
        var run = await sandbox.RunAsync("query", sql, "--format", "csv");
        Assert.True(run.ExitCode == 0, run.Error);
        return run.Output;
    }

    /// <summary>The rows, lists with plus signs between their texts.</summary>
    /// <summary>The one row of an answer, with + between what a list holds.</summary>
    static string Plain(string csv) =>
        Regex.Replace(Body(csv), "\"?\\[([^]]*)\\]\"?", m => m.Groups[1].Value.Replace(", ", "+", StringComparison.Ordinal))
            .Replace(',', '|');

    static string Body(string csv) => csv[(csv.IndexOf('\n', StringComparison.Ordinal) + 1)..];
}
