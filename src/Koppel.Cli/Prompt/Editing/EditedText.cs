using Koppel.Cli.Terminal;
using Koppel.Output;

namespace Koppel.Cli.Prompt.Editing;

/// <summary>A text and the cursor in it.</summary>
/// <param name="Text">The text; its lines end with a line feed.</param>
/// <param name="Cursor">Before which character the cursor stands.</param>
sealed record EditedText(string Text, int Cursor)
{
    /// <summary>Nothing yet.</summary>
    public static readonly EditedText Empty = new("", 0);

    /// <summary>A text with the cursor at its end.</summary>
    public static EditedText AtEnd(string text) => new(text, text.Length);

    /// <summary>The cursor stands in the first line.</summary>
    public bool IsInFirstLine => TextElements.LineStart(Text, Cursor) == 0;

    /// <summary>The cursor stands in the last line.</summary>
    public bool IsInLastLine => TextElements.LineEnd(Text, Cursor) == Text.Length;

    /// <summary>The same with a part replaced, and the cursor behind what stands there now.</summary>
    public EditedText Replace(int from, int to, string text) =>
        new(string.Concat(Text.AsSpan(0, from), text, Text.AsSpan(to)), from + text.Length);

    /// <summary>The same with a text put in at the cursor.</summary>
    public EditedText Insert(string text) => Replace(Cursor, Cursor, text);

    /// <summary>The same with the cursor moved, as a key says; this one when the key moves nothing.</summary>
    public EditedText Move(KeyCode code) => this with
    {
        Cursor = code switch
        {
            KeyCode.Left => TextElements.Previous(Text, Cursor),
            KeyCode.Right => TextElements.Next(Text, Cursor),
            KeyCode.Home => TextElements.LineStart(Text, Cursor),
            KeyCode.End => TextElements.LineEnd(Text, Cursor),
            KeyCode.First => 0,
            KeyCode.Last => Text.Length,
            KeyCode.WordLeft => TextElements.WordStart(Text, Cursor),
            KeyCode.WordRight => TextElements.WordEnd(Text, Cursor),
            KeyCode.Up => Above(),
            KeyCode.Down => Below(),
            _ => Cursor,
        },
    };

    /// <summary>What a key deletes: from the cursor to another place; null when the key deletes nothing.</summary>
    public (int From, int To)? Deleted(KeyCode code) => code switch
    {
        KeyCode.Backspace => (TextElements.Previous(Text, Cursor), Cursor),
        KeyCode.Delete or KeyCode.EndOfInput => (Cursor, TextElements.Next(Text, Cursor)),
        KeyCode.WordBackspace => (TextElements.WordStart(Text, Cursor), Cursor),
        KeyCode.WordDelete => (Cursor, TextElements.WordEnd(Text, Cursor)),
        KeyCode.BlankBackspace => (TextElements.BlankStart(Text, Cursor), Cursor),
        KeyCode.CutBefore => (TextElements.LineStart(Text, Cursor), Cursor),
        // At its end a line is put together with the next one.
        KeyCode.CutBehind => (Cursor, TextElements.LineEnd(Text, Cursor) is var end && end == Cursor ? TextElements.Next(Text, end) : end),
        _ => null,
    };

    int Above()
    {
        var start = TextElements.LineStart(Text, Cursor);
        return start == 0 ? Cursor : AtCell(TextElements.LineStart(Text, start - 1), Cells(start));
    }

    int Below()
    {
        var end = TextElements.LineEnd(Text, Cursor);
        return end == Text.Length ? Cursor : AtCell(end + 1, Cells(TextElements.LineStart(Text, Cursor)));
    }

    int Cells(int lineStart) => CellWidth.Of(Text[lineStart..Cursor]);

    /// <summary>The place in a line that stands as far to the right as another one, as people see it.</summary>
    int AtCell(int lineStart, int cells)
    {
        var (at, end, used) = (lineStart, TextElements.LineEnd(Text, lineStart), 0);
        while (at < end)
        {
            var next = TextElements.Next(Text, at);
            used += CellWidth.Of(Text[at..next]);
            if (used > cells) break;
            at = next;
        }
        return at;
    }
}
