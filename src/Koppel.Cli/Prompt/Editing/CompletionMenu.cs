using System.Globalization;
using Koppel.Output;

namespace Koppel.Cli.Prompt.Editing;

/// <summary>What may stand at the cursor, as a list below the text of which one is chosen.</summary>
/// <param name="before">The text before anything was chosen.</param>
/// <param name="completions">What may stand there.</param>
sealed class CompletionMenu(EditedText before, Completions completions)
{
    const int Most = 8;

    int _chosen = -1;

    /// <summary>The text before anything was chosen.</summary>
    public EditedText Before => before;

    /// <summary>The text with what is chosen.</summary>
    public EditedText Chosen =>
        _chosen < 0 ? before : before.Replace(completions.From, completions.To, completions.Items[_chosen].Insert);

    /// <summary>Chooses the next one, or the one before; behind the last comes the first.</summary>
    public void Step(int step) => _chosen = _chosen < 0 && step < 0
        ? completions.Items.Count - 1
        : (_chosen + step + completions.Items.Count) % completions.Items.Count;

    /// <summary>What all of them begin with, if that is more than stands there; otherwise null.</summary>
    public static string? Common(EditedText text, Completions completions)
    {
        var common = completions.Items[0].Insert;
        foreach (var item in completions.Items.Skip(1))
        {
            var same = 0;
            while (same < common.Length && same < item.Insert.Length
                && char.ToUpperInvariant(common[same]) == char.ToUpperInvariant(item.Insert[same])) same++;
            common = common[..same];
        }
        if (common.Length > 0 && char.IsHighSurrogate(common[^1])) common = common[..^1];
        var there = text.Text[completions.From..completions.To];
        return common.Length > there.Length && common.StartsWith(there, StringComparison.OrdinalIgnoreCase) ? common : null;
    }

    /// <summary>The list as rows, what is chosen marked.</summary>
    public IReadOnlyList<string> Rows()
    {
        var first = Math.Clamp(_chosen - (Most / 2), 0, Math.Max(0, completions.Items.Count - Most));
        var shown = completions.Items.Skip(first).Take(Most).ToList();
        var width = Math.Min(40, shown.Max(i => CellWidth.Of(i.Label)));
        var rows = shown.Select((item, i) => Row(item, first + i == _chosen, width)).ToList();
        if (completions.Items.Count > Most)
            rows.Add(string.Create(CultureInfo.InvariantCulture,
                $"    {Math.Max(_chosen, 0) + 1:N0} of {completions.Items.Count:N0}"));
        return rows;
    }

    static string Row(Completion item, bool isChosen, int width)
    {
        var label = PlainText.Of(CellWidth.Fit(item.Label, 40));
        var blank = new string(' ', Math.Max(0, width - CellWidth.Of(label)));
        return $"  {(isChosen ? '>' : ' ')} {label}{blank}  {PlainText.Of(item.Detail)}".TrimEnd();
    }
}
