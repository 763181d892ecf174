using System.Text.Json;
using Microsoft.Data.Sqlite;
using static Koppel.EndToEnd.Tests.Undoing;

namespace Koppel.EndToEnd.Tests.Plans;

/// <summary>A plan is a file: one person writes it, another reads it, and what was read is what is done.</summary>
public sealed class PlanFileTests
{
    const string Script = """
        insert into ContactTagsByEmail@ac values ('john.doe@acme.com', 'Brand new'), ('not an address', 'Test');
        update contacts@ac set phone = '1', firstName = 'Jack' where id = 1;
        sync (select 'linnea.johansson.2@example.com' as email, 'New name' as lastName union all select 'new@acme.com', 'New')
            to contacts@ac with insert or update identified by email;
        delete from contacts@ac where id in (40, 41);
        """;

    [Fact]
    public async Task What_is_applied_is_what_was_planned_and_the_same_as_a_run_would_have_done()
    {
        await using var planned = await Sandbox.StartCountedAsync();
        await using var direct = await Sandbox.StartCountedAsync();
        var writes = planned.Writes;
        var plan = await DoneAsync(planned, "run", planned.Write("load.sql", Script), "--dry-run", "--output", "p.koppel");
        Assert.Contains("6 changes of 4 loads planned into p.koppel.", plan.Error, StringComparison.Ordinal);
        Assert.Equal(writes, planned.Writes);

        var applied = await planned.RunAsync("apply", "p.koppel", "--summary", "json");
        Assert.True(applied.ExitCode == 0, applied.Error);
        await direct.RunAsync("run", direct.Write("load.sql", Script), "--yes");
        Assert.Equal(await direct.ContentsAsync(), await planned.ContentsAsync());
        Assert.Equal([1, 1, 2, 2], applied.Error.Split('\n').Where(l => l.StartsWith('{'))
            .Select(l => JsonDocument.Parse(l).RootElement.GetProperty("changed").GetInt32()));
        Assert.True(planned.Writes <= direct.Writes + 1, $"{planned.Writes} calls that write, and {direct.Writes} of a run.");
    }

