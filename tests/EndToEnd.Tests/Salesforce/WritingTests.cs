using Koppel.Engine.Statements;

namespace Koppel.EndToEnd.Tests.Salesforce;

/// <summary>Rows are written to Salesforce: by calls of 200, by jobs, again after faults, and taken back.</summary>
public sealed class WritingTests
{
    const string There = "select count(*), count(distinct LastName) from Contact@sf where Department = 'w'";

    [Theory, InlineData(20_000, "composite/sobjects"), InlineData(300, "jobs/ingest")]
    public async Task Odd_values_are_there_as_they_were_given(int bulkAbove, string by)
    {
        await using var org = await TestOrg.StartAsync(("bulk_above", $"{bulkAbove}"));
        await org.RowsAsync("""
            create table rows@memory as select i, 'Müller, "' || i || '" — ' || chr(10) || '''x\y' as name, i % 3 = 0 as out,
                date '1900-02-28' + cast(i as integer) as born, cast(i * 12.5 as decimal(18, 2)) as score from range(400) r(i)
            """);
        var report = await LoadAsync(org, """
            insert into Contact@sf (LastName, HasOptedOutOfEmail, Birthdate, Score__c, Department, External_Id__c)
            select name, out, born, score, 'w', 'W-' || i from rows@memory
            """);
        AssertBooks(report, read: 400, changed: 400);
        Assert.True(org.Count(by) > 0);
        Assert.Equal(0L, await org.ValueAsync("""
            select count(*) from (
                select 'W-' || i, name, out, born, score from rows@memory
                except select External_Id__c, LastName, HasOptedOutOfEmail, Birthdate, Score__c from Contact@sf where Department = 'w')
            """));
    }

    [Theory, InlineData(20_000), InlineData(100)]
    public async Task A_null_takes_a_value_away_and_other_columns_stay(int bulkAbove)
    {
        await using var org = await TestOrg.StartAsync(("bulk_above", $"{bulkAbove}"));
        await LoadAsync(org, """
            insert into Contact@sf (LastName, Department, Phone, Birthdate, Title)
            select 'N' || i, 'w', '1', date '2000-01-01', 'Title' from range(250) r(i)
            """);
        var report = await LoadAsync(org, "update Contact@sf set Phone = null, Birthdate = null where Department = 'w'");
        AssertBooks(report, read: 250, changed: 250);
        Assert.Equal([250L, 0L, 0L, 250L],
            (await org.RowsAsync(
                "select count(*), count(Phone), count(Birthdate), count(Title) from Contact@sf where Department = 'w'"))[0]);
    }

    [Theory, InlineData(20_000, "composite/sobjects/{object}/{field}", 2), InlineData(100, "POST /services/data/{version}/jobs/ingest", 1)]
    public async Task An_upsert_changes_what_is_there_and_adds_the_rest_without_reading(int bulkAbove, string route, long calls)
    {
        await using var org = await TestOrg.StartAsync(("bulk_above", $"{bulkAbove}"));
        await LoadAsync(
            org, "insert into Contact@sf (External_Id__c, LastName, Department) select 'U' || i, 'Old', 'w' from range(150) r(i)");
        var (before, queries) = (org.Count(route), org.Count("/query"));
        var report = await LoadAsync(org, """
            insert into Contact@sf (External_Id__c, LastName, Department)
            select 'U' || i, 'New ' || i, 'w' from range(100, 400) r(i) on conflict (External_Id__c) do update
            """);
        AssertBooks(report, read: 300, changed: 300);
        Assert.Equal((calls, 0L), (org.Count(route) - before, org.Count("/query") - queries));
        Assert.Equal([400L, 301L], (await org.RowsAsync(There))[0]);
    }

    [Theory, InlineData(20_000), InlineData(100)]
    public async Task A_row_that_is_refused_is_told_with_the_code_of_Salesforce_and_the_others_are_written(int bulkAbove)
    {
        await using var org = await TestOrg.StartAsync(("bulk_above", $"{bulkAbove}"));
        var report = await LoadAsync(org, """
            insert into Contact@sf (LastName, Department, AccountId)
            select 'R' || i, 'w', case when i % 50 = 7 then '001KO0000099999' end from range(300) r(i)
            """);
        AssertBooks(report, read: 300, changed: 294);
        Assert.All(report.Outcome.Rejects.First, r => Assert.Contains("Salesforce refused the row: ", r.Reason, StringComparison.Ordinal));
        Assert.Equal([8L, 58L, 108L, 158L, 208L, 258L], report.Outcome.Rejects.First.Select(r => r.Row));
    }

