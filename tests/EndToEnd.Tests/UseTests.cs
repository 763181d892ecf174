namespace Koppel.EndToEnd.Tests;

/// <summary>One query over two accounts, and its result in a file.</summary>
public sealed class UseTests
{
    [Fact]
    public async Task Two_accounts_are_read_by_one_query_with_the_account_in_the_first_column()
    {
        await using var one = await Sandbox.StartAsync(contacts: 30);
        await using var two = await Sandbox.StartAsync(contacts: 20);
        var run = await Koppel.RunInAsync(one.Folder,
            ["query", "use ac, other; select connection, count(*) as n from contacts where id <= 25 group by connection order by 1",
                "--format", "csv", .. Both(one, two)]);
        Assert.Equal((0, "connection,n\nac,25\nother,20\n"), (run.ExitCode, run.Output));
    }

    [Fact]
    public async Task Nothing_is_written_while_two_accounts_are_in_use()
    {
        await using var one = await Sandbox.StartAsync(contacts: 5);
        await using var two = await Sandbox.StartAsync(contacts: 5);
        var run = await Koppel.RunInAsync(one.Folder,
            ["query", "use ac, other; insert into ContactTagsByEmail@ac select email, 'Test' from contacts", .. Both(one, two)]);
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("insert is refused while ac, other are in use", run.Error, StringComparison.Ordinal);
        Assert.Equal((0, 0), (one.Writes, two.Writes));
    }

    [Fact]
    public async Task The_rows_of_a_query_go_to_the_file_that_the_script_names()
    {
        await using var one = await Sandbox.StartAsync(contacts: 3);
        var run = await Koppel.RunInAsync(one.Folder,
            ["query", "select id from contacts@ac order by id; local export results as \"ids.csv\" format csv; select 'shown' as x",
                "--format", "csv", "--connect", one.Connect]);
        Assert.Equal((0, "x\nshown\n"), (run.ExitCode, run.Output));
        Assert.Equal("id\n1\n2\n3\n", await File.ReadAllTextAsync(Path.Combine(one.Folder, "ids.csv")));

        var refused = await Koppel.RunInAsync(one.Folder,
            ["query", "select id from contacts@ac; local export results as \"ids.csv\"", "--read-only", "--connect", one.Connect]);
        Assert.Equal(1, refused.ExitCode);
        Assert.Contains("local export is refused here, since it writes a file", refused.Error, StringComparison.Ordinal);
    }

    static string[] Both(Sandbox one, Sandbox two) =>
        ["--connect", one.Connect, "--connect", "other" + two.Connect["ac".Length..]];
}
