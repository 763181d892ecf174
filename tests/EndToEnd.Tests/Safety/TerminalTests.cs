using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;

namespace Koppel.EndToEnd.Tests.Safety;

/// <summary>What a person types, and what is told where no person looks.</summary>
public sealed partial class TerminalTests
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
        terminal.Type(early);
        using var process = terminal.Start(sandbox.Folder, "query", Load, "--connect", sandbox.Connect + ";confirm_above=2");

        await terminal.UntilAsync("[y/N] ");
        await terminal.UntilAsync("was not confirmed. Nothing was sent.", keys: "\n"); // With a y before it, it would be a yes.
        await Terminal.EndAsync(process);

        Assert.Equal((130, 0), (process.ExitCode, sandbox.Writes));
    }

    [Fact]
    public async Task Keys_typed_behind_it_are()
    {
        await using var sandbox = await Sandbox.StartAsync();
        using var terminal = Terminal.Open();
        using var process = terminal.Start(sandbox.Folder, "query", Load, "--connect", sandbox.Connect + ";confirm_above=2");

        await terminal.UntilAsync("[y/N] ");
        await terminal.UntilAsync("3 rows read = 3 changed", keys: "y\n"); // The plan before it says "to change".
        await Terminal.EndAsync(process);

        Assert.Equal(0, process.ExitCode);
    }

    [Fact]
    public async Task The_sandbox_tells_its_address_once_at_a_terminal_and_once_more_in_the_command_to_try()
    {
        using var terminal = Terminal.Open();
        using var process = terminal.StartWhole(Path.GetTempPath(), "sandbox", "--seed", "5");
        await terminal.UntilAsync("Ctrl-C ends it.");
        using var kill = Process.Start("kill", ["-INT", process.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
        await Terminal.EndAsync(process);

        Assert.Equal(0, process.ExitCode);
        var shown = Escapes().Replace(terminal.Seen(), "");
        var url = Regex.Match(shown, @"The sandbox serves at (http://127\.0\.0\.1:\d+/), in a browser").Groups[1].Value;
        Assert.NotEqual("", url);
        Assert.Contains($";url={url};token=", shown.Replace("\r\n", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Equal(2, Regex.Count(shown, Regex.Escape(url)));
        Assert.Equal(2, Regex.Count(shown, "127\\.0\\.0\\.1"));
        Assert.DoesNotContain("{\"url\"", shown, StringComparison.Ordinal); // The line for programs, which a pipe gets.
    }

    [GeneratedRegex("\x1b\\[[?0-9;]*[a-zA-Z]|\x1b[=>]")]
    private static partial Regex Escapes();

    [Fact]
    public async Task A_long_wait_is_told_also_where_stderr_is_no_terminal()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        await using var server = builder.Build();
        server.Urls.Add("http://127.0.0.1:0");
        server.Run(context =>
        {
            (context.Response.StatusCode, context.Response.Headers.RetryAfter) = (429, "86400");
            return Task.CompletedTask;
        });
        await server.StartAsync(TestContext.Current.CancellationToken);
        using var process = Koppel.Start(Path.GetTempPath(),
            ["query", "select count(*) from contacts@ac", "--connect", $"ac=activecampaign;url={server.Urls.First()};token=x"]);
        try
        {
            var line = await process.StandardError.ReadLineAsync(TestContext.Current.CancellationToken);
            Assert.Matches(@"^Waiting 5 min \d+ s for ac: it answered 429, too many calls \(GET /api/3/contacts\)\.$", line);
        }
        finally
        {
            process.Kill();
        }
    }
}
