using static Koppel.EndToEnd.Tests.Undoing;

namespace Koppel.EndToEnd.Tests;

/// <summary>A run is taken back by processes that are killed.</summary>
public sealed class UndoKillTests
{
    [Theory, InlineData(1), InlineData(2)]
    public async Task One_that_is_killed_again_and_again_and_meets_faults_ends_as_if_nothing_had_been(int seed)
    {
        var random = new Random(seed);
        await using var sandbox = await Sandbox.StartAsync(contacts: 1_000, timeScale: 200);
        var before = await sandbox.ContentsAsync();
        await LoadAsync(sandbox,
            "insert into ContactTagsByEmail@ac select email, 'Brand new' from contacts@ac; update contacts@ac set phone = '1' where id <= "
            + "200");
        await sandbox.SetFaultsAsync("500-after:0.03", "cut:0.03", "503:0.02");

        string[] arguments = ["undo", "1", "--yes"];
        var kills = 0;
        for (var finished = false; !finished;)
        {
            using var process = Koppel.Start(sandbox.Folder, [.. arguments, "--connect", sandbox.Connect]);
            var told = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
            var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            using var patience = new CancellationTokenSource(TimeSpan.FromMilliseconds(kills < 4 ? random.Next(900, 2_500) : 120_000));
            try
            {
                await process.WaitForExitAsync(patience.Token);
                finished = process.ExitCode == 0;
                if (!finished) Assert.Fail(await told);
            }
            catch (OperationCanceledException)
            {
                process.Kill();
                await process.WaitForExitAsync(TestContext.Current.CancellationToken);
                kills++;
            }
            await Task.WhenAll(told, output);
            // One that is killed behind its last step is done.
            var left = (await ReadAsync(sandbox, "select run, status from runs@koppel where run > 1")).Split(
                '\n', StringSplitOptions.RemoveEmptyEntries);
            if (left is [_, "2,completed"]) finished = true;
            else if (left is [_, "2,interrupted"]) arguments = ["resume", "2"];
        }
        await sandbox.SetFaultsAsync();
        Assert.Equal(before, await sandbox.ContentsAsync());
    }
}
