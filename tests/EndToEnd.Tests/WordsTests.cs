using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Koppel.EndToEnd.Tests;

/// <summary>What a person reads, on terminals of several widths and in pipes.</summary>
public sealed partial class WordsTests
{
    [Theory]
    [InlineData(60)]
    [InlineData(80)]
    [InlineData(140)]
    public async Task On_a_terminal_no_line_breaks_in_a_word(int width)
    {
        Needs.Installed(File.Exists("/usr/bin/script"), "The pseudo-terminal is made by script, which is not here.");
        await using var sandbox = await Sandbox.StartAsync(contacts: 30);
        sandbox.Write("load.sql",
            "insert into ContactTagsByEmail@ac (email, tag) select email, 'A new tag' from contacts@ac where email is not null union all "
            + "select 'no address', 'A new tag'");
        IReadOnlyList<string> plan = [];
        foreach (var command in new[] { "explain \"$(cat load.sql)\"", "query \"$(cat load.sql)\"", "query \"select * from contacts\"",
            "runs", "query \"select * from contacts@ac\"" })
        {
            var shown = await OnTerminalAsync(sandbox, width, command);
            Assert.NotEmpty(shown);
            if (command.StartsWith("explain", StringComparison.Ordinal)) plan = shown;
            Assert.All(shown, line => Assert.True(line.Length <= width, $"{command}: {line.Length} > {width}: {line}"));
            Assert.DoesNotContain(shown, line => line.Contains('␉', StringComparison.Ordinal));
        }
        Assert.Contains(plan, line => line.StartsWith("  rows      31 rows read", StringComparison.Ordinal));
        Assert.All(
            plan.Where(
                l => l.Length > 0 && !l.StartsWith("scan", StringComparison.Ordinal) && !l.StartsWith("load", StringComparison.Ordinal)),
            line => Assert.Matches(width < 80 ? "^(  [a-z]+ +| {12})\\S" : "^(  [a-z]+ +| {12})", line));
    }

