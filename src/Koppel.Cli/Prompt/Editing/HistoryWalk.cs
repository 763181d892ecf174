namespace Koppel.Cli.Prompt.Editing;

/// <summary>The way up and down through what was typed before, from the text that is being typed and back to it.</summary>
/// <param name="entries">What was typed before, the oldest first.</param>
sealed class HistoryWalk(IReadOnlyList<string> entries)
{
    // What was changed on the way stays changed until the line is done.
    readonly Dictionary<int, string> _changed = [];
    int _at = entries.Count;

    /// <summary>An older or a newer text; null when there is none.</summary>
    /// <param name="step">-1 for an older one, 1 for a newer one.</param>
    /// <param name="current">The text as it is.</param>
    public string? Go(int step, string current)
    {
        if (_at + step < 0 || _at + step > entries.Count) return null;
        _changed[_at] = current;
        _at += step;
        return _changed.TryGetValue(_at, out var changed) ? changed : _at < entries.Count ? entries[_at] : "";
    }
}
