namespace Koppel.Cli.Tests.Prompt;

/// <summary>The prompt from keys to output.</summary>
public sealed class PromptTests : IDisposable
{
    readonly TypedPrompt _prompt = new();

    public void Dispose() => _prompt.Dispose();

    async Task<string> OutOfAsync(params string[] lines) => (await _prompt.TypeAsync(lines)).Out;

    async Task<string> TalkOfAsync(params string[] lines) => (await _prompt.TypeAsync(lines)).Talk;

    [Fact]
    public async Task All_statements_run_in_one_session_whose_memory_tables_live_on() => Assert.Equal("n\n-\n2\n", await OutOfAsync(
        "create table x@inmemorystorage as select 1 as n;", "insert into x@inmemorystorage select 2;", "select max(n) as n",
        "from x@inmemorystorage;"));

    [Fact]
    public async Task A_fault_tells_line_and_column_of_what_was_typed_and_the_prompt_goes_on()
    {
        var (output, talk) = await _prompt.TypeAsync("select 1,", "  nothing_like_it;", "select 3 as c;");
        Assert.Contains("line 2, column 3: ", talk, StringComparison.Ordinal);
        Assert.Contains("\n    nothing_like_it;\n    ^^^^^^^^^^^^^^^\n", talk, StringComparison.Ordinal);
        Assert.Equal("c\n-\n3\n", output);
    }

    [Theory]
    [InlineData("-- row 1 --\n a | 1\nbc | null\n", ".mode line")]
    [InlineData("-- row 1 --\n a | 1\nbc | null\n", @"\x")]
    [InlineData("a    bc\n-  ----\n1  null\n", @"\x", @"\x")]
    [InlineData("a,bc\n1,\n", ".mode CSV;")]
    [InlineData("[\n{\"a\":1,\"bc\":null}\n]\n", ".mode json")]
    public async Task The_mode_says_how_rows_are_shown(string expected, params string[] lines) =>
        Assert.Equal(expected, await OutOfAsync([.. lines, "select 1 as a, null as bc;"]));

    [Theory]
    [InlineData("There is no command .tabels. Did you mean .tables? .help lists all of them.", ".tabels")]
    [InlineData(@"There is no command \foo. .help lists all of them.", @"\foo")]
    [InlineData(".mode: 'xml' is none of table, line, csv, tsv, json, jsonl, markdown.", ".mode xml")]
    [InlineData(".timer: 'maybe' is none of on, off.", ".timer maybe")]
    [InlineData(".maxrows: 'many' is neither a number from 1 nor all.", ".maxrows many")]
    [InlineData(".output: the ending of 'rows.pdf' does not tell a format.", ".output rows.pdf")]
    [InlineData("There is no file 'no.sql'. Give the path of a script.", ".read no.sql")]
    [InlineData(".open: there is no file 'no.toml'. Give the path of a koppel.toml.", ".open no.toml")]
    [InlineData(".describe needs a table, such as .describe contacts@ac.", ".describe")]
    [InlineData("'x' is no table of a connection. Write it as contacts@ac.", @"\d x")]
    [InlineData(".quit takes nothing behind it. Type it alone.", ".quit now")]
    public async Task What_a_dot_command_cannot_do_is_a_sentence(string sentence, string line) =>
        Assert.Contains(sentence, await TalkOfAsync(line), StringComparison.Ordinal);

    [Fact]
    public async Task Results_go_to_files_each_to_one_of_its_own_until_the_screen_is_named()
    {
        var output = await OutOfAsync(".output rows.csv", "select 1 as a;", "create table x@inmemorystorage as select 1 as n;",
            "select 2 as b;", ".output stdout", "select 3 as c;");
        Assert.Equal("c\n-\n3\n", output);
        Assert.Equal("a\n1\n",
            await File.ReadAllTextAsync(Path.Combine(_prompt.Folder, "rows.csv"), TestContext.Current.CancellationToken));
        Assert.Equal("b\n2\n",
            await File.ReadAllTextAsync(Path.Combine(_prompt.Folder, "rows-2.csv"), TestContext.Current.CancellationToken));
        Assert.Equal(2, Directory.GetFiles(_prompt.Folder).Length);
    }

