using System.Globalization;
using Koppel.Cli.Faults;
using Koppel.Cli.Output;
using Koppel.Cli.Prompt.History;
using Koppel.Cli.Prompt.Running;
using Koppel.Cli.Scripts;
using Koppel.Cli.Sinks;
using Koppel.Cli.Terminal;

namespace Koppel.Cli.Prompt.Dots;

/// <summary>The dot commands of a prompt.</summary>
/// <param name="screen">The screen.</param>
/// <param name="session">The session.</param>
/// <param name="run">Runs statements and shows rows.</param>
/// <param name="settings">What they change.</param>
/// <param name="history">What was typed before.</param>
sealed class DotCommands(Screen screen, PromptSession session, StatementRun run, PromptSettings settings, PromptHistory history)
{
    const string Stdout = "stdout", On = "on", Off = "off", All = "all", Clear = "clear";
    const int UsualHistory = 20;

    /// <summary>All of them, in the order of the help.</summary>
    public IReadOnlyList<DotCommand> List => field ??= Create();

    /// <summary>.quit was given.</summary>
    public bool HasQuit { get; private set; }

    /// <summary>Runs a line.</summary>
    /// <exception cref="UsageException">There is no such command, or it cannot do that.</exception>
    public Task RunAsync(string line, CancellationToken cancellationToken)
    {
        var parsed = DotLine.Of(line);
        var command = parsed.Command(List);
        return command.Takes.Length == 0 && parsed.Argument.Length > 0
            ? throw new UsageException($"{command.Name} takes nothing behind it. Type it alone.")
            : command.RunAsync(parsed.Argument, cancellationToken);
    }

    DotCommand[] Create() =>
    [
        new(".help", "", "lists these commands", Do(_ => Help())) { Aliases = [@"\?", @"\h"] },
        new(".tables", "[CONNECTION]", "tables of all connections, or of one", TablesAsync)
            { Argument = DotArgument.Connection },
        new(".describe", "TABLE", "columns of a table, such as contacts@ac", DescribeAsync) { Argument = DotArgument.Table },
        new(".connections", "", "the connections",
            (_, _) => run.RunAsync("select connection, type, description from connections@system")),
        new(".mode", "[FORMAT]", "how results are shown, such as line or json", Do(Mode))
            { Argument = DotArgument.Word, Words = [.. OutputFormat.OnScreen] },
        new(".output", $"[FILE|{Stdout}]", "results go to files, or back to the screen",
            Do(Output)) { Argument = DotArgument.File, Words = [Stdout] },
        new(".maxrows", $"[N|{All}]", "how many rows of a table are shown", Do(MaxRows))
            { Argument = DotArgument.Word, Words = [All] },
        new(".pager", $"[{On}|{Off}]", "shows what does not fit in $PAGER or less", Do(Pager))
            { Argument = DotArgument.Word, Words = [On, Off] },
        new(".timer", $"[{On}|{Off}]", "tells how long a query took", Do(Timer)) { Argument = DotArgument.Word, Words = [On, Off] },
        new(".read", "FILE", "runs a script", ReadAsync) { Argument = DotArgument.File, Aliases = [@"\i"] },
        new(".open", "FILE", "another configuration; memory tables are gone", OpenAsync) { Argument = DotArgument.File },
        new(".history", $"[N|{Clear}]", "what was typed; clear forgets it", Do(History))
            { Argument = DotArgument.Word, Words = [Clear] },
        new(".quit", "", "leaves, as Ctrl-D does", Do(_ => HasQuit = true)) { Aliases = [@"\q", ".exit"] },
        new(@"\x", "", "a row as lines, or back to tables", Do(_ => Expand())),
        new(@"\d", "[TABLE]", "as .tables and .describe", (_, _) => Task.CompletedTask) { Argument = DotArgument.Table },
    ];

    static Func<string, CancellationToken, Task> Do(Action<string> act) => (argument, _) =>
    {
        act(argument);
        return Task.CompletedTask;
    };

    void Help()
    {
        screen.Say("SQL ends with a semicolon and may have many lines. Ctrl-C cancels what runs, Ctrl-D leaves.");
        var width = List.Max(c => c.Name.Length + c.Takes.Length) + 1;
        foreach (var command in List)
        {
            var aliases = command.Aliases.Count > 0 ? $" (also {string.Join(", ", command.Aliases)})" : "";
            screen.Say($"  {$"{command.Name} {command.Takes}".PadRight(width)}  {command.Does}{aliases}");
        }
        screen.Say("Keys: Tab completes, Ctrl-R searches the history, Alt-Enter begins a new line, Ctrl-_ undoes.");
    }

