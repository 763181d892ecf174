using Koppel.Engine.History;
using static Koppel.EndToEnd.Tests.Personal.PersonHome;

namespace Koppel.EndToEnd.Tests.Personal;

/// <summary><c>koppel trace</c> and <c>koppel forget</c> over real files.</summary>
public sealed class ForgetTests
{
    [Theory]
    [InlineData("ann@x.nl", "joann@x.nl")]
    [InlineData("ann@x.nl", "ann@x.nl.example")]
    [InlineData("ann+news@x.nl", "ann@x.nl")]
    [InlineData("Ann.B_C%d@Example.ORG", "ann.bxcyd@example.org")]
    [InlineData("o'brien@x.nl", "brien@x.nl")]
    [InlineData("brien@x.nl", "o'brien@x.nl")]
    [InlineData("renée@exämple.nl", "renee@example.nl")]
    public async Task Nothing_is_left_of_a_person_and_all_is_left_of_another(string person, string other)
    {
        await using var sandbox = await Sandbox.StartCountedAsync();
        await FillAsync(sandbox, person, other);
        var (books, counts) = (await BooksAsync(sandbox), await CountsAsync(sandbox));
        var others = (await DoneAsync(sandbox, "trace", other, "--format", "csv")).Output;
        Assert.NotEmpty(AddressBytes.In(State(sandbox), person));

        var done = await DoneAsync(sandbox, "forget", person, "--yes");

        Assert.Contains("The books of runs are as they were.", done.Error, StringComparison.Ordinal);
        // What holds the other's address may hold this one's as a part of it: then only trace can tell.
        if (!other.Contains(person, StringComparison.OrdinalIgnoreCase)) Assert.Empty(AddressBytes.In(State(sandbox), person));
        var after = await DoneAsync(sandbox, "trace", person);
        Assert.Equal("", after.Output);
        Assert.Contains("This address was forgotten on ", after.Error, StringComparison.Ordinal);
        Assert.Equal(books, await BooksAsync(sandbox));
        Assert.Equal(counts, await CountsAsync(sandbox));
        // The snapshot had both, and was dropped as a whole; the next reading takes it anew.
        await KeepSnapshotAsync(sandbox);
        Assert.Equal(others, (await DoneAsync(sandbox, "trace", other, "--format", "csv")).Output);
    }