    [Fact]
    public async Task A_plan_tells_every_change_with_the_values_before_and_after()
    {
        await using var sandbox = await Sandbox.StartCountedAsync();
        await DoneAsync(sandbox, "run", sandbox.Write("load.sql", Script), "--dry-run", "--output", "p.koppel");
        Assert.Equal("""
            load,target,row,operation,key,column,old,new
            1,ContactTagsByEmail@ac,1,insert,tags: Brand new,,,
            1,ContactTagsByEmail@ac,1,insert,"john.doe@acme.com, Brand new",,,
            2,contacts@ac,1,update,1,phone,+1-202-555-0101,1
            2,contacts@ac,1,update,1,firstName,John,Jack
            3,contacts@ac,2,insert,new@acme.com,lastName,,New
            3,contacts@ac,1,update,linnea.johansson.2@example.com,lastName,Johansson,New name
            4,contacts@ac,1,delete,sem.smit.40@mail.example.com,id,40,
            4,contacts@ac,2,delete,anouk.peters.41@example.com,id,41,

            """, (await ShownAsync(sandbox, "p.koppel", "--format", "csv")).Output);
        var json = JsonDocument.Parse((await ShownAsync(sandbox, "p.koppel", "--format", "json")).Output).RootElement;
        Assert.Equal(4, json.GetProperty("loads").GetArrayLength());
        Assert.Equal("address-invalid", json.GetProperty("loads")[0].GetProperty("rejects")[0].GetProperty("code").GetString());
        Assert.Equal(5, (await Koppel.RunInAsync(sandbox.Folder, ["plan", "show", "p.koppel", "--exit-on-changes"])).ExitCode);
        await DoneAsync(sandbox, "explain", "update contacts@ac set firstName = 'John' where id = 1", "--output", "none.koppel");
        Assert.Equal(0, (await Koppel.RunInAsync(sandbox.Folder, ["plan", "show", "none.koppel", "--exit-on-changes"])).ExitCode);
        Assert.Contains(
            "changes nothing", (await DoneAsync(sandbox, "apply", "none.koppel")).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_a_comment_nothing_that_stands_in_a_value_becomes_markup()
    {
        await using var sandbox = await Sandbox.StartCountedAsync();
        await DoneAsync(sandbox, "explain",
            "update contacts@ac set firstName = '<img src=x> | [a](b) @team ' || chr(10) || '# x' where id = 1", "-o", "p.koppel");
        var comment = (await ShownAsync(sandbox, "p.koppel", "--format", "markdown")).Output;
        Assert.StartsWith("### Koppel plan: 1 change\n", comment, StringComparison.Ordinal);
        Assert.Contains("| 1 | contacts@\u200bac | 0 | 1 | 0 | 0 | 0 |", comment, StringComparison.Ordinal);
        Assert.Contains(
            "| 1 | update | 1 | firstName | John | &lt;img src=x\\> \\| \\[a\\]\\(b\\) @\u200bteam  \\# x |", comment,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_is_used_once_and_only_as_it_was_made()
    {
        await using var sandbox = await Sandbox.StartCountedAsync();
        await DoneAsync(sandbox, "explain", "update contacts@ac set firstName = 'Jack' where id = 1", "--output", "p.koppel");
        var path = Path.Combine(sandbox.Folder, "p.koppel");
        File.Copy(path, Path.Combine(sandbox.Folder, "edited.koppel"));
        Edit(Path.Combine(sandbox.Folder, "edited.koppel"), "update loads set value = replace(value, '\"updates\":1', '\"updates\":2')");
        await RefusedAsync(sandbox, "was changed after it was made", "apply", "edited.koppel");
        await RefusedAsync(sandbox, "There is no plan file", "apply", "gone.koppel");
        sandbox.Write("text.koppel", "no plan");
        await RefusedAsync(sandbox, "is no plan of Koppel's, or is damaged", "apply", "text.koppel");
        var elsewhere = await Koppel.RunInAsync(sandbox.Folder, ["apply", "p.koppel", "--connect", $"{sandbox.Connect};automations=skip"]);
        Assert.Equal(2, elsewhere.ExitCode);
        Assert.Contains("was made with automations of ac not set, and here it is = skip.", elsewhere.Error, StringComparison.Ordinal);
        var writes = sandbox.Writes;
        await DoneAsync(sandbox, "apply", "p.koppel");
        Assert.Equal(1, sandbox.Writes - writes);
        await RefusedAsync(sandbox, "was applied already, by run 1. Plan anew.", "apply", "p.koppel");
        Assert.Equal(1, sandbox.Writes - writes);
    }

    [Fact]
    public async Task It_is_good_for_a_time_only()
    {
        await using var sandbox = await Sandbox.StartCountedAsync();
        await DoneAsync(sandbox, "explain", "update contacts@ac set firstName = 'Jack' where id = 1", "--output", "p.koppel", "--good-for",
            "0.00000001");
        await RefusedAsync(sandbox, "was good until", "apply", "p.koppel");
    }

    [Fact]
    public async Task Without_values_it_can_be_read_and_not_applied()
    {
        await using var sandbox = await Sandbox.StartCountedAsync();
        await DoneAsync(sandbox, "explain", "update contacts@ac set firstName = 'Secretly', phone = '99887766' where id <= 30", "--output",
            "p.koppel", "--no-values");
        var shown = (await ShownAsync(sandbox, "p.koppel", "--format", "json")).Output;
        Assert.Contains("\"updates\":30", shown, StringComparison.Ordinal);
        Assert.Contains("newDigest", shown, StringComparison.Ordinal);
        // The statement itself says them; the rows do not.
        Assert.DoesNotContain("\"firstName\":\"Secretly\"", shown, StringComparison.Ordinal);
        Assert.DoesNotContain("Linnéa", shown, StringComparison.Ordinal);
        await RefusedAsync(sandbox, "has no values, only digests of them", "apply", "p.koppel");
        await RefusedAsync(sandbox, "--no-values and --good-for are about a plan file", "query", "select 1", "--no-values");
        await RefusedAsync(sandbox, "Add --dry-run.", "query", "delete from contacts@ac", "--output", "x.koppel");
    }

    [Fact]
    public async Task Rows_that_somebody_changed_since_are_left_and_told_or_the_load_is_refused()
    {
        await using var sandbox = await Sandbox.StartCountedAsync();
        await DoneAsync(sandbox, "explain", """
            merge into contacts@ac t using (select i as id, 'x' || i || '@acme.com' as email from range(1, 111) r(i)) s on t.id = s.id
            when matched and s.id > 90 then delete when matched then update set lastName = 'Planned'
            when not matched then insert (email, lastName) values (s.email, 'Planned')
            """, "--output", "p.koppel");
        // Somebody: changes, does the same, deletes, inserts what was to be inserted.
        await LoadAsync(sandbox, "update contacts@ac set lastName = 'Else' where id in (5, 95)");
        await LoadAsync(sandbox, "update contacts@ac set lastName = 'Planned' where id = 6");
        await LoadAsync(sandbox, "update contacts@ac set phone = '77' where id = 7");
        await LoadAsync(sandbox, "delete from contacts@ac where id in (8, 96)");
        await LoadAsync(sandbox, "insert into contacts@ac (email, lastName) values ('x105@acme.com', 'Else')");

        await RefusedAsync(sandbox, 1, "4 of the 110 rows that the plan changes in contacts@ac are not as they were", "apply", "p.koppel",
            "--on-drift", "refuse");
        var applied = await DoneAsync(sandbox, "apply", "p.koppel");
        Assert.Contains("110 rows read = 104 changed + 6 unchanged", applied.Error, StringComparison.Ordinal);
        Assert.Contains("2 rows are left: changed by somebody else since", applied.Error, StringComparison.Ordinal);
        Assert.Contains("1 row is left: not there any more", applied.Error, StringComparison.Ordinal);
        Assert.Contains("1 row is left: there already: somebody else inserted it since", applied.Error, StringComparison.Ordinal);
        Assert.Equal("id,lastName,phone\n5,Else,\n6,Planned,\n7,Planned,77\n", (await ReadAsync(sandbox,
            "select id, lastName, case when id = 7 then phone end as phone from contacts@ac where id between 5 and 8 order by id")));
        Assert.Equal("id,lastName\n95,Else\n", await ReadAsync(
            sandbox, "select id, lastName from contacts@ac where id between 91 and 100"));
        Assert.Equal("lastName,n\nElse,1\nPlanned,9\n", await ReadAsync(sandbox,
            "select lastName, count(*) as n from contacts@ac where email like 'x%@acme.com' group by all order by all"));
    }

    [Fact]
    public async Task Only_the_rows_that_it_changes_are_read_again_by_the_fewest_calls()
    {
        await using var sandbox = await Sandbox.StartCountedAsync(contacts: 2_000);
        await DoneAsync(sandbox, "explain", "update contacts@ac set firstName = 'Jack' where id <= 150", "--output", "p.koppel");
        var reads = sandbox.Count("GET /api/3/contacts");
        await DoneAsync(sandbox, "apply", "p.koppel");
        // A hundred ids a call, and one that tells that reading all of them would take more.
        Assert.Equal(3, sandbox.Count("GET /api/3/contacts") - reads);
    }

    [Fact]
    public async Task A_session_that_may_name_no_file_applies_none()
    {
        await using var sandbox = await Sandbox.StartCountedAsync();
        await DoneAsync(sandbox, "explain", "update contacts@ac set firstName = 'Jack' where id = 1", "--output", "p.koppel");
        await RefusedAsync(
            sandbox, 1, "apply is refused here, since it reads the plan file that it names", "apply", "p.koppel", "--files", "none");
        await RefusedAsync(sandbox, 1, "apply would write to contacts@ac", "apply", "p.koppel", "--read-only");
        await RefusedAsync(
            sandbox, 1, "Write apply table@connection of plan 'FILE' 'DIGEST' load N", "query", "apply contacts@ac of plan 7");
        await RefusedAsync(sandbox, 1, "is not the one that is to be applied", "query",
            $"apply contacts@ac of plan '{sandbox.Folder}/p.koppel' 'abc' load 1");
    }

    [Fact]
    public async Task With_a_key_only_plans_that_carry_its_seal_are_applied()
    {
        await using var sandbox = await Sandbox.StartCountedAsync();
        string[] plan = ["explain", "update contacts@ac set firstName = 'Jack' where id = 1", "--output"];
        await DoneAsync(sandbox, [.. plan, "open.koppel"]);
        Assert.Equal(0, (await KeyedAsync(sandbox, "one", [.. plan, "sealed.koppel"])).ExitCode);
        await RefusedAsync(sandbox, "is sealed, and no key is set here", "apply", "sealed.koppel");
        foreach (var (key, file, why) in new[] {
            ("two", "sealed.koppel", "is sealed with another key"),
            ("one", "open.koppel", "is not sealed, and here a key for plans is set") })
        {
            var refused = await KeyedAsync(sandbox, key, "apply", file);
            Assert.Equal(2, refused.ExitCode);
            Assert.Contains(why, refused.Error, StringComparison.Ordinal);
        }
        Assert.Equal(0, (await KeyedAsync(sandbox, "one", "apply", "sealed.koppel")).ExitCode);
    }

    [Fact]
    public async Task An_applied_plan_is_taken_back_like_any_run()
    {
        await using var sandbox = await Sandbox.StartCountedAsync();
        var before = await sandbox.ContentsAsync();
        await DoneAsync(sandbox, "explain", "update contacts@ac set firstName = firstName || '!' where id <= 20", "--output", "p.koppel");
        await DoneAsync(sandbox, "apply", "p.koppel");
        Assert.NotEqual(before, await sandbox.ContentsAsync());
        await UndoAsync(sandbox, 1);
        Assert.Equal(before, await sandbox.ContentsAsync());
    }

    static async Task<(int ExitCode, string Error)> KeyedAsync(Sandbox sandbox, string key, params string[] command)
    {
        using var process = Koppel.Start(
            sandbox.Folder, [.. command, "--connect", sandbox.Connect], new Dictionary<string, string> { ["KOPPEL_PLAN_KEY"] = key });
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var error = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await output;
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, error);
    }

    static async Task<Koppel> ShownAsync(Sandbox sandbox, params string[] arguments)
    {
        var shown = await Koppel.RunInAsync(sandbox.Folder, ["plan", "show", .. arguments]);
        Assert.True(shown.ExitCode == 0, shown.Error);
        return shown;
    }

    static Task RefusedAsync(Sandbox sandbox, string why, params string[] command) => RefusedAsync(sandbox, 2, why, command);

    static async Task RefusedAsync(Sandbox sandbox, int code, string why, params string[] command)
    {
        var refused = await sandbox.RunAsync(command);
        Assert.True(refused.ExitCode == code, $"{refused.ExitCode}: {refused.Error}");
        Assert.Contains(why, refused.Error, StringComparison.Ordinal);
    }

    static void Edit(string path, string sql)
    {
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
        connection.Open();
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The test's own text.
        command.CommandText = sql;
#pragma warning restore CA2100
        Assert.Equal(1, command.ExecuteNonQuery());
    }
}
