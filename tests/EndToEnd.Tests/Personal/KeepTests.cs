using Microsoft.Data.Sqlite;
using static Koppel.EndToEnd.Tests.Personal.PersonHome;

namespace Koppel.EndToEnd.Tests.Personal;

/// <summary><c>[keep]</c>: how long values, what calls carried, snapshots and plans are kept.</summary>
public sealed class KeepTests
{
    [Fact]
    public async Task Old_values_go_and_the_books_stay()
    {
        await using var sandbox = await Sandbox.StartCountedAsync();
        await FillAsync(sandbox, "ann@x.nl", "bob@x.nl");
        var (books, counts) = (await BooksAsync(sandbox), await CountsAsync(sandbox));
        sandbox.Write("koppel.toml", "[keep]\nvalues_days = 30\nsnapshots_days = 7\nplans_days = 14\n");
        Age(sandbox, days: 31, "run <> 5");

        var dry = await Koppel.RunInAsync(sandbox.Folder, "purge", "--dry-run");
        Assert.Equal("To take out as [keep] of koppel.toml says: the values of 4 runs, 1 snapshot, 2 plan files.\n", dry.Error);
        Assert.Equal(3, Values(sandbox, "unmatched"));

        var purge = await Koppel.RunInAsync(sandbox.Folder, "purge");

        Assert.Equal("Taken out as [keep] of koppel.toml says: the values of 4 runs, 1 snapshot, 2 plan files.\n", purge.Error);
        Assert.Equal((books, counts), (await BooksAsync(sandbox), await CountsAsync(sandbox)));
        Assert.Empty(Directory.GetFiles(State(sandbox), "*.koppel"));
        // Tags that came into being on the way are nobody's.
        Assert.Equal("status,n\nforgotten,6\ndone,4\n", await ReadAsync(sandbox,
            "select status, count(*) as n from changes@koppel group by status order by n desc"));
        Assert.Equal("n\n3\n", await ReadAsync(sandbox, """
            select count(*) as n from unmatched@koppel where ("values"->>'email') = '(forgotten)' and ("values"->>'phone') = '(forgotten)'
            """));
        Assert.Contains("bob@x.nl", await ReadAsync(sandbox, "select new from changes@koppel where run = 5"), StringComparison.Ordinal);
        var again = await Koppel.RunInAsync(sandbox.Folder, "purge");
        Assert.Equal("Nothing that [keep] of koppel.toml lets go.\n", again.Error);
    }

    [Fact]
    public async Task What_calls_carried_goes_before_their_rows_and_an_undo_needs_only_these()
    {
        await using var sandbox = await Sandbox.StartCountedAsync();
        await FillAsync(sandbox, "ann@x.nl", "bob@x.nl");
        var changes = await ReadAsync(sandbox, "select * from changes@koppel order by run, row");
        sandbox.Write("koppel.toml", "[keep]\npayloads_days = 1\n");
        Age(sandbox, days: 2, "run = 1");

        var load = await sandbox.RunAsync("query", "insert into ContactTagsByEmail@ac (email, tag) values ('bob@x.nl', 'Once')");

        Assert.Contains("Taken out as [keep] of koppel.toml says: what calls of 1 run carried beside their rows.", load.Error,
            StringComparison.Ordinal);
        Assert.Equal(changes, await ReadAsync(sandbox, "select * from changes@koppel where run < 6 order by run, row"));
        Age(sandbox, days: 2, "run = 3");
        var next = await sandbox.RunAsync("query", "insert into ContactTagsByEmail@ac (email, tag) values ('bob@x.nl', 'Twice')");
        Assert.DoesNotContain("Taken out", next.Error, StringComparison.Ordinal); // Once a day.
        var undo = await DoneAsync(sandbox, "undo", "1", "--yes");
        Assert.DoesNotContain("forgotten", undo.Error, StringComparison.Ordinal);
        Assert.Equal("n\n0\n", await ReadAsync(sandbox,
            "select count(*) as n from ContactTagsByEmail@ac where email in ('ann@x.nl', 'bob@x.nl') and tag = 'Trace'"));
    }

