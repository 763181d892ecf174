namespace Koppel.Cli.Prompt.Editing;

/// <summary>Texts as they were before they were changed, the last one on top. What was typed in one go is one change.</summary>
sealed class UndoStack
{
    const int Most = 200;
    const int MostLetters = 8_000_000;

    readonly LinkedList<EditedText> _before = new();
    int _letters;
    bool _wasTyped;

    /// <summary>The text is about to be changed.</summary>
    /// <param name="before">As it is.</param>
    /// <param name="isTyped">By a letter that is typed: it belongs to those that were typed before it.</param>
    public void Push(EditedText before, bool isTyped = false)
    {
        if (!(isTyped && _wasTyped && _before.Count > 0))
        {
            _before.AddLast(before);
            _letters += before.Text.Length;
        }
        _wasTyped = isTyped;
        while (_before.Count > Most || (_letters > MostLetters && _before.Count > 1))
        {
            _letters -= _before.First!.Value.Text.Length;
            _before.RemoveFirst();
        }
    }

    /// <summary>What is typed next is a change of its own.</summary>
    public void Part() => _wasTyped = false;

    /// <summary>The text before the last change; null when there is none.</summary>
    public EditedText? Pop()
    {
        Part();
        if (_before.Last?.Value is not { } last) return null;
        _letters -= last.Text.Length;
        _before.RemoveLast();
        return last;
    }

    /// <summary>A new text begins.</summary>
    public void Clear()
    {
        _before.Clear();
        (_letters, _wasTyped) = (0, false);
    }
}