    [Theory, InlineData(20_000), InlineData(100)]
    public async Task Rows_that_are_locked_are_sent_again_by_themselves(int bulkAbove)
    {
        await using var org = await TestOrg.StartAsync(("bulk_above", $"{bulkAbove}"));
        await org.SetFaultsAsync("rows-locked@1");
        AssertBooks(
            await LoadAsync(org, "insert into Contact@sf (LastName, Department) select 'L' || i, 'w' from range(180) r(i)"), 180, 180);
        Assert.Equal([180L, 180L], (await org.RowsAsync(There))[0]);
    }

    [Fact]
    public async Task A_job_that_is_given_up_half_way_is_gone_on_with_by_another_and_no_row_is_written_twice()
    {
        await using var org = await TestOrg.StartAsync(("bulk_above", "100"));
        await org.SetFaultsAsync("job-fails@1");
        AssertBooks(
            await LoadAsync(org, "insert into Contact@sf (LastName, Department) select 'J' || i, 'w' from range(1000) r(i)"), 1000, 1000);
        Assert.Equal([1000L, 1000L], (await org.RowsAsync(There))[0]);
    }

    [Theory, InlineData("500-before:0.2"), InlineData("503:0.2"), InlineData("cut:0.15"), InlineData("500-after:0.15")]
    public async Task No_row_of_a_job_is_lost_or_doubled_by_faults(string fault)
    {
        await using var org = await TestOrg.StartAsync(("bulk_above", "100"));
        await org.SetFaultsAsync(fault);
        var report = await LoadAsync(org, "insert into Contact@sf (LastName, Department) select 'F' || i, 'w' from range(500) r(i)");
        for (var again = 0; report.Outcome.Fault is not null && again < 20; again++)
        {
            await org.RunAsync("resume", $"{report.Run}");
            if (await org.ValueAsync($"select status from runs@koppel where run = {report.Run}") is "completed") break;
        }
        await org.SetFaultsAsync();
        Assert.Equal([500L, 500L], (await org.RowsAsync(There))[0]);
        Assert.Equal([500L, 500L, 0L], (await org.RowsAsync(
            $"select read, changed, rejected from runs@koppel where run = {report.Run}"))[0]);
    }

    [Fact]
    public async Task New_rows_without_a_key_whose_answer_was_lost_are_in_doubt_and_never_sent_again()
    {
        await using var org = await TestOrg.StartAsync();
        await org.SetFaultsAsync("500-after@1:POST /services/data/{version}/composite/sobjects");
        var report = await LoadAsync(org, "insert into Contact@sf (LastName, Department) select 'D' || i, 'w' from range(50) r(i)");
        Assert.NotNull(report.Outcome.Fault);
        await org.RunAsync("resume", $"{report.Run}");
        Assert.Equal([50L, 50L], (await org.RowsAsync(There))[0]);
        Assert.Equal("in-doubt", await org.ValueAsync($"select distinct code from rejects@koppel where run = {report.Run}"));
    }

    [Fact]
    public async Task An_undo_puts_back_what_was_there_and_deletes_what_was_added()
    {
        await using var org = await TestOrg.StartAsync();
        var added = await LoadAsync(org, "insert into Contact@sf (LastName, Department) select 'A' || i, 'w' from range(5) r(i)");
        var changed = await LoadAsync(org,
            "update Contact@sf set Phone = '5', Birthdate = date '2000-01-01', LastName = LastName || '!' where Department = 'w'");
        AssertUndone(await org.RunAsync("undo", $"{changed.Run}", "--yes"));
        Assert.Equal([0L, 0L, 0L], (await org.RowsAsync("""
            select count(Phone), count(Birthdate), count(*) filter (where LastName like '%!') from Contact@sf where Department = 'w'
            """))[0]);
        AssertUndone(await org.RunAsync("undo", $"{added.Run}", "--delete-created", "--yes"));
        Assert.Equal([0L, 0L], (await org.RowsAsync(There))[0]);
    }