    [Fact]
    public async Task What_notes_and_faults_quote_of_rows_goes_with_the_values_and_what_they_say_stays()
    {
        await using var sandbox = await Sandbox.StartCountedAsync(contacts: 10);
        const string Person = "linnea.johansson.2@example.com";
        await DoneAsync(sandbox, "query", "update contacts@ac set firstName = 'Els' where id in (2, 3)");
        await DoneAsync(sandbox, "query", "update contacts@ac set firstName = 'Other' where id = 2");
        var undo = await DoneAsync(sandbox, "undo", "1", "--yes");
        Assert.Contains($"1 row is left: changed by somebody else since: ({Person}, Other)", undo.Error, StringComparison.Ordinal);
        sandbox.Write("people.csv", $"email,phone\n{Person},none\n{Person},none of {Person}\n");
        var wrong = await Koppel.RunInAsync(sandbox.Folder, "query",
            "insert into contacts@ac (email, phone) select email, cast(cast(phone as integer) as varchar) from people@data",
            "--connect", sandbox.Connect, "--connect", $"data=files;path={sandbox.Folder}");
        Assert.Equal(1, wrong.ExitCode);
        Assert.Equal("n\n1\n", await ReadAsync(sandbox,
            "select count(*) as n from statements@koppel where run = 4 and contains(fault, 'none')"));
        sandbox.Write("koppel.toml", "[keep]\nvalues_days = 30\n");
        Age(sandbox, days: 31, "true");

        var purge = await Koppel.RunInAsync(sandbox.Folder, "purge");

        Assert.Equal(0, purge.ExitCode);
        Assert.Equal("1 row is left: changed by somebody else since", Text(sandbox,
            "select value from json_each((select notes from statements where run = 3)) where value like '% left: %'"));
        Assert.Equal("(forgotten)", Text(sandbox, "select fault from statements where run = 4"));
        var trace = await Koppel.RunInAsync(sandbox.Folder, "trace", Person);
        Assert.Contains($"Nothing that Koppel keeps on this machine names {Person}.", trace.Output + trace.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Notes_of_an_older_program_that_quote_rows_lose_them_too()
    {
        await using var sandbox = await Sandbox.StartCountedAsync(contacts: 10);
        await DoneAsync(sandbox, "query", "update contacts@ac set firstName = 'Els' where id = 2");
        const string Kept = "2 rows are left: created by the run: such rows are deleted with --delete-created only";
        const string Note = $"{Kept}: (a@x.nl, A), (b@x.nl, B)";
        Do(sandbox, "ledger.db", $"update statements set notes = json_array('other (a) note', '{Note}')");
        await DoneAsync(sandbox, "forget", "b@x.nl", "--yes");
        Assert.Equal(Kept, Text(sandbox,
            "select value from json_each((select notes from statements)) where value like '% left: %'"));

        Do(sandbox, "ledger.db", $"update statements set notes = json_array('other (a) note', '{Note}')");
        sandbox.Write("koppel.toml", "[keep]\nvalues_days = 30\n");
        Age(sandbox, days: 31, "true");
        await Koppel.RunInAsync(sandbox.Folder, "purge");

        Assert.Equal($"""["other (a) note","{Kept}"]""",
            Text(sandbox, "select notes from statements"));
    }

    [Fact]
    public async Task A_run_that_broke_off_is_not_gone_on_with_without_its_values()
    {
        await using var sandbox = await Sandbox.StartAsync(contacts: 300, timeScale: 50, "503:1");
        await sandbox.RunAsync("query", "insert into ContactTagsByEmail@ac (email, tag) values ('ann@x.nl', 'Trace')");
        await sandbox.SetFaultsAsync();
        sandbox.Write("koppel.toml", "[keep]\nvalues_days = 1\n");
        Age(sandbox, days: 2, "run = 1");
        await Koppel.RunInAsync(sandbox.Folder, "purge");

        var resume = await sandbox.RunAsync("resume", "1");

        Assert.Equal(1, resume.ExitCode);
        Assert.Contains("Run 1 cannot be gone on with: values were taken out of it on", resume.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_setting_that_there_is_not_is_told()
    {
        await using var sandbox = await Sandbox.StartCountedAsync(contacts: 10);
        sandbox.Write("koppel.toml", "[keep]\nvalue_days = 1\n");

        var wrong = await Koppel.RunInAsync(sandbox.Folder, "runs");

        Assert.Equal((2, "koppel.toml:2: the table [keep] has no setting 'value_days'. Did you mean 'values_days'?\n"),
            (wrong.ExitCode, wrong.Error));
    }

    /// <summary>Makes runs, the snapshot and the plans older.</summary>
    static void Age(Sandbox sandbox, int days, string runs)
    {
        Do(sandbox, "ledger.db", $"update runs set started = started - {days} * 86400000000, finished = finished - {days} * 86400000000 "
            + $"where {runs}");
        if (File.Exists(Path.Combine(State(sandbox), "snapshots.db")))
            Do(sandbox, "snapshots.db", $"update snapshots set refreshed = refreshed - {days} * 864000000000");
        foreach (var plan in Directory.GetFiles(State(sandbox), "*.koppel"))
            File.SetLastWriteTimeUtc(plan, File.GetLastWriteTimeUtc(plan).AddDays(-days));
    }

    static long Values(Sandbox sandbox, string table) =>
        Do(sandbox, "ledger.db", $"select count(*) from {table} where \"values\" not like '%(forgotten)%'");

    static long Do(Sandbox sandbox, string name, string sql) => Run(sandbox, name, sql) as long? ?? 0;

    static string? Text(Sandbox sandbox, string sql) => Run(sandbox, "ledger.db", sql) as string;

    static object? Run(Sandbox sandbox, string name, string sql)
    {
        using var file = new SqliteConnection($"Data Source={Path.Combine(State(sandbox), name)};Pooling=False");
        file.Open();
        using var command = file.CreateCommand();
#pragma warning disable CA2100
        command.CommandText = sql;
#pragma warning restore CA2100
        return command.ExecuteScalar();
    }
}