    [Fact]
    public async Task A_table_or_a_file_that_is_made_is_told_in_a_pipe_and_not_when_it_is_to_be_quiet()
    {
        await using var sandbox = await Sandbox.StartAsync(contacts: 1);
        const string sql = "create table x@memory as select 1 as a union all select 2; copy (from x@memory) to 'out.csv'";
        var told = await sandbox.RunAsync("query", sql);
        Assert.Equal((0, "", "table x@memory: 2 rows\n2 rows copied\n"), (told.ExitCode, told.Output, told.Error));
        Assert.Equal((0, "", ""),
            (await sandbox.RunAsync("query", sql, "--quiet")) is var quiet ? (quiet.ExitCode, quiet.Output, quiet.Error) : default);
        var load = await sandbox.RunAsync("query", "insert into tags@ac (tag) select 'Nightly'", "--quiet");
        Assert.Equal((0, ""), (load.ExitCode, load.Error));
        var rejected = await sandbox.RunAsync("query",
            "insert into ContactTagsByEmail@ac (email, tag) select email, 'Weekly' from contacts@ac union all select 'no address', "
            + "'Weekly'", "--quiet");
        Assert.Equal(3, rejected.ExitCode);
        Assert.Contains("1 rejected", rejected.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_update_that_finds_nothing_for_its_case_says_so()
    {
        await using var sandbox = await Sandbox.StartAsync(contacts: 5);
        var email =
            (await sandbox.RunAsync("query", "select email from contacts@ac where id = 2", "--format", "csv")).Output.Split('\n')[1];
        var run = await sandbox.RunAsync("query", $"update contacts@ac set phone = '1' where email = '{email.ToUpperInvariant()}'");
        Assert.Contains(
            $"note      contacts@ac gave 1 row for email = '{email.ToUpperInvariant()}', and the condition left it out: upper and lower "
                + $"case differ in a condition.", run.Error, StringComparison.Ordinal);
        var found = await sandbox.RunAsync("query", $"update contacts@ac set phone = '1' where email = '{email}'");
        Assert.DoesNotContain("upper and lower case", found.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("delete from contacts@ac where email = '{0}'",
        "contacts@ac gave 1 row for email = '{0}', and the condition left it out: upper and lower case differ in a condition.")]
    [InlineData("delete from ContactTagsByEmail@ac where email = '{0}'", "for email = '{0}', and the condition left ")]
    [InlineData("update contacts@ac c set phone = '1' from s@memory s where c.email = s.email",
        "1 of 1 row of s@inmemorystorage has no partner in contacts@ac by email; it would if case and spaces did not count")]
    [InlineData("merge into contacts@ac c using (select '{0}' as email, '1' as phone) s on c.email = s.email when matched then update set "
        + "phone = s.phone",
        "1 row of the source finds no row of contacts@ac by email, and would if upper and lower case and blanks around it did not count: "
            + "a condition tells them apart. Write lower(trim(…)) on both sides of c.email when they are the same")]
    [InlineData("merge into contacts@ac using (select '{0}' as email, '1' as phone) s using (email) when matched then delete when not "
        + "matched then insert (email, phone) values (s.email, s.phone)",
        "1 row of the source finds no row of contacts@ac by email,")]
    [InlineData("sync (select '{1}' as firstName, '1' as phone) to contacts@ac with update identified by firstName",
        "1 row of the source finds no row of contacts@ac by firstName, and would if upper and lower case and blanks around it did not "
            + "count: contacts@ac tells them apart.")]
    public async Task A_statement_that_misses_rows_for_their_case_says_so(string sql, string note)
    {
        await using var sandbox = await Sandbox.StartAsync(contacts: 5);
        var contact = (await sandbox.RunAsync("query", "select upper(email), upper(firstName) from contacts@ac where id = 2", "--format",
            "csv")).Output.Split('\n')[1].Split(',');
        string Meant(string text) =>
            text.Replace("{0}", contact[0], StringComparison.Ordinal).Replace("{1}", contact[1], StringComparison.Ordinal);
        var plan = await sandbox.RunAsync("query", $"create table s@memory as select '{contact[0]}' as email; {Meant(sql)}", "--dry-run");
        Assert.True(plan.ExitCode == 0, plan.Error);
        Assert.Contains(Meant(note), plan.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("sync (select upper(email) as email, '1' as phone from contacts@ac where id = 2) to contacts@ac with insert or update "
        + "identified by email")]
    [InlineData("sync (select upper(tag) as tag, 'contact' as tagType, 'x' as description from tags@ac where id = 1) to tags@ac with "
        + "insert or update identified by tag, tagType")]
    [InlineData("merge into contacts@ac c using (select upper(email) as email, '1' as phone from contacts@ac where id = 2) s on "
        + "lower(c.email) = lower(s.email) when matched then update set phone = s.phone when not matched then insert (email) values "
        + "(s.email)")]
    public async Task Where_case_does_not_count_the_row_that_is_there_is_changed_and_nothing_is_said(string sql)
    {
        await using var sandbox = await Sandbox.StartAsync(contacts: 5);
        var plan = await sandbox.RunAsync("explain", sql);
        Assert.True(plan.ExitCode == 0, plan.Error);
        Assert.Contains("changes   insert 0, update 1", plan.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("case", plan.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("America/New_York")]
    [InlineData("Asia/Tokyo")]
    public async Task What_TZ_says_changes_no_answer(string zone)
    {
        await using var sandbox = await Sandbox.StartAsync(contacts: 20);
        const string sql = "select count(*) filter (where cdate < '2026-01-01') as n, min(cdate) as first, max(cdate)::date as day, "
            + "timestamptz '2026-01-01' as t from contacts@ac";
        string[] arguments = ["query", sql, "--format", "csv", "--connect", sandbox.Connect];
        var here = await Koppel.ProcessAsync(sandbox.Folder, arguments, new Dictionary<string, string> { ["TZ"] = "UTC" });
        var there = await Koppel.ProcessAsync(sandbox.Folder, arguments, new Dictionary<string, string> { ["TZ"] = zone });
        Assert.Equal(here.Output, there.Output);
        Assert.EndsWith("2026-01-01 00:00:00+00:00\n", there.Output, StringComparison.Ordinal);
    }

    /// <summary>What the program shows on a terminal of a width, without what wipes its progress out.</summary>
    static async Task<IReadOnlyList<string>> OnTerminalAsync(Sandbox sandbox, int width, string command)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "koppel.dll");
        var script = $"stty cols {width} rows 50; dotnet '{program}' {command} --connect '{sandbox.Connect}'";
        var start = new ProcessStartInfo("/usr/bin/script", ["-qec", script, "/dev/null"]) { RedirectStandardOutput = true,
            RedirectStandardInput = true, WorkingDirectory = sandbox.Folder };
        start.Environment["NO_COLOR"] = "1";
        start.Environment["SHELL"] = "/bin/bash";
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return [.. output.ReplaceLineEndings("\n").Split('\n').Select(line => Wiped().Replace(line, "")).Where(line => line.Length > 0)];
    }

    [GeneratedRegex("^.*\r?\x1b\\[K|\r|\x1b\\[[?0-9;]*[mhl]|\x1b[=>]")]
    private static partial Regex Wiped();
}
