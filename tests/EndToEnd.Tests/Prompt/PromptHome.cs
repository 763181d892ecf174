using System.Diagnostics;
using Koppel.EndToEnd.Tests.Safety;

namespace Koppel.EndToEnd.Tests.Prompt;

/// <summary>A prompt on a terminal of its own, with a folder of the user's own.</summary>
sealed class PromptHome : IAsyncDisposable
{
    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("koppel-prompt");
    Process? _process;
    int _typed;

    PromptHome()
    {
        Terminal = Terminal.Open(new Dictionary<string, string>
        {
            ["XDG_DATA_HOME"] = Path.Combine(_folder.FullName, "data"), ["TERM"] = "xterm", ["PAGER"] = "",
        });
    }

    /// <summary>The terminal.</summary>
    public Terminal Terminal { get; }

    /// <summary>The folder in which the prompt runs.</summary>
    public string Folder => _folder.FullName;

    /// <summary>The file of what was typed.</summary>
    public string History => Path.Combine(Folder, "data", "koppel", "history");

    /// <summary>The prompt's process.</summary>
    public Process Process => _process!;

    /// <summary>Starts a prompt and waits until it takes keys.</summary>
    public static async Task<PromptHome> StartAsync(params string[] arguments)
    {
        var home = new PromptHome();
        await home.Terminal.ResizeAsync(24, 80);
        await home.BeginAsync(arguments);
        return home;
    }

    /// <summary>Starts a prompt on the same terminal again.</summary>
    public async Task BeginAsync(params string[] arguments)
    {
        _typed = Terminal.Seen().Length;
        _process = Terminal.StartSession(Folder, arguments);
        await UntilAsync("koppel> ");
    }

    /// <summary>Types keys, and waits until a text stands on the terminal that was not there before.</summary>
    public async Task TypeAsync(string keys, string until)
    {
        _typed = Terminal.Seen().Length;
        Terminal.Type(keys);
        await UntilAsync(until);
    }

    /// <summary>Waits until a text stands on the terminal behind what was last typed.</summary>
    public Task UntilAsync(string text) => Terminal.UntilAsync(text, from: _typed);

    /// <summary>All that was written since something was last typed.</summary>
    public string Since() => Terminal.Seen()[_typed..];

    /// <summary>Leaves the prompt.</summary>
    public async Task LeaveAsync()
    {
        Terminal.Type("\u0004");
        await Terminal.EndAsync(Process);
        Assert.Equal(0, Process.ExitCode);
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is { HasExited: false }) _process.Kill();
        if (_process is not null) await _process.WaitForExitAsync();
        _process?.Dispose();
        Terminal.Dispose();
        _folder.Delete(recursive: true);
    }
}
