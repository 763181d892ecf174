namespace Koppel.Cli.Terminal;

/// <summary>What a key of a terminal means to whoever edits a line.</summary>
enum KeyCode
{
    /// <summary>A key without a meaning.</summary>
    Unknown,

    /// <summary>Letters that were typed.</summary>
    Text,

    /// <summary>Text that was pasted as a whole.</summary>
    Paste,

    /// <summary>Enter.</summary>
    Enter,

    /// <summary>Alt and Enter: a new line, whatever stands before it.</summary>
    NewLine,

    /// <summary>Tab.</summary>
    Tab,

    /// <summary>Shift and Tab.</summary>
    BackTab,

    /// <summary>Backspace.</summary>
    Backspace,

    /// <summary>Delete.</summary>
    Delete,

    /// <summary>To the left by a letter.</summary>
    Left,

    /// <summary>To the right by a letter.</summary>
    Right,

    /// <summary>A line up.</summary>
    Up,

    /// <summary>A line down.</summary>
    Down,

    /// <summary>To the beginning of the line.</summary>
    Home,

    /// <summary>To the end of the line.</summary>
    End,

    /// <summary>To the beginning of all.</summary>
    First,

    /// <summary>To the end of all.</summary>
    Last,

    /// <summary>To the left by a word.</summary>
    WordLeft,

    /// <summary>To the right by a word.</summary>
    WordRight,

    /// <summary>Deletes the word before the cursor.</summary>
    WordBackspace,

    /// <summary>Deletes the word behind the cursor.</summary>
    WordDelete,

    /// <summary>Ctrl-W: deletes back to the blank before the cursor.</summary>
    BlankBackspace,

    /// <summary>Ctrl-U: deletes the line before the cursor.</summary>
    CutBefore,

    /// <summary>Ctrl-K: deletes the line behind the cursor.</summary>
    CutBehind,

    /// <summary>Ctrl-Y: puts in what was deleted last.</summary>
    PutBack,

    /// <summary>Takes the last change back.</summary>
    Undo,

    /// <summary>Ctrl-L: an empty screen.</summary>
    Redraw,

    /// <summary>Ctrl-R: looks for something in the history.</summary>
    Search,

    /// <summary>Ctrl-C.</summary>
    Interrupt,

    /// <summary>Ctrl-D.</summary>
    EndOfInput,

    /// <summary>Ctrl-Z.</summary>
    Suspend,

    /// <summary>Escape, or Ctrl-G.</summary>
    Escape,

    /// <summary>The terminal is gone, or stdin has ended.</summary>
    Closed,
}