    async Task TablesAsync(string connection, CancellationToken cancellationToken)
    {
        var tables = await session.Current.ListTablesAsync(connection.Length > 0 ? connection : null, cancellationToken);
        await run.ShowAsync(TableRows.Of(tables));
        if (tables.Count == 0) screen.Say("There is no table. Name a configuration with .open, or leave and write one with koppel init.");
    }

    async Task DescribeAsync(string table, CancellationToken cancellationToken)
    {
        if (table.Length == 0) throw new UsageException(".describe needs a table, such as .describe contacts@ac.");
        var description = await session.Current.DescribeAsync(table, cancellationToken);
        foreach (var line in TableRows.About(description.Table)) screen.Say(line);
        foreach (var finding in description.Findings) screen.Say(finding);
        await run.ShowAsync(TableRows.Of(description));
    }

    void Mode(string mode)
    {
        if (mode.Length > 0) settings.Mode = OneOf(".mode", mode, OutputFormat.OnScreen);
        screen.Say($"Results are shown as {settings.Mode}.");
    }

    void Expand() => Mode(settings.Mode == OutputFormat.Line ? OutputFormat.Table : OutputFormat.Line);

    void Output(string file)
    {
        if (file.Length > 0)
        {
            var output = file.Equals(Stdout, StringComparison.OrdinalIgnoreCase) ? null : file;
            if (output is not null && OutputFormat.KnownOfFile(output) is null)
                throw new UsageException($".output: the ending of '{file}' does not tell a format. Use one of {OutputFormat.Endings}.");
            (settings.Output, settings.Written) = (output, 0);
        }
        screen.Say(settings.Output is null ? "Results go to the screen." : $"Results go to {settings.Output}.");
    }

    void MaxRows(string count)
    {
        if (count.Equals(All, StringComparison.OrdinalIgnoreCase)) settings.MostRows = long.MaxValue;
        else if (count.Length > 0) settings.MostRows = Number(".maxrows", count, All);
        screen.Say(settings.MostRows == long.MaxValue ? "All rows are shown."
            : string.Create(CultureInfo.InvariantCulture, $"At most {settings.MostRows:N0} rows of a table are shown."));
    }

    void Pager(string onOff)
    {
        if (onOff.Length > 0) settings.Pager = IsOn(".pager", onOff) ? PromptSettings.PagerToUse : null;
        screen.Say(settings.Pager is null ? "Nothing is paged." : $"What does not fit on the screen is shown in {settings.Pager}.");
    }

    void Timer(string onOff)
    {
        if (onOff.Length > 0) settings.HasTimer = IsOn(".timer", onOff);
        screen.Say(settings.HasTimer ? "How long a query took is told." : "How long a query took is not told.");
    }

    async Task ReadAsync(string file, CancellationToken cancellationToken)
    {
        if (file.Length == 0 || file == ScriptText.Stdin)
            throw new UsageException(".read needs the path of a script, such as .read load.sql.");
        await run.RunAsync(await ScriptText.OfFileAsync(file, screen, cancellationToken), file);
    }

    async Task OpenAsync(string file, CancellationToken cancellationToken)
    {
        if (file.Length == 0) throw new UsageException(".open needs the path of a configuration, such as .open koppel.toml.");
        if (!File.Exists(screen.PathOf(file)))
            throw new UsageException($".open: there is no file '{file}'. Give the path of a koppel.toml.");
        await session.OpenAsync(file);
        var names = session.Current.Connections.Select(c => c.Name).ToList();
        screen.Say(names.Count == 0 ? $"{file} is open. It has no connection." : $"{file} is open: {string.Join(", ", names)}.");
    }

    void History(string count)
    {
        if (count.Equals(Clear, StringComparison.OrdinalIgnoreCase))
        {
            history.Clear();
            screen.Say("The history is empty.");
            return;
        }
        var most = count.Length == 0 ? UsualHistory : (int)Math.Min(int.MaxValue, Number(".history", count, Clear));
        foreach (var entry in history.Entries.TakeLast(most))
            foreach (var line in entry.Split('\n')) screen.SayWhole(line);
    }

    static bool IsOn(string command, string word) => OneOf(command, word, [On, Off]) == On;

    static string OneOf(string command, string word, IReadOnlyList<string> words) =>
        words.FirstOrDefault(w => w.Equals(word, StringComparison.OrdinalIgnoreCase))
            ?? throw new UsageException($"{command}: '{word}' is none of {string.Join(", ", words)}.");

    static long Number(string command, string text, string word) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 ? number
            : throw new UsageException($"{command}: '{text}' is neither a number from 1 nor {word}.");
}
