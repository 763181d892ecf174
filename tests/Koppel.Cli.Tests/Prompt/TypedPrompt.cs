using System.Text.RegularExpressions;
using Koppel.Cli.Faults;
using Koppel.Cli.Prompt;
using Koppel.Cli.Prompt.Dots;
using Koppel.Cli.Prompt.Editing;
using Koppel.Cli.Prompt.History;
using Koppel.Cli.Prompt.Running;
using Koppel.Cli.Terminal;
using Koppel.Engine.Configuration;
using Koppel.Engine.Hosting;
using Koppel.Output;
using SecretWords = Koppel.Engine.History.SecretWords;

namespace Koppel.Cli.Tests.Prompt;

/// <summary>A prompt at which lines are typed, without a terminal.</summary>
sealed partial class TypedPrompt : IDisposable
{
    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("koppel-prompt");

    /// <summary>The folder in which it runs.</summary>
    public string Folder => _folder.FullName;

    /// <summary>The pager of a terminal on which results are shown; null where there is no terminal.</summary>
    public string? Pager { get; init; }

    /// <summary>Types lines, and gives the data and the talk; of what is drawn while one is typed, nothing.</summary>
    public async Task<(string Out, string Talk)> TypeAsync(params string[] lines)
    {
        using var output = new MemoryStream();
        await using var error = new StringWriter { NewLine = "\n" };
        var screen = new Screen(output, TextWriter.Synchronized(error)) { Folder = Folder, OutputIsTerminal = Pager is not null };
        await using var session = new PromptSession(_ => Session.Open(new EngineOptions { Connectors = [], BaseFolder = Folder }));
        session.Open();
        var history = new PromptHistory(null, () => new SecretWords([], []), screen.Say);
        var settings = new PromptSettings { Pager = Pager };
        var run = new StatementRun(screen, session, settings);
        var dots = new DotCommands(screen, session, run, settings, history);
        using var editor = new LineEditor(history, PromptText.IsComplete, new FakeCompletion());
        var keys = new FakeKeys([.. lines.Select(l => l + "\r")]);
        var reader = new LineReader(screen, keys, editor, new FrameLayout("koppel> ", "   ...> "));
        Assert.Equal(ExitCode.Done, await new PromptLoop(screen, reader, dots, run, history).RunAsync());
        return (TextEncoding.Utf8.GetString(output.ToArray()), Drawn().Replace(error.ToString(), ""));
    }

    public void Dispose() => _folder.Delete(recursive: true);

    [GeneratedRegex("(\e\\[\\d+A)?\r(koppel|   \\.\\.\\.)> .*?\e\\[J(\e\\[\\d+A)?\r(\e\\[\\d+C)?(\r\n)?", RegexOptions.Singleline)]
    private static partial Regex Drawn();
}