    [Fact]
    public async Task Scripts_of_the_query_tools_history_that_name_a_person_are_traced_and_taken_out()
    {
        await using var sandbox = await Sandbox.StartCountedAsync();
        await AddContactAsync(sandbox, "bob@x.nl", "Bob");
        await DoneAsync(sandbox, "query", "insert into ContactTagsByEmail@ac (email, tag) values ('bob@x.nl', 'Trace')");
        var history = new HistoryFile(State(sandbox), TimeProvider.System);
        foreach (var email in (string[])["ann@x.nl", "bob@x.nl", "Ann@X.nl", "joann@x.nl"])
            history.Add(new HistoryEntry("", TimeProvider.System.GetUtcNow(), "me",
                $"select * from contacts@ac where email = '{email}'", ["ac"], 1, 1, 0.1, "done", null));

        var trace = await DoneAsync(sandbox, "trace", "ann@x.nl", "--format", "csv");
        Assert.Contains("history", trace.Output, StringComparison.Ordinal);
        await DoneAsync(sandbox, "forget", "ann@x.nl", "--yes");

        Assert.Equal(["joann@x.nl", "(forgotten)", "bob@x.nl", "(forgotten)"],
            history.Find(new HistoryQuery()).Select(e => e.Script.Split('\'')[1]));
        var after = await DoneAsync(sandbox, "trace", "ann@x.nl", "--format", "csv");
        Assert.DoesNotContain("history", after.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Trace_tells_place_by_place_also_what_names_a_person_by_a_number_only()
    {
        await using var sandbox = await Sandbox.StartCountedAsync();
        await FillAsync(sandbox, "ann@x.nl", "bob@x.nl");

        var trace = await DoneAsync(sandbox, "trace", " ANN@X.nl ", "--format", "csv");

        var profile = Path.GetFileName(Directory.GetFiles(Path.Combine(State(sandbox), "profiles")).Single());
        Assert.Equal($"""
            place,run,statement,file,records,data,named_by,forget
            ledger: what calls carry,1,1,,2,"email, tag",address,values taken out
            ledger: runs,2,,,1,script,address,values taken out
            ledger: statements,2,1,,1,text,address,values taken out
            ledger: what calls carry,2,1,,1,"lastName, id",id,values taken out
            ledger: what calls carry,3,1,,1,"contact, tag",id,values taken out
            ledger: unmatched,4,1,,2,"email, tag, phone",address,values taken out
            ledger: runs,5,,,1,script,address,values taken out
            ledger: statements,5,1,,1,text,address,values taken out
            ledger: rejects,5,1,,1,"reason, email, tag",address,values taken out
            snapshot,,,contacts of {sandbox.Server.Url}api/3/,1,rows of a remote table,address,dropped: taken anew when it is read next
            plan file,,,.koppel/person.koppel,3,values and texts,address,deleted
            profile of a file,,,.koppel/profiles/{profile},1,values and texts,address,deleted

            """, trace.Output.Replace(sandbox.Folder + Path.DirectorySeparatorChar, "", StringComparison.Ordinal));
        Assert.Contains("ANN@X.nl is named by 16 records.", trace.Error, StringComparison.Ordinal);
        Assert.Contains("Rows were also looked for by 1 number that what is kept gives to this address.", trace.Error,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_names_nobody_is_a_plain_sentence_and_no_file_is_made()
    {
        await using var sandbox = await Sandbox.StartCountedAsync(contacts: 10);

        var trace = await DoneAsync(sandbox, "trace", "nobody@x.nl");
        var wrong = await sandbox.RunAsync("trace", "nobody");

        Assert.Equal("", trace.Output);
        Assert.Equal("Nothing that Koppel keeps on this machine names nobody@x.nl.\n", trace.Error);
        Assert.False(Directory.Exists(State(sandbox)));
        Assert.Equal(2, wrong.ExitCode);
        Assert.Contains("'nobody' is no e-mail address.", wrong.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rows_stay_rows_and_an_undo_keeps_those_that_were_forgotten()
    {
        await using var sandbox = await Sandbox.StartCountedAsync();
        var id = await FillAsync(sandbox, "ann@x.nl", "bob@x.nl");
        await DoneAsync(sandbox, "forget", "ann@x.nl", "--yes");

        Assert.Equal("""
            row,operation,new,status
            1,update,"{""lastName"":""(forgotten)"",""id"":""(forgotten)""}",forgotten

            """, await ReadAsync(sandbox,
            "select row, operation, new, status from changes@koppel where run = 2 and status = 'forgotten'"));
        Assert.Equal("""
            source,code
            "{""email"":""(forgotten)"",""tag"":""(forgotten)""}",address-invalid

            """, await ReadAsync(sandbox, "select source, code from rejects@koppel where run = 5"));
        Assert.Contains("where email in ('(forgotten)', 'bob@x.nl')",
            await ReadAsync(sandbox, "select script from runs@koppel where run = 2"), StringComparison.Ordinal);

        var undo = await DoneAsync(sandbox, "undo", "2", "--yes");

        Assert.Contains("1 row of run 2 kept: forgotten", undo.Error, StringComparison.Ordinal);
        Assert.Equal("email,lastName\nann@x.nl,Named\nbob@x.nl,\"\"\n",
            await ReadAsync(sandbox, "select email, lastName from contacts@ac where email in ('ann@x.nl', 'bob@x.nl') order by email"));
        var link = await DoneAsync(sandbox, "undo", "3", "--yes");
        Assert.Contains("1 row of run 3 kept: forgotten", link.Error, StringComparison.Ordinal);
        Assert.Equal($"n\n1\n", await ReadAsync(sandbox,
            "select count(*) as n from contactTags@ac ct join tags@ac t on t.id = ct.tag "
                + $"where ct.contact = {id} and t.tag = 'Newsletter'"));
    }

    [Fact]
    public async Task Plans_elsewhere_and_trace_logs_are_looked_into_where_they_are_named()
    {
        await using var sandbox = await Sandbox.StartCountedAsync();
        await AddContactAsync(sandbox, "ann@x.nl", "Ann");
        Directory.CreateDirectory(Path.Combine(sandbox.Folder, "plans"));
        await DoneAsync(sandbox, "explain", "update contacts@ac set lastName = 'P' where email = 'ann@x.nl'", "--output", "plans/a.koppel");
        sandbox.Write("plans/broken.koppel", "no plan");
        sandbox.Write("load.jsonl", "{\"text\":\"GET /contacts?email=ann%40x.nl\"}\n{\"text\":\"joann@x.nl\"}\ncut off: Ann@x.nl and so\n");
        string[] named = ["--plans", "plans", "--log", "load.jsonl"];

        var trace = await DoneAsync(sandbox, ["trace", "ann@x.nl", "--format", "csv", .. named]);
        Assert.Contains("plan file,,,", trace.Output, StringComparison.Ordinal);
        Assert.Contains("load.jsonl,2,lines,address,taken out of its lines", trace.Output, StringComparison.Ordinal);
        Assert.Matches("not looked into: .*broken.koppel could not be looked into: it is damaged, or no plan", trace.Error);

        var forget = await sandbox.RunAsync(["forget", "ann@x.nl", "--yes", .. named]);

        Assert.Equal(1, forget.ExitCode); // One of the files could not be looked into.
        Assert.Equal(["broken.koppel"], Directory.GetFiles(Path.Combine(sandbox.Folder, "plans")).Select(Path.GetFileName));
        Assert.Equal("{\"text\":\"GET /contacts?email=(forgotten)\"}\n{\"text\":\"joann@x.nl\"}\ncut off: (forgotten) and so\n",
            await File.ReadAllTextAsync(Path.Combine(sandbox.Folder, "load.jsonl")));
    }

    [Fact]
    public async Task Nothing_is_forgotten_unasked_or_by_a_dry_run()
    {
        await using var sandbox = await Sandbox.StartCountedAsync();
        await FillAsync(sandbox, "ann@x.nl", "bob@x.nl");
        var before = (await DoneAsync(sandbox, "trace", "ann@x.nl", "--format", "csv")).Output;

        var unasked = await sandbox.RunAsync("forget", "ann@x.nl");
        var dry = await DoneAsync(sandbox, "forget", "ann@x.nl", "--dry-run", "--format", "csv");

        Assert.Equal(2, unasked.ExitCode);
        Assert.Contains("Run it with --yes.", unasked.Error, StringComparison.Ordinal);
        Assert.Equal(before, dry.Output);
        Assert.Equal(before, (await DoneAsync(sandbox, "trace", "ann@x.nl", "--format", "csv")).Output);
    }
}
