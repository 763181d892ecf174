namespace Koppel.Cli.Prompt.Editing;

/// <summary>A search through what was typed before, from the newest on, letter by letter.</summary>
/// <param name="entries">What was typed before, the oldest first.</param>
/// <param name="before">The text that was there when it began.</param>
sealed class HistorySearch(IReadOnlyList<string> entries, EditedText before)
{
    readonly EditedText _before = before;
    int _at = entries.Count;

    /// <summary>What is looked for.</summary>
    public string Wanted { get; private set; } = "";

    /// <summary>Whether it was found.</summary>
    public bool IsFound { get; private set; } = true;

    /// <summary>What was found, or what was there before; the cursor stands where it was found.</summary>
    public EditedText Found { get; private set; } = before;

    /// <summary>The text that was there when it began.</summary>
    public EditedText Before => _before;

    /// <summary>Something else is looked for.</summary>
    public void Want(string wanted)
    {
        Wanted = wanted;
        if (wanted.Length == 0) (Found, IsFound, _at) = (_before, true, entries.Count);
        else Find(entries.Count, not: null);
    }

    /// <summary>Looks further back.</summary>
    public void Older()
    {
        if (Wanted.Length > 0) Find(_at, not: Found.Text);
    }

    void Find(int before, string? not)
    {
        for (var i = before - 1; i >= 0; i--)
        {
            var place = entries[i].IndexOf(Wanted, StringComparison.OrdinalIgnoreCase);
            if (place < 0 || entries[i] == not) continue;
            (Found, IsFound, _at) = (new EditedText(entries[i], place), true, i);
            return;
        }
        IsFound = false;
    }
}
