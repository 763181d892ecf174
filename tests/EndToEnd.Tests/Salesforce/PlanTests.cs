namespace Koppel.EndToEnd.Tests.Salesforce;

/// <summary>A plan for Salesforce is a file, read and applied as it is.</summary>
public sealed class PlanTests
{
    [Fact]
    public async Task Every_change_is_shown_and_made_and_what_is_emptied_too()
    {
        await using var org = await TestOrg.StartAsync();
        await org.RowsAsync("""
            insert into Contact@sf (LastName, Department, Birthdate, Score__c, External_Id__c)
            select 'P' || i, 'w', date '2000-01-01' + cast(i as integer), i, 'P-' || i from range(4) r(i)
            """);
        await File.WriteAllTextAsync(Path.Combine(org.Folder, "load.sql"), """
            update Contact@sf set Birthdate = null, Score__c = Score__c + 1 where Department = 'w' and LastName < 'P3';
            delete from Contact@sf where LastName = 'P3';
            insert into Contact@sf (External_Id__c, LastName, Department) values ('P-7', 'New', 'w') on conflict (External_Id__c) do update;
            """, TestContext.Current.CancellationToken);
        var planned = await org.RunAsync("run", "load.sql", "--dry-run", "--output", "p.koppel");
        Assert.True(planned.ExitCode == 0, planned.Error);
        var shown = await Koppel.RunInAsync(org.Folder, ["plan", "show", "p.koppel", "--format", "csv"]);
        Assert.Contains(",update,P-0,Birthdate,2000-01-01,\n1,Contact@sf,1,update,P-0,Score__c,0.00,1.00\n".Replace(
            "P-0", $"{await org.ValueAsync("select Id from Contact@sf where LastName = 'P0'")}", StringComparison.Ordinal), shown.Output,
            StringComparison.Ordinal);
        // Somebody changes a row in the meantime.
        await org.RowsAsync("update Contact@sf set Score__c = 70 where LastName = 'P1'");

        var applied = await org.RunAsync("apply", "p.koppel", "--on-drift", "leave");
        Assert.True(applied.ExitCode == 0, applied.Error);
        Assert.Contains("1 row is left: changed by somebody else since", applied.Error, StringComparison.Ordinal);
        Assert.Equal("P0  1.00, P1 2000-01-02 70.00, P2  3.00, New  ", await org.ValueAsync("""
            select string_agg(concat_ws(' ', LastName, coalesce(cast(Birthdate as varchar), ''), coalesce(cast(Score__c as varchar), '')),
                ', ' order by External_Id__c) from Contact@sf where Department = 'w'
            """));
    }
}
