using Koppel.Cli.Terminal;
using Koppel.Output;

namespace Koppel.Cli.Prompt.Editing;

/// <summary>
/// A text that is edited key by key, with what was typed before and with completion. It knows neither a terminal nor a screen: keys go in,
/// a text, a cursor and rows below them come out.
/// </summary>
/// <param name="memory">What was typed before.</param>
/// <param name="isComplete">Whether Enter ends a text, or goes on in a further line.</param>
/// <param name="completion">Knows what may stand at the cursor.</param>
sealed class LineEditor(ILineMemory memory, Func<string, bool> isComplete, IPromptCompletion completion) : IDisposable
{
    readonly UndoStack _undo = new();
    HistoryWalk _walk = new([]);
    HistorySearch? _search;
    CompletionMenu? _menu;
    CompletionRequest? _request;
    string _cut = "";
    string? _note;

    /// <summary>The text and the cursor.</summary>
    public EditedText Text { get; private set; } = EditedText.Empty;

    /// <summary>Completion is under way: <see cref="Poll"/> takes what comes of it.</summary>
    public bool IsWaiting => _request is not null;

    /// <summary>Rows that are shown below the text.</summary>
    public IReadOnlyList<string> Below =>
        _search is not null ? [$"  search: {PlainText.Of(_search.Wanted)}{(_search.IsFound ? "" : "  (not found)")}"]
        : _menu is not null ? _menu.Rows()
        : _note is not null ? [$"  {PlainText.Of(_note)}"]
        : [];

    /// <summary>Begins a new text.</summary>
    public void Begin()
    {
        Text = EditedText.Empty;
        _walk = new HistoryWalk(memory.Entries);
        _undo.Clear();
        Close();
        _search = null;
    }

    /// <summary>Takes a key, and gives how the editing ended; null when it goes on.</summary>
    public LineOutcome? Take(Key key)
    {
        _note = null;
        Forget();
        if (key.Code == KeyCode.Closed) return new LineOutcome(LineEnd.Left, Text.Text);
        if (_search is not null && TakeInSearch(key)) return null;
        if (_menu is not null && TakeInMenu(key)) return null;
        if (Text.Deleted(key.Code) is var (from, to) && !(key.Code == KeyCode.EndOfInput && Text.Text.Length == 0))
        {
            Delete(key.Code, from, to);
            return null;
        }
        return key.Code switch
        {
            KeyCode.Enter => Enter(),
            KeyCode.Interrupt => new LineOutcome(LineEnd.Dropped, Text.Text),
            KeyCode.EndOfInput => new LineOutcome(LineEnd.Left, ""),
            _ => Edit(key),
        };
    }

    /// <summary>Takes what came of a completion, and gives whether something did.</summary>
    public bool Poll()
    {
        if (_request is not { IsDone: true } done) return false;
        _request = null;
        using (done)
        {
            if (done.Fault is { } fault) _note = fault;
            else Offer(done.Completions);
        }
        return true;
    }

    /// <inheritdoc/>
    public void Dispose() => Forget();

    LineOutcome? Enter()
    {
        if (isComplete(Text.Text)) return new LineOutcome(LineEnd.Entered, Text.Text);
        Change(Text.Insert("\n"));
        return null;
    }

    LineOutcome? Edit(Key key)
    {
        switch (key.Code)
        {
            case KeyCode.Text:
                Change(Text.Insert(key.Text), isTyped: true);
                break;
            case KeyCode.Paste:
                Change(Text.Insert(key.Text));
                break;
            case KeyCode.NewLine:
                Change(Text.Insert("\n"));
                break;
            case KeyCode.PutBack when _cut.Length > 0:
                Change(Text.Insert(_cut));
                break;
            case KeyCode.Undo:
                Text = _undo.Pop() ?? Text;
                break;
            case KeyCode.Search:
                _search = new HistorySearch(memory.Entries, Text);
                break;
            case KeyCode.Tab or KeyCode.BackTab:
                _request = new CompletionRequest(completion, Text);
                break;
            case KeyCode.Up when Text.IsInFirstLine:
                Recall(-1);
                break;
            case KeyCode.Down when Text.IsInLastLine:
                Recall(1);
                break;
            default:
                Text = Text.Move(key.Code);
                _undo.Part();
                break;
        }
        return null;
    }

    void Change(EditedText changed, bool isTyped = false)
    {
        _undo.Push(Text, isTyped);
        Text = changed;
    }

    void Delete(KeyCode code, int from, int to)
    {
        if (from == to) return;
        if (code is KeyCode.CutBefore or KeyCode.CutBehind or KeyCode.BlankBackspace or KeyCode.WordBackspace or KeyCode.WordDelete)
            _cut = Text.Text[from..to];
        Change(Text.Replace(from, to, ""));
    }

    void Recall(int step)
    {
        if (_walk.Go(step, Text.Text) is { } recalled) Change(EditedText.AtEnd(recalled));
    }

    // Gives whether the key was one of the search.
    bool TakeInSearch(Key key)
    {
        var search = _search!;
        switch (key.Code)
        {
            case KeyCode.Text or KeyCode.Paste:
                search.Want(search.Wanted + key.Text);
                break;
            case KeyCode.Backspace:
                search.Want(search.Wanted[..TextElements.Previous(search.Wanted, search.Wanted.Length)]);
                break;
            case KeyCode.Search:
                search.Older();
                break;
            case KeyCode.Escape or KeyCode.Interrupt:
                (Text, _search) = (search.Before, null);
                return true;
            default:
                _undo.Push(search.Before);
                (Text, _search) = (search.Found, null);
                return key.Code is KeyCode.Tab;
        }
        Text = search.Found;
        return true;
    }

    // Gives whether the key was one of the menu.
    bool TakeInMenu(Key key)
    {
        var menu = _menu!;
        switch (key.Code)
        {
            case KeyCode.Tab or KeyCode.Down:
                menu.Step(1);
                break;
            case KeyCode.BackTab or KeyCode.Up:
                menu.Step(-1);
                break;
            case KeyCode.Escape:
                Text = menu.Before;
                Close();
                return true;
            default:
                if (Text != menu.Before) _undo.Push(menu.Before);
                // Enter takes what is chosen; a second one runs it.
                var isTaken = key.Code == KeyCode.Enter && Text != menu.Before;
                Close();
                return isTaken;
        }
        Text = menu.Chosen;
        return true;
    }

    void Offer(Completions found)
    {
        if (found.Items.Count == 0) _note = "Nothing is known that could stand here.";
        else if (found.Items.Count == 1) Change(Text.Replace(found.From, found.To, found.Items[0].Insert));
        else if (CompletionMenu.Common(Text, found) is { } common)
        {
            Change(Text.Replace(found.From, found.To, common));
            _menu = new CompletionMenu(Text, found with { To = found.From + common.Length });
        }
        else _menu = new CompletionMenu(Text, found);
    }

    void Close() => _menu = null;

    void Forget()
    {
        _request?.Dispose();
        _request = null;
    }
}
