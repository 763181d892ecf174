namespace Koppel.Cli.Terminal;

/// <summary>What control characters and sequences mean: those of xterm, which nearly all terminals send, and of Emacs' habits.</summary>
static class KeySequences
{
    /// <summary>What a control character or a sequence means.</summary>
    public static KeyCode CodeOf(string sequence) => sequence switch
    {
        [var control] => OfControl(control),
        ['\e', '\e', ..] => OfAlt(CodeOf(sequence[1..])),
        ['\e', '[', .. var rest] => OfBracket(rest),
        ['\e', 'O', var last] => OfLetter(last),
        ['\e', var letter] => OfMeta(letter),
        _ => KeyCode.Unknown,
    };

    static KeyCode OfControl(char c) => c switch
    {
        '\u0001' => KeyCode.Home,
        '\u0002' => KeyCode.Left,
        '\u0003' => KeyCode.Interrupt,
        '\u0004' => KeyCode.EndOfInput,
        '\u0005' => KeyCode.End,
        '\u0006' => KeyCode.Right,
        '\u0007' => KeyCode.Escape,
        '\b' or '\u007f' => KeyCode.Backspace,
        '\t' => KeyCode.Tab,
        '\n' or '\r' => KeyCode.Enter,
        '\u000b' => KeyCode.CutBehind,
        '\f' => KeyCode.Redraw,
        '\u000e' => KeyCode.Down,
        '\u0010' => KeyCode.Up,
        '\u0012' => KeyCode.Search,
        '\u0015' => KeyCode.CutBefore,
        '\u0017' => KeyCode.BlankBackspace,
        '\u0019' => KeyCode.PutBack,
        '\u001a' => KeyCode.Suspend,
        '\u001f' => KeyCode.Undo,
        _ => KeyCode.Unknown,
    };

    static KeyCode OfMeta(char letter) => letter switch
    {
        'b' or 'B' => KeyCode.WordLeft,
        'f' or 'F' => KeyCode.WordRight,
        'd' or 'D' => KeyCode.WordDelete,
        '\b' or '\u007f' => KeyCode.WordBackspace,
        '\r' or '\n' => KeyCode.NewLine,
        '<' => KeyCode.First,
        '>' => KeyCode.Last,
        'u' or 'U' => KeyCode.Undo,
        _ => KeyCode.Unknown,
    };

    // Such as A, 1;5C, 3~, 3;5~ or Z.
    static KeyCode OfBracket(string rest)
    {
        var parts = rest[..^1].Split(';');
        var isWord = parts is [_, "3" or "5" or "7"];
        var code = rest[^1] == '~' ? OfNumber(parts[0]) : OfLetter(rest[^1]);
        return isWord ? OfAlt(code) : code;
    }

    static KeyCode OfNumber(string number) => number switch
    {
        "1" or "7" => KeyCode.Home,
        "4" or "8" => KeyCode.End,
        "3" => KeyCode.Delete,
        "5" => KeyCode.First,
        "6" => KeyCode.Last,
        _ => KeyCode.Unknown,
    };

    static KeyCode OfLetter(char last) => last switch
    {
        'A' => KeyCode.Up,
        'B' => KeyCode.Down,
        'C' => KeyCode.Right,
        'D' => KeyCode.Left,
        'H' => KeyCode.Home,
        'F' => KeyCode.End,
        'M' => KeyCode.Enter,
        'Z' => KeyCode.BackTab,
        _ => KeyCode.Unknown,
    };

    // With Alt or Ctrl.
    static KeyCode OfAlt(KeyCode code) => code switch
    {
        KeyCode.Left => KeyCode.WordLeft,
        KeyCode.Right => KeyCode.WordRight,
        KeyCode.Delete => KeyCode.WordDelete,
        KeyCode.Home => KeyCode.First,
        KeyCode.End => KeyCode.Last,
        _ => code,
    };
}
