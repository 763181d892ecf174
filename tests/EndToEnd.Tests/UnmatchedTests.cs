using Koppel.Sandbox;
using MiniExcelLibs;

namespace Koppel.EndToEnd.Tests;

/// <summary>A load tells the rows of a workbook or a file that have no contact or no tag, and the ledger lists them.</summary>
public sealed class UnmatchedTests
{
    static readonly string[] Rows =
    [
        $"{SeedData.EmailOf(1)},VIP", $"{SeedData.EmailOf(2).ToUpperInvariant()},VIP", $"{SeedData.EmailOf(3)} ,Test",
        "nobody@nowhere.example,Test",
        ",Test", $"{SeedData.EmailOf(4)},No such tag", "nobody@nowhere.example,Test", $"{SeedData.EmailOf(5)},test",
    ];

    static string Load(string table, string where = "") => $"""
        insert into ContactTagsByContactId@ac (contact, tag)
        select ctt.id, tag.id from {table} s join contacts@ac ctt on ctt.email = s.email join tags@ac tag on tag.tag = s.tag {where}
        """;

    static async Task<Sandbox> StartAsync(int contacts, int copies = 1)
    {
        var sandbox = await Sandbox.StartAsync(contacts);
        var rows = Enumerable.Repeat(Rows, copies).SelectMany(r => r).ToList();
        sandbox.Write("data/pairs.csv",
            "email,tag\n" + string.Concat(rows.Select(r => $"\"{r.Replace(",", "\",\"", StringComparison.Ordinal)}\"\n")));
        await MiniExcel.SaveAsAsync(Path.Combine(sandbox.Folder, "customers.xlsx"),
            rows.Select(r => r.Split(',')).Select(r => new { email = r[0].Length == 0 ? null : r[0], tag = r[1] }));
        await sandbox.RunAsync("query", "insert into tags@ac (tag) values ('VIP')");
        return sandbox;
    }

    static Task<Koppel> RunAsync(Sandbox sandbox, params string[] arguments) =>
        sandbox.RunAsync([.. arguments, "--connect", "data=files;path=data", "--connect", "crm=excel;path=customers.xlsx"]);

    [Theory]
    [InlineData("Sheet1@crm", 5_000)]
    [InlineData("pairs@data", 5_000)]
    [InlineData("Sheet1@crm", 30)]
    [InlineData("pairs@data", 30)]
    public async Task The_report_counts_them_and_the_ledger_lists_them(string table, int contacts)
    {
        await using var sandbox = await StartAsync(contacts);
        var run = await RunAsync(sandbox, "query", Load(table), "--summary", "json");

        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Equal((1, 1, 0, 0, 0), run.Load());
        Assert.Equal(7, run.Summaries[0].GetProperty("unmatched").GetInt64());
        Assert.Contains(
            $"  unmatched 5 of 8 rows of {table} have no partner in contacts@ac by email; 2 of them would if case and spaces did not "
                + $"count\n", run.Error, StringComparison.Ordinal);
        Assert.Contains(
            $"  unmatched 2 of 8 rows of {table} have no partner in tags@ac by tag; 1 of them would if case and spaces did not count. "
                + $"See: select * from unmatched@koppel where run = 2\n", run.Error, StringComparison.Ordinal);

        var list = await RunAsync(sandbox, "query",
            "select target, key, row, values ->> 'email' as email, values ->> 'tag' as tag, near from unmatched@koppel where run = 2 "
            + "order by target, row", "--format", "csv");
        Assert.Equal($"""
            target,key,row,email,tag,near
            contacts@ac,email,2,{SeedData.EmailOf(2).ToUpperInvariant()},VIP,true
            contacts@ac,email,3,{SeedData.EmailOf(3)} ,Test,true
            contacts@ac,email,4,nobody@nowhere.example,Test,false
            contacts@ac,email,5,,Test,false
            contacts@ac,email,7,nobody@nowhere.example,Test,false
            tags@ac,tag,6,{SeedData.EmailOf(4)},No such tag,false
            tags@ac,tag,8,{SeedData.EmailOf(5)},test,true

            """.ReplaceLineEndings("\n"), list.Output);
        Assert.Equal("unmatched,read\n7,1\n",
            (await RunAsync(sandbox, "query", "select unmatched, read from statements@koppel where run = 2", "--format", "csv")).Output);
    }

    [Fact]
    public async Task A_dry_run_shows_the_first_of_them_and_records_nothing()
    {
        await using var sandbox = await StartAsync(contacts: 30);
        var script = sandbox.Write("load.sql", Load("pairs@data", "where s.tag <> 'Test'"));
        var run = await RunAsync(sandbox, "run", script, "--dry-run");

        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Contains(
            "  unmatched 1 of 4 rows of pairs@data has no partner in contacts@ac by email; it would if case and spaces did not count\n"
            + $"            row 2 ('{SeedData.EmailOf(2).ToUpperInvariant()}')\n", run.Output, StringComparison.Ordinal);
        Assert.Equal("n\n0\n", (await RunAsync(sandbox, "query", "select count(*) as n from unmatched@koppel", "--format", "csv")).Output);
    }

    [Fact]
    public async Task A_load_that_is_gone_on_with_tells_them_still()
    {
        await using var sandbox = await StartAsync(contacts: 30);
        await sandbox.SetFaultsAsync("500-before:1:POST /api/3/import/bulk_import", "500-before:1:POST /api/3/contactTags");
        var first = await RunAsync(sandbox, "query", Load("pairs@data"));
        Assert.Equal(1, first.ExitCode);
        await sandbox.SetFaultsAsync();
        var second = await RunAsync(sandbox, "resume", "2", "--summary", "json");

        Assert.True(second.ExitCode == 0, second.Error);
        Assert.Contains(
            "  unmatched 5 of 8 rows of pairs@data have no partner in contacts@ac by email; 2 of them would if case and spaces did not "
            + "count\n", second.Error, StringComparison.Ordinal);
        Assert.Equal(7, second.Summaries[0].GetProperty("unmatched").GetInt64());
    }
}
