using System.Globalization;
using System.Text.RegularExpressions;

namespace Koppel.EndToEnd.Tests.Guards;

/// <summary>A load that was sending while it read, killed, and gone on with under a limit that was not there when it began.</summary>
public sealed partial class BrokenLoadLimitTests
{
    const string Load = "insert into ContactTagsByEmail@ac (email, tag) select email, 'Test' from contacts@ac";

    [Fact]
    public async Task What_is_planned_and_not_sent_is_held_to_the_limit_and_so_is_the_rest_together_with_it()
    {
        await using var sandbox = await BreakAsync();
        var writes = sandbox.Writes;

        var held = await ResumeAsync(sandbox, "max_changes=1");

        Assert.Equal((1, writes), (held.ExitCode, sandbox.Writes));
        var open = Left(held.Error);
        Assert.Contains("Nothing more was sent. Where it is right, change max_changes of ac and go on with the run: --yes does not "
            + "lift it.", held.Error, StringComparison.Ordinal);

        // As many as wait are let go, and the rest of the load counts with them.
        var together = await ResumeAsync(sandbox, $"max_changes={open}");
        Assert.Equal(1, together.ExitCode);
        Assert.True(Left(together.Error) > open, together.Error);
        Assert.DoesNotContain("Nothing was sent", together.Error, StringComparison.Ordinal);

        var lifted = await ResumeAsync(sandbox, "max_changes=5000");
        Assert.True(lifted.ExitCode is 0 or 3, lifted.Error);
        var all = await sandbox.RunAsync(
            "query", "select sum(read - changed - unchanged - rejected) as n from runs@koppel", "--format", "csv");
        Assert.Equal("n\n0\n", all.Output);
    }

    /// <summary>Kills a load that has sent some of its calls and has not read all of its rows; many calls wait.</summary>
    static async Task<Sandbox> BreakAsync()
    {
        var sandbox = await Sandbox.StartAsync(
            3_000, 50, "slow:1:GET /api/3/contacts", "slow:1:POST /api/3/import/bulk_import");
        using var process = Koppel.Start(sandbox.Folder, ["query", Load, "--connect", sandbox.Connect]);
        var told = Task.WhenAll(process.StandardError.ReadToEndAsync(), process.StandardOutput.ReadToEndAsync());
        while (sandbox.Writes == 0) await Task.Delay(2, TestContext.Current.CancellationToken);
        process.Kill();
        await told;
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        await sandbox.SetFaultsAsync();
        return sandbox;
    }

    static Task<Koppel> ResumeAsync(Sandbox sandbox, string limit) =>
        Koppel.RunInAsync(sandbox.Folder, "resume", "1", "--yes", "--connect", $"{sandbox.Connect};{limit}");

    /// <summary>How many rows a refusal says that are left.</summary>
    static long Left(string error)
    {
        var found = LeftRows().Match(error);
        Assert.True(found.Success, error);
        return long.Parse(found.Groups[1].Value, NumberStyles.AllowThousands, CultureInfo.InvariantCulture);
    }

    [GeneratedRegex(@"What is left of the load would change ([\d,]+) rows? of ContactTagsByEmail@ac, more than the [\d,]+ that ac allows")]
    private static partial Regex LeftRows();
}
