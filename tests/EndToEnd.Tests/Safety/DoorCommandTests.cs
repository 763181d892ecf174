using System.Text;

namespace Koppel.EndToEnd.Tests.Safety;

/// <summary>The doors as a user has them: options and configuration, by each command.</summary>
public sealed class DoorCommandTests
{
    const string Load = "insert into ContactTagsByEmail@ac select email, 'Doors' from contacts@ac";

    [Theory]
    [InlineData("query")]
    [InlineData("run")]
    [InlineData("explain")]
    public async Task A_file_that_is_closed_is_so_by_every_command(string command)
    {
        await using var room = await DoorRoom.OpenAsync();
        room.Sandbox.Write("script.sql", "from read_csv('private/orders.csv')");
        string[] arguments = command == "run" ? [command, "script.sql"] : [command, "from read_csv('private/orders.csv')"];

        Assert.Equal(0, (await room.ProcessAsync(arguments)).ExitCode);
        foreach (var files in new[] { "connections", "none" })
        {
            var run = await room.ProcessAsync([.. arguments, "--files", files]);
            Assert.Equal((1, ""), (run.ExitCode, run.Output));
            Assert.Contains("private/orders.csv may not be opened: this session lets SQL name files of connections only, or none",
                run.Error, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task The_configuration_closes_and_the_command_line_counts_more()
    {
        await using var room = await DoorRoom.OpenAsync();
        await File.AppendAllTextAsync(Path.Combine(room.Folder, "koppel.toml"), "\n[session]\nfiles = \"connections\"\nread_only = true\n",
            TestContext.Current.CancellationToken);

        Assert.Contains(
            "may not be opened", (await room.ProcessAsync("query", "from 'private/orders.csv'")).Error, StringComparison.Ordinal);
        Assert.Contains(
            "this session is read-only (read_only = true)", (await room.RunAsync("query", Load)).Error, StringComparison.Ordinal);
        Assert.Equal(0, (await room.ProcessAsync("query", "from 'data/orders.csv'")).ExitCode);
        Assert.Equal(0, (await room.ProcessAsync("query", "from 'private/orders.csv'", "--files", "all")).ExitCode);
        Assert.Equal(0, room.Sandbox.Writes);
        var load = await room.RunAsync("query", Load, "--read-only", "false");
        Assert.True(load.ExitCode == 0, load.Error);
    }

    [Fact]
    public async Task A_setting_of_the_session_that_is_wrong_is_told_with_its_line()
    {
        await using var room = await DoorRoom.OpenAsync();
        room.Sandbox.Write("bad.toml", "[session]\nfiles = \"some\"\nreadonly = true\nread_only = 7\n");

        var run = await room.RunAsync("query", "select 1", "--config", "bad.toml");

        Assert.Equal(2, run.ExitCode);
        Assert.Equal(
            "bad.toml:2: 'files' of the table [session] must be one of all, connections, none, not 'some'.\n"
            + "bad.toml:3: the table [session] has no setting 'readonly'. Did you mean 'read_only'?\n"
            + "bad.toml:4: 'read_only' of the table [session] must be on or off, not '7'.\n", run.Error);
    }

    [Fact]
    public async Task Where_nothing_is_written_loads_resume_undo_and_purge_are_refused_and_plans_are_not()
    {
        await using var room = await DoorRoom.OpenAsync();
        Assert.Equal(0, (await room.RunAsync("query", Load)).ExitCode);
        var writes = room.Sandbox.Writes;

        foreach (var (said, arguments) in new[]
        {
            ("insert would write to ContactTagsByEmail@ac, and this session is read-only (read_only = true). koppel explain and --dry-run "
                + "show what it would do.", new[] { "query", Load }),
            ("undo would write to ", ["undo", "1", "--yes"]),
            ("Run 1 is not gone on with: to resume is to write, and this session is read-only (read_only = true).", ["resume", "1"]),
            ("The session is read-only (read_only = true), and purge removes runs for good.", ["purge", "--older-than", "0"]),
        })
        {
            var run = await room.RunAsync([.. arguments, "--read-only"]);
            Assert.True(run.ExitCode is 1 or 2, run.Error);
            Assert.Contains(said, run.Error, StringComparison.Ordinal);
        }
        foreach (var arguments in new[] { new[] { "explain", Load }, ["query", Load, "--dry-run"], ["undo", "1", "--dry-run"], ["runs"],
            ["rejects", "1"], ["tables"], ["describe", "contacts@ac"] })
        {
            var run = await room.RunAsync([.. arguments, "--read-only", "--files", "none"]);
            Assert.True(run.ExitCode == 0, string.Join(' ', arguments) + run.Error);
        }
        Assert.Equal(writes, room.Sandbox.Writes);
        Assert.Equal("runs\n1\n", (await room.RunAsync("query", "select count(*) as runs from runs@koppel", "--format", "csv")).Output);
    }

    [Fact]
    public async Task A_connection_that_is_read_only_refuses_each_write_to_it_and_others_do_not()
    {
        await using var room = await DoorRoom.OpenAsync();
        var connect = new[] { "--connect", room.Sandbox.Connect + ";access=read-only", "--connect", "two" + room.Sandbox.Connect[2..] };
        foreach (var statement in new[]
        {
            Load, "update contacts@ac set phone = '1' where id = 1", "delete from tags@ac where id = 1",
            "synchronize (select 'x' as tag) to tags@ac with insert identified by tag",
            "merge into contacts@ac using (select 'x@example.com' as email) s on contacts.email = s.email when not matched then insert "
                + "(email) values (s.email)",
        })
        {
            var run = await room.RunAsync(["query", statement, .. connect]);
            Assert.Equal(1, run.ExitCode);
            Assert.Contains(
                "the connection ac is read-only (access = \"read-only\" in its configuration). koppel explain and --dry-run show",
                run.Error, StringComparison.Ordinal);
        }
        Assert.Equal(0, (await room.RunAsync(["explain", Load, .. connect])).ExitCode);
        Assert.Equal(1, (await room.RunAsync(["query", "set access@ac = 'read-write'", .. connect])).ExitCode);
        Assert.Equal(0, room.Sandbox.Writes);
        Assert.Equal(0, (await room.RunAsync(["query", "insert into tags@two (tag) values ('x')", .. connect])).ExitCode);
        Assert.Equal(1, room.Sandbox.Writes);
    }

    [Theory]
    [InlineData("csv")]
    [InlineData("parquet")]
    [InlineData("xlsx")]
    [InlineData("json")]
    public async Task The_file_that_is_named_at_the_command_line_is_written_in_a_closed_session(string format)
    {
        await using var room = await DoorRoom.OpenAsync();
        var run = await room.RunAsync("query", "select s.id, o.name from Sheet1@crm s join \"orders.csv\"@shop o on o.id = s.id", "--files",
            "none", "--read-only", "--output", $"private/rows.{format}");
        Assert.True(run.ExitCode == 0, run.Error);
        Assert.NotEqual(0, new FileInfo(Path.Combine(room.Folder, "private", $"rows.{format}")).Length);
    }

    [Fact]
    public async Task Files_that_are_not_clean_packed_or_behind_a_link_are_read_as_tables_in_every_session()
    {
        await using var room = await DoorRoom.OpenAsync();
        room.Sandbox.Write("data/dutch.csv", "naam;bedrag\n\"Jan\nvan Dam\";1.234,50\n");
        await File.WriteAllBytesAsync(
            Path.Combine(room.Folder, "data", "old.csv"), Encoding.Latin1.GetBytes("naam\nJosé\n"), TestContext.Current.CancellationToken);
        room.Sandbox.Write("elsewhere/linked.csv", "id\n7\n");
        Needs.Machine(!OperatingSystem.IsWindows(), "Windows lets not everybody make links.");
        File.CreateSymbolicLink(Path.Combine(room.Folder, "data", "linked.csv"), Path.Combine(room.Folder, "elsewhere", "linked.csv"));
        const string Sql = "select (select bedrag from dutch@shop), (select naam from old@shop), (select id from linked@shop), (select "
            + "count(*) from \"orders.parquet\"@shop)";
        var expected = (await room.RunAsync("query", Sql, "--format", "csv")).Output;
        Assert.EndsWith("1234.50,José,7,2\n", expected, StringComparison.Ordinal);

        foreach (var files in new[] { "connections", "none" })
            Assert.Equal(expected, (await room.RunAsync("query", Sql, "--format", "csv", "--files", files)).Output);
        // Behind a link is another place, to whoever names it in SQL.
        Assert.Equal(1, (await room.ProcessAsync("query", "from 'data/linked.csv'", "--files", "connections")).ExitCode);
    }

    [Fact]
    public async Task A_file_that_is_replaced_between_two_statements_is_read_anew_in_a_closed_session()
    {
        await using var room = await DoorRoom.OpenAsync();
        await using var session = room.Open(global::Koppel.Engine.Configuration.SessionFiles.None, isReadOnly: true);
        Assert.Null(
            await DoorRoom.RunAsync(
                session, "select error('not one row') from (select count(*) as n from \"orders.parquet\"@shop) where n <> 2"));
        File.Delete(Path.Combine(room.Folder, "data", "orders.parquet"));
        await using (var open = room.Open(global::Koppel.Engine.Configuration.SessionFiles.All, isReadOnly: false))
            Assert.Null(await DoorRoom.RunAsync(open, room.At("copy (select 1 as id, 'x' as name) to 'data/orders.parquet'")));
        Assert.Null(
            await DoorRoom.RunAsync(
                session, "select error('not three rows') from (select count(*) as n from \"orders.parquet\"@shop) where n <> 1"));
    }

    [Fact]
    public async Task An_extension_that_is_missing_is_told_with_how_to_allow_it_and_nothing_is_fetched()
    {
        foreach (var sql in new[] { "from st_read('a.shp')", "from 'https://example.invalid/a.csv'" })
        {
            var run = await Koppel.RunAsync("query", sql);
            Assert.Equal(1, run.ExitCode);
            Assert.Matches(
                @"Koppel fetches no extension from the network unless a statement says so: "
                + @"write install \w+; load \w+; in front to allow it\.", run.Error);
            Assert.DoesNotContain("autoinstall", run.Error, StringComparison.OrdinalIgnoreCase);
        }
    }

    [Fact]
    public async Task The_sandbox_takes_no_statement_and_a_closed_session_reads_and_plans_against_it()
    {
        await using var room = await DoorRoom.OpenAsync();
        Assert.Equal(2, (await Koppel.RunAsync("sandbox", "from 'private/orders.csv'")).ExitCode);
        var run =
            await room.RunAsync("query", "select count(*) as n from contacts@ac", "--files", "none", "--read-only", "--format", "csv");
        Assert.Equal("n\n5\n", run.Output);
    }
}