    [Theory, InlineData(20_000), InlineData(100)]
    public async Task An_undo_brings_deleted_rows_back_from_the_recycle_bin_as_they_were(int bulkAbove)
    {
        await using var org = await TestOrg.StartAsync(("bulk_above", $"{bulkAbove}"));
        await LoadAsync(org, """
            insert into Contact@sf (LastName, Department, Phone, Birthdate)
            select 'B' || i, 'w', '0' || i, date '2000-01-01' from range(450) r(i)
            """);
        await org.RowsAsync("create table before@memory as select Id, LastName, Phone, Birthdate from Contact@sf where Department = 'w'");
        var deleted = await LoadAsync(org, "delete from Contact@sf where Department = 'w'");
        AssertBooks(deleted, read: 450, changed: 450);
        Assert.Equal([0L, 0L], (await org.RowsAsync(There))[0]);
        var undo = await org.RunAsync("undo", $"{deleted.Run}", "--yes");
        Assert.True(undo.ExitCode == 0 && undo.Error.Contains("450 rows read = 450 changed", StringComparison.Ordinal), undo.Error);
        Assert.Equal(3, org.Count("/services/Soap/u/"));
        Assert.Equal([450L, 450L], (await org.RowsAsync(There))[0]);
        Assert.Equal(450L, await org.ValueAsync("""
            select count(*) from (select Id, LastName, Phone, Birthdate from Contact@sf where Department = 'w'
                intersect select * from before@memory)
            """));
        var again = await org.RunAsync("undo", $"{deleted.Run}", "--yes");
        Assert.True(again.ExitCode == 0 && again.Error.Contains("450 rows read = 0 changed", StringComparison.Ordinal), again.Error);
    }

    [Fact]
    public async Task What_is_not_in_the_recycle_bin_any_more_is_told_row_by_row()
    {
        await using var org = await TestOrg.StartAsync();
        await LoadAsync(org, "insert into Contact@sf (LastName, Department) select 'P' || i, 'w' from range(3) r(i)");
        var id = await org.ValueAsync("select Id from Contact@sf where LastName = 'P1'");
        var deleted = await LoadAsync(org, "delete from Contact@sf where Department = 'w'");
        await org.PurgeAsync("Contact", $"{id}");
        var undo = await org.RunAsync("undo", $"{deleted.Run}", "--yes");
        Assert.Equal(3, undo.ExitCode);
        Assert.Contains("3 rows read = 2 changed + 0 unchanged + 1 rejected", undo.Error, StringComparison.Ordinal);
        Assert.Contains("It is not in the recycle bin any more.", undo.Error, StringComparison.Ordinal);
        Assert.Equal([2L, 2L], (await org.RowsAsync(There))[0]);
    }

    [Fact]
    public async Task An_undo_whose_answer_is_lost_finds_out_what_is_back()
    {
        await using var org = await TestOrg.StartAsync();
        await LoadAsync(org, "insert into Contact@sf (LastName, Department) select 'Q' || i, 'w' from range(30) r(i)");
        var deleted = await LoadAsync(org, "delete from Contact@sf where Department = 'w'");
        await org.SetFaultsAsync("cut@1:POST /services/Soap/u/{version}");
        var undo = await org.RunAsync("undo", $"{deleted.Run}", "--yes");
        Assert.True(undo.ExitCode == 0 && undo.Error.Contains("30 rows read = 30 changed", StringComparison.Ordinal), undo.Error);
        Assert.Equal([30L, 30L], (await org.RowsAsync(There))[0]);
    }

