using MiniExcelLibs;

namespace Koppel.EndToEnd.Tests;

/// <summary>A dry run writes what it would change into a file that a person can read.</summary>
public sealed class DryRunFileTests
{
    const string Script = """
        select 1 as one;
        insert into ContactTagsByEmail@ac values ('john.doe@acme.com', 'Brand new'), ('not an address', 'Test');
        update contacts@ac set phone = '1', firstName = 'John' where id = 1;
        delete from tags@ac where tag = 'Test';
        sync (select 'john.doe@acme.com' as email, 'Doe-Smith' as lastName union all select 'new@acme.com', 'New') to contacts@ac with
            insert or update identified by email;
        """;

    [Fact]
    public async Task Each_value_that_would_change_has_a_line_with_old_and_new()
    {
        await using var sandbox = await Sandbox.StartAsync();
        var writes = sandbox.Writes;
        var run = await sandbox.RunAsync("run", sandbox.Write("load.sql", Script), "--dry-run", "--output", "changes.csv");
        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Equal("""
            statement,target,row,operation,key,column,old,new
            2,tags@ac,1,insert,Brand new,,,
            2,ContactTagsByEmail@ac,1,insert,"john.doe@acme.com, Brand new",,,
            3,contacts@ac,1,update,1,phone,+1-202-555-0101,1
            4,tags@ac,1,delete,Test,,,
            5,contacts@ac,2,insert,new@acme.com,lastName,,New
            5,contacts@ac,1,update,john.doe@acme.com,lastName,Doe,Doe-Smith

            """, await File.ReadAllTextAsync(Path.Combine(sandbox.Folder, "changes.csv"), TestContext.Current.CancellationToken));
        Assert.Contains("load contacts@ac", run.Output, StringComparison.Ordinal);
        Assert.Equal(writes, sandbox.Writes);
        Assert.Equal("run\n", (await sandbox.RunAsync("query", "select run from runs@koppel", "--format", "csv")).Output);
    }

    [Fact]
    public async Task It_can_be_a_workbook_and_that_of_an_undo()
    {
        await using var sandbox = await Sandbox.StartAsync();
        await sandbox.RunAsync("query", "update contacts@ac set phone = '1' where id = 1");
        var undo = await sandbox.RunAsync("undo", "1", "--dry-run", "--output", "changes.xlsx");
        Assert.True(undo.ExitCode == 0, undo.Error);
        var row = (IDictionary<string, object>)Assert.Single(
            MiniExcel.Query(Path.Combine(sandbox.Folder, "changes.xlsx"), useHeaderRow: true).Cast<object>())!;
        Assert.Equal(("contacts@ac", "update", "phone", "1", "+1-202-555-0101"),
            (row["target"], row["operation"], row["column"], row["old"], row["new"]));
    }
}
