using System.Text.Json;
using static Koppel.EndToEnd.Tests.Undoing;

namespace Koppel.EndToEnd.Tests.Plans;

/// <summary>A plan is applied as it was reviewed: under the settings of its script, each load of it once, and all of its rows.</summary>
public sealed class PlanAsReviewedTests
{
    const string Skipped = "automations are skipped: none starts", Run = "automations run";

    [Fact]
    public async Task What_a_script_had_set_before_a_load_holds_when_it_is_applied_and_not_for_the_loads_before()
    {
        await using var sandbox = await Sandbox.StartCountedAsync();
        await DoneAsync(sandbox, "run", sandbox.Write("load.sql", """
            insert into ContactTagsByEmail@ac values ('john.doe@acme.com', 'First');
            set automations@ac = 'skip';
            set create_contacts@ac = 'on';
            insert into ContactTagsByEmail@ac values ('john.doe@acme.com', 'Second'), ('somebody.new@acme.com', 'Second');
            set automations@ac = 'run';
            insert into ContactTagsByEmail@ac values ('john.doe@acme.com', 'Third');
            """), "--dry-run", "--output", "p.koppel");

        var applied = (await DoneAsync(sandbox, "apply", "p.koppel")).Error;
        Assert.Equal([Run, Skipped, Run], applied.Split('\n')
            .Where(l => l.Contains("automations ", StringComparison.Ordinal) && !l.Contains("that start", StringComparison.Ordinal))
            .Select(l => l.Contains(Skipped, StringComparison.Ordinal) ? Skipped : Run));
        Assert.Equal(
            "email,tag\njohn.doe@acme.com,First\njohn.doe@acme.com,Second\njohn.doe@acme.com,Third\nsomebody.new@acme.com,Second\n",
            await ReadAsync(
                sandbox, "select email, tag from ContactTagsByEmail@ac where tag in ('First', 'Second', 'Third') order by all"));
    }

    [Fact]
    public async Task A_mirror_that_stops_after_errors_does_so_too_when_its_plan_is_applied()
    {
        await using var sandbox = await Sandbox.StartCountedAsync();
        await DoneAsync(sandbox, "explain", """
            sync (select 1 as account, 5000 + i as contact from range(30) r(i)) to accountContacts@ac with insert
            identified by account, contact stop after 3 errors
            """, "--output", "p.koppel");
        var applied = await sandbox.RunAsync("apply", "p.koppel");
        Assert.NotEqual(0, applied.ExitCode);
        Assert.Contains("stop after 3 errors", applied.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rows_that_stand_twice_are_counted_and_applied_as_a_run_would_have_done()
    {
        const string Load = """
            insert into ContactsWithFields@ac (email, firstName)
            select * from (values ('john.doe@acme.com', 'X'), ('john.doe@acme.com', 'X'), ('new1@acme.com', 'N'), ('new2@acme.com', 'N'),
                ('new2@acme.com', 'N'), ('linnea.johansson.2@example.com', 'Y'), ('linnea.johansson.2@example.com', 'Y'))
            """;
        await using var planned = await Sandbox.StartCountedAsync();
        await using var direct = await Sandbox.StartCountedAsync();
        await DoneAsync(planned, "explain", Load, "--output", "p.koppel");
        var shown = await Koppel.RunInAsync(planned.Folder, ["plan", "show", "p.koppel", "--format", "json"]);
        var load = JsonDocument.Parse(shown.Output).RootElement.GetProperty("loads")[0];
        Assert.Equal((2, 2, 3), (load.GetProperty("inserts").GetInt32(), load.GetProperty("updates").GetInt32(),
            load.GetProperty("unchanged").GetInt32()));

        await DoneAsync(planned, "apply", "p.koppel");
        await LoadAsync(direct, Load);
        Assert.Equal((await direct.ContentsAsync()).Order(), (await planned.ContentsAsync()).Order());
    }

    [Fact]
    public async Task Where_a_later_load_has_drifted_those_before_are_done_and_the_rest_can_be_applied_with_another_rule()
    {
        await using var sandbox = await Sandbox.StartCountedAsync();
        await DoneAsync(sandbox, "run", sandbox.Write("load.sql", """
            insert into ContactTagsByEmail@ac values ('john.doe@acme.com', 'First');
            update contacts@ac set phone = '1' where id in (2, 3);
            update contacts@ac set phone = '2' where id = 4;
            """), "--dry-run", "--output", "p.koppel");
        await LoadAsync(sandbox, "update contacts@ac set phone = '77' where id = 2");

        var refused = await sandbox.RunAsync("apply", "p.koppel");
        Assert.NotEqual(0, refused.ExitCode);
        Assert.Contains("leave them by --on-drift leave", refused.Error, StringComparison.Ordinal);
        var applied = (await DoneAsync(sandbox, "apply", "p.koppel", "--on-drift", "leave")).Error;
        Assert.DoesNotContain("ContactTagsByEmail@ac:", applied, StringComparison.Ordinal);
        Assert.Equal("id,phone\n2,77\n3,1\n4,2\n", await ReadAsync(sandbox, "select id, phone from contacts@ac where id in (2, 3, 4)"));

        foreach (var again in (string[][])[["apply", "p.koppel"], ["resume", "2", "--yes"]])
        {
            var used = await sandbox.RunAsync(again);
            Assert.NotEqual(0, used.ExitCode);
            Assert.Contains("was applied already, by run 3. Plan anew.", used.Error, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Of_two_that_apply_a_plan_at_once_one_does()
    {
        await using var sandbox = await Sandbox.StartAsync(contacts: 20, timeScale: 50, "slow:1:GET /api/3/tags");
        await DoneAsync(sandbox, "explain",
            "insert into notes@ac (note, reltype, relid) select 'n' || i, 'Subscriber', 1 from range(12) r(i)", "--output", "p.koppel");
        var both = await Task.WhenAll(sandbox.ProcessAsync("apply", "p.koppel"), sandbox.ProcessAsync("apply", "p.koppel"));
        Assert.Single(both, one => one.ExitCode == 0);
        Assert.Matches("is being applied by run 1 just now|was applied already, by run 1|was begun to be applied by run 1",
            both.Single(one => one.ExitCode != 0).Error);
        Assert.Equal("n\n12\n", await ReadAsync(sandbox, "select count(*) as n from notes@ac where note like 'n%'"));
    }
}