    [Fact]
    public async Task Rows_that_one_run_changed_and_then_deleted_come_back_with_what_they_had_before()
    {
        await using var org = await TestOrg.StartAsync();
        await LoadAsync(org, "insert into Contact@sf (LastName, Department, Phone) select 'C' || i, 'w', '1' from range(5) r(i)");
        await File.WriteAllTextAsync(Path.Combine(org.Folder, "both.sql"), """
            update Contact@sf set Phone = '2' where Department = 'w';
            delete from Contact@sf where LastName = 'C3' and Department = 'w';
            """, TestContext.Current.CancellationToken);
        var script = await org.RunAsync("run", "both.sql", "--yes");
        Assert.True(script.ExitCode == 0, script.Error);
        var run = await org.ValueAsync("select max(run) from runs@koppel");
        var undo = await org.RunAsync("undo", $"{run}", "--yes");
        Assert.True(undo.ExitCode == 0, undo.Error);
        Assert.Equal([5L, 5L], (await org.RowsAsync(There))[0]);
        Assert.Equal(5L, await org.ValueAsync("select count(*) from Contact@sf where Department = 'w' and Phone = '1'"));
    }

    [Fact]
    public async Task A_merge_takes_away_what_its_source_has_not_and_leaves_what_it_does_not_speak_of()
    {
        await using var org = await TestOrg.StartAsync();
        await LoadAsync(org, """
            insert into Contact@sf (External_Id__c, LastName, Department, Birthdate, Score__c)
            select 'M' || i, 'M' || i, 'w', date '2000-01-01', 7 from range(4) r(i)
            """);
        var report = await LoadAsync(org, """
            merge into Contact@sf t using (select 'M' || i as ext, cast(null as date) as born, i from range(4) r(i)) s
            on t.External_Id__c = s.ext
            when matched and s.i < 2 then update set Birthdate = s.born
            when matched then update set Score__c = null
            """);
        AssertBooks(report, read: 4, changed: 4);
        Assert.Equal([2L, 2L, 0L], (await org.RowsAsync("""
            select count(Birthdate), count(Score__c), count(*) filter (where Birthdate is null and Score__c is null)
            from Contact@sf where Department = 'w'
            """))[0]);
    }

    [Fact]
    public async Task The_plan_names_what_runs_in_the_org_by_itself()
    {
        await using var org = await TestOrg.StartAsync();
        var plan = await org.RunAsync("explain", "insert into Contact@sf (LastName) values ('X')");
        Assert.Contains("flows on Contact run by themselves: Welcome new contacts", plan.Output, StringComparison.Ordinal);
        Assert.Contains(
            "duplicate rules of Contact may refuse rows (duplicate_rules = allow lets them pass): Standard Contact Duplicate Rule",
            plan.Output, StringComparison.Ordinal);
        var leads = await org.RunAsync("explain", "insert into Lead@sf (LastName, Company) values ('X', 'Y')");
        Assert.Contains("assignment rules of Lead give rows an owner", leads.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("insert into Contact@sf (LastName) values ('x') on conflict (LastName) do update", "finds no rows by 'LastName'")]
    [InlineData("insert into Contact@sf (LastName) values ('x') on conflict (External_Id__c) do update", "which the insert does not give")]
    [InlineData("insert into Contact@sf (LastName) values ('x') on conflict do nothing", "Write on conflict (column) do update at the end")]
    [InlineData("update Contact@sf set Id = '003KO0000000001YAA' where LastName = 'Doe'", "Id")]
    public async Task What_cannot_be_written_is_refused_before_any_call_that_writes(string sql, string why)
    {
        await using var org = await TestOrg.StartAsync();
        Assert.Contains(why, (await org.FaultAsync(sql)).Message, StringComparison.Ordinal);
        Assert.Equal(0, org.Count("composite"));
    }

    static async Task<LoadReport> LoadAsync(TestOrg org, string sql)
    {
        LoadReport? report = null;
        await foreach (var result in org.Session.ExecuteAsync(sql, cancellationToken: TestContext.Current.CancellationToken))
        {
            if (result is FailedResult failed) throw new InvalidOperationException(failed.Fault.Message, failed.Fault);
            if (result is LoadResult load) report = load.Report;
        }
        return report!;
    }

    static void AssertBooks(LoadReport report, long read, long changed)
    {
        Assert.Null(report.Outcome.Fault);
        Assert.Equal((read, changed), (report.Outcome.Read, report.Outcome.Changed));
        Assert.Equal(read, report.Outcome.Changed + report.Outcome.Unchanged + report.Outcome.Rejects.Count);
    }

    static void AssertUndone(Koppel undo) =>
        Assert.True(undo.ExitCode == 0 && undo.Error.Contains("rows read = 5 changed", StringComparison.Ordinal), undo.Error);
}
