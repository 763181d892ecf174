using System.Text;

namespace Koppel.Cli.Terminal;

/// <summary>
/// Keys out of what a terminal sends: letters, control characters, and sequences that begin with escape. What comes in pieces is put
/// together; a paste is one key, however long it is.
/// </summary>
sealed class KeyDecoder
{
    const char Escape = '\e';
    const string PasteEnd = "\e[201~";

    readonly StringBuilder _pending = new();
    StringBuilder? _paste;

    /// <summary>Whether something came of which the end is not known yet, such as an escape that may begin a sequence.</summary>
    public bool IsWaiting => _pending.Length > 0 && _paste is null;

    /// <summary>Whether a paste has begun and not ended.</summary>
    public bool IsPasting => _paste is not null;

    /// <summary>The keys that are whole with what came.</summary>
    /// <param name="text">What came.</param>
    public IReadOnlyList<Key> Take(ReadOnlySpan<char> text)
    {
        var keys = new List<Key>();
        while (text.Length > 0)
        {
            if (_paste is not null)
            {
                text = TakePaste(text, keys);
                continue;
            }
            _pending.Append(text);
            text = TakeKeys(keys);
        }
        return keys;
    }

    /// <summary>Nothing came for a while: what waits for its end has come to it.</summary>
    public IReadOnlyList<Key> Settle()
    {
        if (!IsWaiting) return [];
        var waited = _pending.ToString();
        _pending.Clear();
        return [new Key(waited.All(c => c == Escape) ? KeyCode.Escape : KeyCode.Unknown)];
    }

    // Gives what is left behind the beginning of a paste.
    string TakeKeys(List<Key> keys)
    {
        var (text, at) = (_pending.ToString(), 0);
        _pending.Clear();
        while (at < text.Length)
        {
            var length = LengthOf(text, at);
            if (length == 0)
            {
                _pending.Append(text, at, text.Length - at);
                return "";
            }
            var sequence = text.Substring(at, length);
            at += length;
            if (sequence == "\e[200~")
            {
                _paste = new StringBuilder();
                return text[at..];
            }
            Add(keys, sequence);
        }
        return "";
    }

    static void Add(List<Key> keys, string sequence)
    {
        if (sequence[0] >= ' ' && sequence[0] != '\u007f') keys.Add(new Key(KeyCode.Text, sequence));
        else keys.Add(new Key(KeySequences.CodeOf(sequence)));
    }

    /// <summary>The length of the key that begins at a place; 0 when its end has not come.</summary>
    static int LengthOf(string text, int at)
    {
        if (text[at] != Escape)
        {
            var end = at;
            while (end < text.Length && text[end] >= ' ' && text[end] != '\u007f') end++;
            return Math.Max(1, end - at);
        }
        if (at + 1 >= text.Length) return 0;
        if (text[at + 1] == Escape)
        {
            if (at + 2 >= text.Length) return 0;
            return text[at + 2] is not ('[' or 'O') ? 1 : LengthOf(text, at + 1) is > 0 and var inner ? 1 + inner : 0;
        }
        if (text[at + 1] == 'O') return at + 2 < text.Length ? 3 : 0;
        if (text[at + 1] != '[') return 2;
        var last = at + 2;
        while (last < text.Length && text[last] is >= ' ' and <= '?') last++;
        return last < text.Length ? last + 1 - at : 0;
    }

    // Gives what is left behind the end of the paste.
    ReadOnlySpan<char> TakePaste(ReadOnlySpan<char> text, List<Key> keys)
    {
        var before = _paste!.Length;
        _paste.Append(text);
        // The end may have come in two pieces: it is looked for from a little before the second.
        var from = Math.Max(0, before - PasteEnd.Length);
        var end = _paste.ToString(from, _paste.Length - from).IndexOf(PasteEnd, StringComparison.Ordinal);
        if (end < 0) return [];
        var pasted = _paste.ToString(0, from + end).ReplaceLineEndings("\n");
        var rest = _paste.ToString(from + end + PasteEnd.Length, _paste.Length - from - end - PasteEnd.Length);
        _paste = null;
        keys.Add(new Key(KeyCode.Paste, pasted));
        return rest;
    }
}
