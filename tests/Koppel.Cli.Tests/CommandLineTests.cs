using Koppel.Cli.Commands;
using Koppel.Cli.Faults;
using Koppel.Cli.Terminal;
using Koppel.Output;

namespace Koppel.Cli.Tests;

public sealed class CommandLineTests
{
    [Fact]
    public async Task Help_shows_a_first_example()
    {
        var (code, output, error) = await RunAsync("--help");
        Assert.Equal((ExitCode.Done, ""), (code, error));
        Assert.Contains("Examples:\n  koppel\n  koppel demo\n", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_arguments_and_without_a_terminal_statements_are_read_from_stdin()
    {
        using var output = new MemoryStream();
        await using var error = new StringWriter { NewLine = "\n" };
        var screen = new Screen(output, error) { OpenInput = () => new MemoryStream("select 1 as a;\nselect 2 as b"u8.ToArray()) };
        Assert.Equal(ExitCode.Done, await CommandLine.RunAsync([], screen, CancellationToken.None));
        Assert.Equal(("a\n-\n1\n\nb\n-\n2\n", ""), (TextEncoding.Utf8.GetString(output.ToArray()), error.ToString()));
    }

    [Fact]
    public async Task The_help_of_every_command_has_examples_that_can_be_read()
    {
        foreach (var command in CommandLine.Commands(new Capture().Screen))
        {
            var (code, output, _) = await RunAsync(command.Name, "--help");
            Assert.Equal(ExitCode.Done, code);
            Assert.NotEmpty(command.Examples);
            Assert.EndsWith("Examples:\n  " + string.Join("\n  ", command.Examples) + "\n\n", output, StringComparison.Ordinal);
            foreach (var example in command.Examples)
            {
                string[] words = [.. System.CommandLine.Parsing.CommandLineParser.SplitCommandLine(example.Split('<', '>')[0]).Skip(1)];
                Assert.Empty(CommandLine.Create(new Capture().Screen, words).Parse(words).Errors);
            }
        }
    }

    [Theory]
    [InlineData("Unrecognized command or argument 'qurey'.", "qurey", "select 1")]
    [InlineData("Required argument 'SQL' missing", "query")]
    [InlineData("Unrecognized command or argument '--fromat'.", "query", "select 1", "--fromat", "csv")]
    [InlineData("Argument 'yaml' not recognized.", "query", "select 1", "--format", "yaml")]
    [InlineData("--var: 'x' has no name before '='. Write --var name=value.", "query", "select 1", "--var", "x")]
    [InlineData("--var: 'X' is given twice. Keep one.", "query", "select 1", "--var", "x=1", "--var", "X=2")]
    [InlineData("--older-than must be between 0 and 36500.", "purge", "--older-than", "-1")]
    [InlineData("There is no file 'no-such.sql'. Give the path of a script.", "run", "no-such.sql")]
    [InlineData("--config: there is no file 'no-such.toml'.", "query", "select 1", "--config", "no-such.toml")]
    [InlineData("--connect ac: there is no connection type 'activecampain'. Did you mean 'activecampaign'?", "tables", "--connect",
        "ac=activecampain")]
    [InlineData("--output: '", "query", "select 1", "--output", "no-such-folder/a.csv")]
    [InlineData("--port must be from 0 to 65535.", "sandbox", "--port", "70000")]
    [InlineData("--fault: ", "sandbox", "--fault", "no-such-kind")]
    public async Task What_cannot_be_done_is_refused_with_exit_code_2_and_a_sentence(string sentence, params string[] arguments)
    {
        var (code, output, error) = await RunAsync(arguments);
        Assert.Equal((ExitCode.Usage, ""), (code, output));
        Assert.Contains(sentence, error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_workbook_is_not_shown_on_a_terminal()
    {
        var capture = new Capture(terminal: true);
        Assert.Equal(
            ExitCode.Usage, await CommandLine.RunAsync(["query", "select 1", "--format", "xlsx"], capture.Screen, CancellationToken.None));
        Assert.Equal("A workbook cannot be shown on a terminal. Add --output FILE.xlsx.\n", capture.Error);
    }

    [Theory]
    [InlineData("select 1", "explain select 1")]
    [InlineData("  EXPLAIN select 1", "  EXPLAIN select 1")]
    [InlineData("explains", "explain explains")]
    public void Explain_puts_its_word_in_front_once(string sql, string expected) => Assert.Equal(expected, ExplainCommand.Explained(sql));

    [Theory]
    [InlineData("select 1;", false)]
    [InlineData("select 1; select 2", true)]
    public async Task Explain_refuses_a_second_statement_without_running_it(string sql, bool refused)
    {
        var (code, output, error) = await RunAsync("explain", sql);
        Assert.Equal(refused ? ExitCode.Usage : ExitCode.Done, code);
        Assert.Equal(refused, output.Length == 0);
        Assert.Equal(refused ? "explain takes one statement, and more follow it. Explain them one by one.\n" : "", error);
    }

    [Fact]
    public async Task The_version_is_a_number()
    {
        var (code, output, _) = await RunAsync("--version");
        Assert.Equal(ExitCode.Done, code);
        Assert.True(Version.TryParse(output.Trim(), out _), output);
    }

    static async Task<(int Code, string Out, string Error)> RunAsync(params string[] arguments)
    {
        var capture = new Capture();
        var code = await CommandLine.RunAsync(arguments, capture.Screen, CancellationToken.None);
        return (code, capture.Out, capture.Error);
    }
}