    [Fact]
    public async Task A_file_that_was_written_is_never_written_over_however_many_results_one_line_gives()
    {
        await OutOfAsync(".output r.csv", "select 1 as a; select 2 as a;", "select 3 as a; select 4 as a;", "select 5 as a;");
        Assert.Equal(["r.csv: 1", "r-2.csv: 2", "r-3.csv: 3", "r-4.csv: 4", "r-5.csv: 5"],
            Directory.GetFiles(_prompt.Folder).Select(f => $"{Path.GetFileName(f)}: {File.ReadAllLines(f)[1]}").OrderBy(l => l[^1]));
    }

    [Fact]
    public async Task Closing_the_pager_ends_the_result_and_not_the_statements_behind_it()
    {
        Needs.Machine(!OperatingSystem.IsWindows(), "The pager is a command of sh.");
        using var prompt = new TypedPrompt { Pager = "true" };
        var (output, talk) = await prompt.TypeAsync("select * from range(200000); create table x@inmemorystorage as select 7 as n;",
            ".pager off", "select n from x@inmemorystorage;");
        Assert.Contains("7", output, StringComparison.Ordinal);
        Assert.DoesNotContain("There is no table", talk, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("select 1; -- first; then second", true)]
    [InlineData("select 1; /* first; then second */", true)]
    [InlineData("select 1;\n-- first; then second", true)]
    [InlineData("select 1;\n/* first;\n then; second */", true)]
    [InlineData("select 1; select 2 -- first; then second", false)]
    [InlineData("select ';' -- a", false)]
    [InlineData("select 1; /* first; then", false)]
    public void Enter_ends_a_text_whose_last_statement_is_finished_whatever_its_comments_hold(string text, bool isComplete) =>
        Assert.Equal(isComplete, Koppel.Cli.Prompt.PromptText.IsComplete(text));

    [Fact]
    public async Task A_script_is_run_in_the_session_and_its_faults_name_the_file()
    {
        var script = Path.Combine(_prompt.Folder, "a script.sql");
        await File.WriteAllTextAsync(script, "create table y@inmemorystorage as select 7 as n;\nselect wrong;", CancellationToken.None);
        var (output, talk) = await _prompt.TypeAsync(".read 'a script.sql'", "select n from y@inmemorystorage;");
        Assert.Contains("a script.sql:2:8: ", talk, StringComparison.Ordinal);
        Assert.Equal("n\n-\n7\n", output);
    }

    [Fact]
    public async Task The_history_is_shown_and_can_be_forgotten()
    {
        Assert.Contains("select 1;\nselect\n 2;\n.history 3\n", await TalkOfAsync("select 0;", "select 1;", "select\r 2;", ".history 3"),
            StringComparison.Ordinal);
        Assert.EndsWith("The history is empty.\n.history 5\n", await TalkOfAsync("select 1;", ".history clear", ".history 5"),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Quit_leaves_and_nothing_behind_it_runs()
    {
        Assert.Equal("", await OutOfAsync(".quit", "select 1 as a;"));
        Assert.Equal("", await OutOfAsync(@"\q", "select 1 as a;"));
    }

    [Fact]
    public async Task Help_names_every_command()
    {
        var help = await TalkOfAsync(".help");
        string[] commands = [".tables", ".describe", ".connections", ".mode", ".output", ".maxrows", ".pager", ".timer", ".read", ".open",
            ".history", ".quit", @"\x", @"\d", @"\q", @"\?"];
        Assert.All(commands, command => Assert.Contains(command, help, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Connections_and_tables_are_listed()
    {
        var (output, talk) = await _prompt.TypeAsync(".connections", ".tables");
        Assert.StartsWith("connection", output, StringComparison.Ordinal);
        Assert.Contains("inmemorystorage  session", output, StringComparison.Ordinal);
        Assert.Contains("There is no table.", talk, StringComparison.Ordinal);
    }
}
