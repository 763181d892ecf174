namespace Koppel.EndToEnd.Tests.Safety;

/// <summary>What a person types, and what is told where no person looks.</summary>
public sealed class TerminalTests
{
    const string Load = "insert into ContactTagsByEmail@ac select email, 'Test' from contacts@ac where id <= 3";

    [Theory]
    [InlineData("y\n")]
    [InlineData("y\ny\nyes\n")]
    [InlineData("y")]
    public async Task Keys_typed_before_a_question_are_not_its_answer(string early)
    {
        await using var sandbox = await Sandbox.StartAsync();
        using var terminal = Terminal.Open();
        using var held = new FileStream(terminal.Slave, FileMode.Open, FileAccess.ReadWrite); // So that it stays, with what is typed.
        terminal.Type(early);
        using var process = terminal.Start(sandbox.Folder, "query", Load, "--connect", sandbox.Connect + ";confirm_above=2");

        await terminal.UntilAsync("[y/N] ");
        terminal.Type("\n"); // With a y before it, it would be a yes.
        await terminal.UntilAsync("was not confirmed. Nothing was sent.");
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Equal((130, 0), (process.ExitCode, sandbox.Writes));
    }

    [Fact]
    public async Task Keys_typed_behind_it_are()
    {
        await using var sandbox = await Sandbox.StartAsync();
        using var terminal = Terminal.Open();
        using var held = new FileStream(terminal.Slave, FileMode.Open, FileAccess.ReadWrite);
        using var process = terminal.Start(sandbox.Folder, "query", Load, "--connect", sandbox.Connect + ";confirm_above=2");

        await terminal.UntilAsync("[y/N] ");
        terminal.Type("y\n");
        await terminal.UntilAsync("3 rows read = 3 ");
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Equal(0, process.ExitCode);
    }

    [Fact]
    public async Task A_long_wait_is_told_also_where_stderr_is_no_terminal()
    {
        // The sandbox's clock runs as ours: what it asks for is as long here.
        await using var sandbox = await Sandbox.StartAsync(contacts: 5, timeScale: 1, "429@1:GET /api/3/contacts");
        using var process = Koppel.Start(sandbox.Folder, ["query", "select count(*) from contacts@ac", "--connect", sandbox.Connect]);
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var error = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await output;
        Assert.Matches(@"^Waiting \d+ s for ac: it answered 429, too many calls \(GET /api/3/contacts\)\.\n", error);
    }
}
