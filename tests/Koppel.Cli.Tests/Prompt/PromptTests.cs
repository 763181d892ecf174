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
