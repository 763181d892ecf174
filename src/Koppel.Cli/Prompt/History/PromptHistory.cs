using Koppel.Cli.Prompt.Editing;
using SecretWords = Koppel.Engine.History.SecretWords;

namespace Koppel.Cli.Prompt.History;

/// <summary>What was typed at prompts before, in this one and in those before it, without secrets.</summary>
/// <param name="file">Where it is kept; null for nowhere.</param>
/// <param name="secrets">Tells what is not kept; it changes with the configuration that is open.</param>
/// <param name="say">Gets a sentence when something of it cannot be kept.</param>
sealed class PromptHistory(HistoryFile? file, Func<SecretWords> secrets, Action<string> say) : ILineMemory
{
    readonly List<string> _entries = Earlier(file, say);
    HistoryFile? _file = file;

    /// <inheritdoc/>
    public IReadOnlyList<string> Entries => _entries;

    /// <summary>Adds what was typed, unless it may hold a secret, or is what was typed before it.</summary>
    public void Add(string text)
    {
        var entry = text.Trim();
        if (entry.Length == 0 || (_entries.Count > 0 && _entries[^1] == entry)) return;
        if (secrets().AreIn(entry))
        {
            say("This is not kept in the history: it may hold a secret.");
            return;
        }
        _entries.Add(entry);
        if (entry.Length > HistoryFile.LongestEntry) return;
        Try(() => _file?.Add(entry));
    }

    /// <summary>Forgets everything, in the file too.</summary>
    public void Clear()
    {
        _entries.Clear();
        Try(() => _file?.Clear());
    }

    void Try(Action write)
    {
        try
        {
            write();
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            _file = null;
            say($"The history is not kept any more beyond this prompt: {fault.Message.TrimEnd('.')}.");
        }
    }

    static List<string> Earlier(HistoryFile? file, Action<string> say)
    {
        try
        {
            return [.. file?.Read() ?? []];
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            say($"The history of earlier prompts cannot be read: {fault.Message.TrimEnd('.')}.");
            return [];
        }
    }
}
